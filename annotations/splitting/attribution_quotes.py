"""The outermost quotations of an article, paired paragraph by paragraph.

A quotation that is not closed ends with its paragraph. Knows nothing of speakers. Linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.text.span import Span

_MARK = re.compile("''|``|[\"“”„«»‘’]|\\n")
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
        return mark in '"' and before in " \n," and end < len(text) and after == " " and not before.isalnum()
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
