"""Owns sentence ends in English text. Works inside one block; alters nothing; linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right

from annotations.splitting.abbreviations import BEFORE_NAME, MAY_END, STARTERS
from annotations.splitting.structure import DATE_LINE, Block, BlockKind
from annotations.text.span import Span

_STOP = re.compile(r"(?:\.(?: \.){2,}|[.!?…。！？।؟]+)[\"'”’»)\]]*(?=\s|$)|[。！？।؟]+[\"'”’»」』)\]]*")
_WORD_BEFORE = re.compile(r"[^\s\"“”(‘\[]+$")
_NEXT_WORD = re.compile(r"[\s\"'“‘«(\[—–-]*([^\s,;:!?\"”’')\]]+)")
_CREDIT = re.compile(r"\s(?=\(?(?:Image|Photo|File photo|Picture|Credit)s?: )")
_MARKER = re.compile(r"(?:(?<=\s)|^)(?:[•⁃‣◦▪●]\s?)?(?:(\d{1,2})|([a-z]))(?:\.\)|\.|\))\s(?=\S)", re.M)
_WOVEN = re.compile(r"(?<=[\w,] )[\"“][a-z][^\"“”\n]{0,600}[\"”]")
_MARKER_ONLY = re.compile(r"\s*(?:[•⁃‣◦▪●]\s?)?(?:\d{1,3}|[a-z])[.)]+\s*$")
_SOURCE_NOTE = re.compile(r"\s\([^()\n]{1,60}\)[.,;]")


def block_sentences(text: str, block: Block) -> list[Span]:
    """The sentences of one block in order, without the white space around them."""
    fixed = sorted({*_list_cuts(text, block), *_caption_cuts(text, block)})
    cuts = sorted({*fixed, *_stops(text, block, fixed)})
    spans: list[Span] = []
    start = block.span.start
    for cut in [*cuts, block.span.end]:
        while start < cut and text[start].isspace():
            start += 1
        end = cut
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append(Span(start, end))
        start = max(start, cut)
    return spans


def _caption_cuts(text: str, block: Block) -> list[int]:
    """Where a date line or an image credit runs into the prose of the same block."""
    cuts = [match.start() for match in _CREDIT.finditer(text, block.span.start, block.span.end)]
    date = DATE_LINE.match(text, block.span.start, block.span.end)
    if date and block.kind is not BlockKind.DATELINE:
        after = text[date.end() : date.end() + 2]
        year = text[date.end() - 4 : date.end()].isdigit()
        if year and len(after) == 2 and after[0].isspace() and after[1].isupper():
            cuts.append(date.end())
    return cuts


def _list_cuts(text: str, block: Block) -> list[int]:
    """Starts of list items that run on in one line: 1. ... 2. ... or a. ... b. ..."""
    cuts: list[int] = []
    expected: str | None = None
    for match in _MARKER.finditer(text, block.span.start, block.span.end):
        value = match.group(1) or match.group(2)
        if expected is None:
            if match.start() != block.span.start:
                return []
        elif value != expected:
            continue
        else:
            cuts.append(match.start())
        expected = str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
    return cuts


def _stops(text: str, block: Block, fixed: list[int]) -> list[int]:
    cuts: list[int] = []
    last = block.span.start
    ahead = iter([*fixed, block.span.end])
    cut = next(ahead)
    woven = _woven(text, block)
    for match in _STOP.finditer(text, block.start, block.span.end):
        at = bisect_right(woven, (match.start(), len(text))) - 1
        if at >= 0 and match.end() < woven[at][1]:
            continue
        while cut < match.start():
            last, cut = max(last, cut), next(ahead)
        if match.end() < block.span.end and _ends(text, match, last, block.span.end):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _woven(text: str, block: Block) -> list[tuple[int, int]]:
    """Quotations woven into a sentence, which begin with a small letter: a stop inside ends nothing."""
    return [match.span() for match in _WOVEN.finditer(text, block.start, block.span.end)]


def _ends(text: str, stop: re.Match[str], last: int, limit: int) -> bool:
    """Whether the marks matched by `stop` end a sentence that began at `last`."""
    marks = stop.group()
    if marks[0] in "。！？।؟":
        return True
    if _MARKER_ONLY.match(text, last, stop.end()) or _SOURCE_NOTE.match(text, stop.end(), limit):
        return False
    following = _NEXT_WORD.match(text, stop.end(), min(limit, stop.end() + 80))
    if following is None:
        return True
    word = following.group(1)
    if word[0].islower():
        return _ends_before_small(text, stop, last)
    if not (word[0].isalnum() or word[0] in "@#$€£"):
        return False
    bare = marks.rstrip("\"'”’»)]")
    if marks[0] in "!?…" or len(bare) > 1:
        return bare != ". . ."
    return _stop_ends(text, stop.start(), last, marks, word)


def _ends_before_small(text: str, stop: re.Match[str], last: int) -> bool:
    """Careless text: "it closed. they left." A known short form or a closing quote keeps the sentence whole."""
    before = _WORD_BEFORE.search(text, max(last, stop.start() - 40), stop.start())
    if stop.group() != "." or before is None:
        return False
    word = before.group()
    return len(word) > 2 and word.isalpha() and word.lower() not in BEFORE_NAME | MAY_END


def _stop_ends(text: str, stop: int, last: int, marks: str, following: str) -> bool:
    before = _WORD_BEFORE.search(text, max(last, stop - 40), stop)
    if before is None:
        return True
    raw = before.group()
    word = raw.lower()
    starter = following.lower() in STARTERS
    if word in BEFORE_NAME and not (word == "no" and starter):
        return False
    if word.isdigit() and len(word) < 3 and before.start() <= last + 1:
        return False
    if len(raw) == 1 and raw.isalpha() and raw.isupper():
        return starter and (raw == "I" or len(marks) > 1)
    if word in MAY_END or ("." in word and len(word) < 8 and word.replace(".", "").isalpha()):
        return _abbreviation_ends(text, before.start(), last, following, starter=starter)
    return True


def _abbreviation_ends(text: str, at: int, last: int, following: str, *, starter: bool) -> bool:
    if not following[0].isupper():
        return False
    return starter and len(text[max(last, at - 80) : at].split()) > 2
