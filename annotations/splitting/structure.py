"""Owns the cutting of an article into blocks: paragraphs, headings, captions, list items, datelines.

A block never holds a blank line. Knows no sentences; alters nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotations.text.span import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_ITEM = re.compile(r"(?:[•⁃‣◦▪●·*–—-]\s|[•⁃‣◦▪●]|\(?\d{1,3}[.)]{1,2}\s|\(?[a-zA-Z][.)]\s)")
_CREDIT = re.compile(
    r"\(?(?:Images?|Photos?|Photograph|Picture|Pictured|File photo|Video|Graphic|Map|Credit)s?(?: by|:| credit:)",
    re.I,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
DATE_LINE = re.compile(
    rf"{_DAY}(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)(?=$|[\s.|])"
)
_CITY_LINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.'’ -]{1,30})?(?:, " + _MONTH + r" \d{1,2})?"
    r"(?: \([A-Z][\w ./-]{1,30}\))? (?:—|–|--|-) "
)
_TERMINAL = ".!?…:;。！？।؟"
_HEADING_WORDS = 14
_WRAP_RANGE = range(45, 101)


class BlockKind(StrEnum):
    """What a block is for the reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    ITEM = "item"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Block:
    """One block, without the white space around it; `start` is where its own prose begins (after a dateline)."""

    span: Span
    kind: BlockKind
    start: int


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order. Linear; an empty text has none."""
    found: list[Block] = []
    for lines in _groups(text):
        found.extend(_block(text, span) for span in _joined(text, lines))
    return found


def _groups(text: str) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them, each line without its outer white space."""
    group: list[Span] = []
    last = 0
    for match in _LINE.finditer(text):
        line = _trimmed(text, match.start(), match.end())
        if group and (line is None or _blank_between(text, last, match.start())):
            yield group
            group = []
        if line is not None:
            group.append(line)
        last = match.end()
    if group:
        yield group


def _blank_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end].replace("\r\n", "\n")
    return len(gap) > 1 or gap == "\u2029"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    left = len(line) - len(line.lstrip())
    right = len(line.rstrip())
    return Span(start + left, start + right) if left < right else None


def _joined(text: str, lines: list[Span]) -> list[Span]:
    """Lines of one group as blocks: a wrapped line continues, any other line stands alone."""
    wrapped = len(lines) > 2 and all(len(line) in _WRAP_RANGE for line in lines[:-1])
    spans: list[Span] = []
    for line in lines:
        if spans and _continues(text, spans[-1], line, wrapped=wrapped):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
    return spans


def _continues(text: str, before: Span, line: Span, *, wrapped: bool) -> bool:
    if _ITEM.match(text, line.start):
        return False
    if wrapped:
        return True
    return text[before.end - 1] not in _TERMINAL and text[line.start].islower()


def _block(text: str, span: Span) -> Block:
    dateline = _CITY_LINE.match(text, span.start, span.end)
    if dateline and dateline.end() < span.end:
        return Block(span, BlockKind.PARAGRAPH, dateline.end())
    return Block(span, _kind(text, span), span.start)


def _kind(text: str, span: Span) -> BlockKind:
    date = DATE_LINE.match(text, span.start, span.end)
    if date and date.end() == span.end:
        return BlockKind.DATELINE
    if _ITEM.match(text, span.start, span.end):
        return BlockKind.ITEM
    if _CREDIT.match(text, span.start, span.end):
        return BlockKind.CAPTION
    line = text[span.start : min(span.end, span.start + 200)]
    if (
        len(span) < 160
        and text[span.end - 1] not in _TERMINAL + "\"'”’»"
        and len(line.split()) <= _HEADING_WORDS
    ):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH
