"""Owns what the first lines of a raw text say about it: its title, byline and date. They stay in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from annotations.ingest.dates import find_date, is_date_line
from annotations.ingest.front_matter import byline_of
from annotations.ingest.title import on_one_line
from annotations.text.canonical import first_visible
from annotations.text.paragraphs import ends_sentence, is_furniture, is_headline, paragraphs

_READ_ON = 20_000  # code points
_FURTHEST = 12  # blocks before the body: menus, kickers, title, byline, date
_BODY = 150  # code points: a longer block is body whatever it ends in
_TITLE_WORDS = 3  # at least, to be preferred as a title
_MENU_WORDS = 5  # the same where so many short lines come first that some are a menu
_QUOTED_MAIL = re.compile(r">|[^\n]{0,200}:$")
_DATELINE = re.compile(r"(?P<head>[^\n.!?]{2,80}?)\s?(?:—|–|--|\s-)\s")


@dataclass(frozen=True, slots=True)
class Opening:
    """The title ("" when no line is one), byline and date before the body, and where the body's words begin.

    `body_start` and `body_end` bound the first paragraph of body, its dateline left out, in code points.
    """

    title: str
    byline: str
    published_on: date | None
    body_start: int
    body_end: int


def read_opening(text: str) -> Opening:
    """What `text`, which has visible characters, begins with. Reads on only as far as needed, however long it is."""
    spans = paragraphs(text[: (first_visible(text) or 0) + _READ_ON])
    lines = [span.of(text) for span in spans[: _FURTHEST + 1]]
    first_body = next((i for i, line in enumerate(lines) if _is_body(line)), None)
    before = lines[:first_body] if first_body is not None else []
    headlines = [line for line in before if is_headline(line) and not is_date_line(line)]
    wanted = _MENU_WORDS if len(headlines) > 3 else _TITLE_WORDS
    title = next(
        (line for line in headlines if _says_something(line, wanted)), headlines[0] if headlines else ""
    )
    byline = next(filter(None, map(byline_of, before)), "")
    dated = (find_date(line) for line in before if is_date_line(line) or byline_of(line))
    span = spans[first_body or 0]
    words, dateline = skip_dateline(span.of(text))
    published_on = next(filter(None, dated), None) or find_date(dateline)
    title = on_one_line(title.lstrip("#"))
    return Opening(title, byline, published_on, span.start + words, span.end)


def skip_dateline(paragraph: str) -> tuple[int, str]:
    """Where the words after a dateline begin, and the dateline: (22, "KYIV, March 21 (AP)"); (0, "") without one."""
    match = _DATELINE.match(paragraph[:120])
    if not match:
        return 0, ""
    head = match["head"].strip()
    place = head.partition(" ")[0].strip(",.")
    is_dateline = len(head.split()) <= 9 and ((len(place) > 2 and place.isupper()) or head.endswith(")"))
    return (match.end(), head) if is_dateline else (0, "")


def _is_body(line: str) -> bool:
    if is_furniture(line) or _QUOTED_MAIL.match(line):
        return False
    return len(line) > _BODY or (ends_sentence(line) and not is_headline(line))


def _says_something(line: str, words: int) -> bool:
    """Whether a bare line is more than a kicker or a menu entry ("World", "LIVE")."""
    return len(line.split()) >= words or (len(line) >= 8 and ord(line[0]) > 0x2E7F)
