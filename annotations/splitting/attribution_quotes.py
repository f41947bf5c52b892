"""The outermost quotations of an article, paired paragraph by paragraph.

A quotation that is not closed ends with its paragraph. Knows nothing of speakers. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotations.text.span import Span

_MARK = re.compile("''|``|[\"“”„«»‘’]|\\n")
_GAP = 8  # code points that may lie between a cue or a claimant and the quotation beside it
_CLOSING = {"“": '”"“', "„": "“”", "«": "»", '"': '"”', "''": "''", "``": "''", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; `closed` is false where the paragraph ended first."""

    span: Span
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """All outermost quotations in order, disjoint."""
    found: list[Quotation] = []
    start, opener = -1, ""
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if start >= 0 and opener != "‘" and text[start:at].strip():
                found.append(Quotation(Span(start, at), closed=False))
            start = -1
        elif start < 0:
            if mark in _CLOSING and _opens(text, at, match.end(), mark):
                start, opener = at, mark
        elif mark in _CLOSING[opener] and _closes(text, start, match, opener):
            found.append(Quotation(Span(start, match.end()), closed=True))
            start = -1
    if start >= 0 and opener != "‘":
        found.append(Quotation(Span(start, len(text)), closed=False))
    return found


def _opens(text: str, start: int, end: int, mark: str) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if after.isspace():
        return mark == '"' and before in " \n," and end < len(text)
    return mark in "“„«" or not before.isalnum()


def _closes(text: str, start: int, match: re.Match[str], opener: str) -> bool:
    end = match.end()
    after = text[end] if end < len(text) else " "
    if opener == "‘":
        return not after.isalnum()
    if match.group() in ('"', "“") and opener in '"“':
        before = text[match.start() - 1]
        return not (before.isspace() and not after.isspace()) and match.start() > start + 1
    return True


def _is_between(mark: str) -> bool:
    return (mark.isspace() and mark != "\n") or mark in ",—–-"


@dataclass(slots=True)
class Quotations:
    """The quotations of an article, found by where they start or end."""

    items: Sequence[Quotation]
    spans: list[Span] = field(init=False)
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.spans = [item.span for item in self.items]
        self.starts = [span.start for span in self.spans]
        self.ends = [span.end for span in self.spans]

    def ending_before(self, text: str, offset: int) -> int | None:
        """The quotation in the same paragraph that ends right before `offset`, but for space, commas, dashes."""
        at = offset
        while at > 0 and offset - at < _GAP and _is_between(text[at - 1]):
            at -= 1
        index = bisect_left(self.ends, at)
        return index if index < len(self.ends) and self.ends[index] == at else None

    def starting_after(self, text: str, offset: int, skip: str = "") -> int | None:
        """The index of the quotation that starts right after `offset`, but for space and the marks in `skip`."""
        at = offset
        while at < len(text) and at - offset < _GAP and (text[at].isspace() or text[at] in skip):
            at += 1
        index = bisect_left(self.starts, at)
        return index if index < len(self.starts) and self.starts[index] == at else None
