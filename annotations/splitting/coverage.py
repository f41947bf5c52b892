"""Owns that nothing checkable is lost: numbers, firsts and superlatives, quoted strings that no claim holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from annotations.text.span import Span

_CHECKABLE = re.compile(
    r"\d[\d,.:/-]*|[½¼¾]|\b(?:first|only|last|most|least|best|worst|\w{2,}est|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|\w{3,}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|millions?|billions?|trillions?|half|dozens?|I{1,3}|IV|VI{0,3}|IX|XI{0,3})\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^“”\n]{1,2000}”?|\"[^\"\n]{1,2000}\"?|«[^«»\n]{1,2000}»?|„[^„“”\n]{1,2000}[“”]?")


def missing(text: str, sentence: Span, claims: Iterable[tuple[Span, ...]]) -> list[Span]:
    """The checkable strings of a sentence that lie in no fragment, and quoted ones in no claim's hull."""
    made = list(claims)
    parts = [part for fragments in made for part in fragments]
    hulls = [Span(fragments[0].start, fragments[-1].end) for fragments in made]
    lost = _outside(text, _CHECKABLE, sentence, parts)
    return lost + _outside(text, _QUOTED, sentence, hulls)


def _outside(text: str, pattern: re.Pattern[str], sentence: Span, within: list[Span]) -> list[Span]:
    found = (Span(*match.span()) for match in pattern.finditer(text, sentence.start, sentence.end))
    return [span for span in found if not any(part.contains(_inner(text, span)) for part in within)]


def _inner(text: str, span: Span) -> Span:
    """A quoted string without its marks."""
    start, end = span.start, span.end
    while start < end - 1 and text[start] in "“\"«„":
        start += 1
    while end > start + 1 and (text[end - 1] in "”\"»“" or text[end - 1] in ",.!?"):
        end -= 1
    return Span(start, end)
