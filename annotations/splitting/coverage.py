"""Owns that nothing checkable is lost: numbers, firsts and superlatives, quoted strings that no claim holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotations.splitting.attribution_quotes import quotations
from annotations.text.span import Span

_CHECKABLE = re.compile(
    r"\d(?:[\d,.:/-]*\d)?|[½¼¾]|\b(?:first|only|last|most|least|best|worst|\w{2,}est|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|\w{3,}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|millions?|billions?|trillions?|half|dozens?|I{1,3}|IV|VI{0,3}|IX|XI{0,3})\b",
    re.IGNORECASE,
)
_SINGLE_QUOTED = re.compile(r"(?<!\w)'[^'\n]{2,200}'(?!\w)")
_MARKS = "“”\"«»„‘’'`"


def quoted_strings(text: str) -> list[Span]:
    """Every quoted string of a text, without its marks, in order and disjoint."""
    outer = [one.span for one in quotations(text)]
    single = [Span(*match.span()) for match in _SINGLE_QUOTED.finditer(text)]
    found: list[Span] = []
    for span in sorted([*outer, *single]):
        inner = _inner(text, span)
        if inner and (not found or found[-1].end <= inner.start):
            found.append(inner)
    return found


def checkable(text: str) -> list[Span]:
    """Numbers, firsts and superlatives in a text."""
    return [Span(*match.span()) for match in _CHECKABLE.finditer(text)]


def lost(wanted: Iterable[Span], within: Sequence[Span]) -> list[Span]:
    """The spans that lie in none of the others."""
    return [span for span in wanted if not any(part.contains(span) for part in within)]


def _inner(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None
