"""Owns telling whether a quoted passage stands in a text, in time linear in both. Never matches approximately.

White space and the shape of quotation marks may differ, and it says so when they do; "[...]" stands for words left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from annotations.text.span import Span

_LEFT_OUT = re.compile(r"\[\s{0,9}(?:\.\s{0,9}\.\s{0,9}\.|…)\s{0,9}\]")
# Runs of white space, with the marks that only say where a word may or may not be broken.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DOUBLE, _SINGLE = "“”„‟«»″＂", "‘’‚‛‹›′＇`´"
_FOLDED = re.compile(rf"[\s{_UNSEEN}]+|[{_DOUBLE}{_SINGLE}]")


class Match(StrEnum):
    """How a passage stands in a text."""

    EXACT = "exact"
    SPACING = "spacing"  # with other white space or quotation marks
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """How a passage was found, and where: one span for each part of it, in order, in code points of the text."""

    match: Match
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return self.match != Match.NONE


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words around a passage: of the passage itself, or of the text beside it."""

    text: str
    is_passage: bool


class Passages:
    """A text in which many passages are looked for: it is folded once, when the first needs it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, quote: str) -> Found:
        """The first place of `quote`. A quote without anything to look for is not found."""
        whole = quote.strip()
        parts = [part for piece in _LEFT_OUT.split(quote) if (part := piece.strip())]
        for wanted in ([whole] if whole else [], parts):
            if spans := _in_order(self._text, wanted):
                return Found(Match.EXACT, spans)
        folded = [part for piece in parts if (part := _fold(piece).text.strip())]
        if spans := _in_order(self._folded.text, folded):
            return Found(Match.SPACING, tuple(self._folded.original(span) for span in spans))
        return Found(Match.NONE)

    @cached_property
    def _folded(self) -> _Folded:
        return _fold(self._text)


def find_passage(text: str, quote: str) -> Found:
    """How and where `quote` stands in `text`."""
    return Passages(text).find(quote)


def around(text: str, spans: tuple[Span, ...], *, context: int = 120) -> list[Piece]:
    """The found parts with up to `context` code points on either side; what lies far between two is an ellipsis."""
    if not spans:
        return []
    pieces = [Piece(_tail(text[: spans[0].start], context), is_passage=False)]
    for index, span in enumerate(spans):
        pieces.append(Piece(text[span.start : span.end], is_passage=True))
        following = spans[index + 1].start if index + 1 < len(spans) else None
        between = text[span.end : following]
        if following is None:
            pieces.append(Piece(_head(between, context), is_passage=False))
        elif len(between) > 2 * context:
            pieces.append(Piece(_head(between, context) + _tail(between, context), is_passage=False))
        else:
            pieces.append(Piece(between, is_passage=False))
    return [piece for piece in pieces if piece.text]


def cut(text: str, spans: tuple[Span, ...]) -> list[Piece]:
    """The whole text in pieces, the found parts apart from what is beside them."""
    pieces, end = [], 0
    for span in spans:
        pieces.append(Piece(text[end : span.start], is_passage=False))
        pieces.append(Piece(span.of(text), is_passage=True))
        end = span.end
    pieces.append(Piece(text[end:], is_passage=False))
    return [piece for piece in pieces if piece.text]


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text with its white space and quotation marks made one kind.

    `seams` and `origins` are the places, folded and original, from which on both run side by side.
    """

    text: str
    seams: list[int]
    origins: list[int]

    def original(self, span: Span) -> Span:
        """The span of the original that a span of the folded text came from."""
        return Span(self._origin(span.start), self._origin(span.end - 1) + 1)

    def _origin(self, place: int) -> int:
        at = bisect_right(self.seams, place) - 1
        return self.origins[at] + place - self.seams[at]


def _fold(text: str) -> _Folded:
    pieces: list[str] = []
    seams, origins = [0], [0]
    length = end = 0
    for match in _FOLDED.finditer(text):
        kept = text[end : match.start()]
        mark = _folded_mark(match[0])
        pieces += (kept, mark)
        length += len(kept) + len(mark)
        end = match.end()
        if len(mark) != len(match[0]):
            seams.append(length)
            origins.append(end)
    pieces.append(text[end:])
    return _Folded("".join(pieces), seams, origins)


def _folded_mark(run: str) -> str:
    if run in _DOUBLE:
        return '"'
    if run in _SINGLE:
        return "'"
    return " " if any(character.isspace() for character in run) else ""


def _in_order(text: str, parts: list[str]) -> tuple[Span, ...]:
    """The earliest places of all parts, one after the other; () when one is missing."""
    spans: list[Span] = []
    at = 0
    for part in parts:
        start = text.find(part, at)
        if start < 0:
            return ()
        at = start + len(part)
        spans.append(Span(start, at))
    return tuple(spans)


def _tail(text: str, context: int) -> str:
    """The end of a long text, from a whole word on."""
    return text if len(text) <= context else "… " + text[-context:].partition(" ")[2]


def _head(text: str, context: int) -> str:
    return text if len(text) <= context else text[:context].rpartition(" ")[0] + " …"
