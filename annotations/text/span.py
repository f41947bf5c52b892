"""Owns the half-open range of code points that everything else points with. Knows no text structure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, counted in Unicode code points, half-open.

    Raises ValueError when it is empty, negative or the wrong way round.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span runs forward from 0 and is not empty; got {self.start} to {self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters it points at; shorter than the span where the text ends too soon."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


def hull(spans: list[Span] | tuple[Span, ...]) -> Span:
    """The smallest span that holds them all. Raises ValueError for no spans."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))
