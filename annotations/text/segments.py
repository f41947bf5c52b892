"""Owns cutting a text at every boundary of overlapping ranges, so that each piece can be one `<mark>`.

Knows offsets only; what the ids stand for and how a piece looks is the caller's business.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotations.text.span import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """Code points `[start, end)` and the ids of all ranges that cover them, the outermost first."""

    start: int
    end: int
    ids: tuple[int, ...]


def cut(length: int, ranges: Sequence[tuple[Span, int]]) -> list[Segment]:
    """Pieces of `[0, length)`, in order and without gaps, cut at every boundary of `ranges` (span, id).

    O(n log n) in the number of ranges, apart from writing down the ids. Ranges may overlap, nest, and share an
    id; an id is listed once per piece. Raises ValueError for a range that reaches past `length`.
    """
    if any(span.end > length for span, _ in ranges):
        raise ValueError(f"A range reaches past the end of the text, which is {length} code points long.")
    order = sorted(range(len(ranges)), key=lambda i: (ranges[i][0].start, -ranges[i][0].end, i))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for rank, index in enumerate(order):
        opening.setdefault(ranges[index][0].start, []).append(rank)
        closing.setdefault(ranges[index][0].end, []).append(rank)
    points = sorted({0, length, *opening, *closing})
    active: list[int] = []
    segments = []
    for start, end in pairwise(points):
        for rank in closing.get(start, ()):
            del active[bisect_left(active, rank)]
        for rank in opening.get(start, ()):
            insort(active, rank)
        ids = tuple(dict.fromkeys(ranges[order[rank]][1] for rank in active))
        segments.append(Segment(start, end, ids))
    return segments
