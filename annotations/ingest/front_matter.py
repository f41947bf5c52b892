"""Owns the lines before an article's own text that say what it is: `date 2024-03-21`, `Title: ...`, YAML, mail heads.

Reads them where they stand; what they take from the text is given back exactly as `text[:end]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from annotations.ingest.dates import find_date, is_date_line
from annotations.ingest.document import BYLINE_LIMIT, PUBLISHER_LIMIT, TITLE_LIMIT
from annotations.ingest.fields import as_language, as_line, as_url
from annotations.text.canonical import has_visible

_KEYS = {
    "title": "title headline subject titel überschrift betreff заголовок тема العنوان タイトル",
    "date": "date published pubdate published_on datum veröffentlicht sent gesendet дата опубліковано التاريخ 日付",
    "byline": "author authors byline by from autor von автор від الكاتب 著者",
    "url": "url link canonical permalink address adresse посилання الرابط",
    "publisher": "publisher site source outlet newspaper quelle zeitung джерело видання المصدر",
    "language": "language lang sprache мова",
    "": "to cc bcc reply-to an kopie message-id mime-version content-type tags category categories layout slug draft "
    "image updated modified кому",
}
_FIELD = {key: field for field, keys in _KEYS.items() for key in keys.split()}
_MARKER = re.compile(r"date[ :][ \t]*(?P<day>\d{4}-\d{2}-\d{2})(?!\w)\s*", re.IGNORECASE)
_KEY_LINE = re.compile(r"(?P<key>[^\W\d][\w-]{0,19})[ \t]?[:：][ \t]*(?P<value>[^\n]{1,2000})(?:\n|$)")
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por|Автор)[ \t:]+(?P<who>[^\W\d_a-z][^\n|·•]{1,100})")
_LIMITS = {"title": TITLE_LIMIT, "byline": BYLINE_LIMIT, "publisher": PUBLISHER_LIMIT}
_SPACE = re.compile("[\\s\u200b\u200e\u200f\u2060\ufeff]*")  # a pasted text may begin with invisible marks
_MOST_LINES = 60
_KEYED_DATE = re.compile(r"[\d٠-٩]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What was found, and that it takes `text[:end]`. Fields are "" or None when not said."""

    end: int = 0
    title: str = ""
    published_on: date | None = None
    url: str = ""
    publisher: str = ""
    byline: str = ""
    language: str = ""
    remarks: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """The front matter at the head of canonical `text`, with the white space around it.

    There is none when nothing visible would be left of the text.
    """
    found = _yaml(text) or FrontMatter()
    for _ in range(_MOST_LINES):
        step = _next(text, _skip_space(text, found.end), found)
        if step is None:
            break
        found = step
    if found.end:
        found = replace(found, end=_skip_space(text, found.end))
    return found if has_visible(text[found.end :]) else FrontMatter()


def byline_of(line: str) -> str:
    """The name in a line such as "By Jane Doe | 21 March 2024", or ""."""
    match = _BYLINE.match(line.strip())
    who = match["who"].strip(" ,;-–—") if match else ""
    if not who or len(who.split()) > 8 or who[-1] in ".!?:" or find_date(who):
        return ""
    return as_line(who, BYLINE_LIMIT)


def _next(text: str, at: int, found: FrontMatter) -> FrontMatter | None:
    """`found` with the one marker or line at `at` added; None when there is no front matter there."""
    if marker := _MARKER.match(text, at):
        day = find_date(marker["day"])
        return replace(found, end=marker.end(), published_on=found.published_on or day) if day else None
    end = text.find("\n", at, at + 2100)
    if end < 0:
        return None
    line = text[at:end]
    if url := as_url(line):
        return replace(found, end=end + 1, url=found.url or url)
    if key_line := _KEY_LINE.match(text, at):
        return _keyed(found, key_line["key"], key_line["value"], key_line.end())
    if is_date_line(line):
        return replace(found, end=end + 1, published_on=found.published_on or find_date(line))
    if who := byline_of(line):
        day = found.published_on or find_date(line)
        return replace(found, end=end + 1, byline=found.byline or who, published_on=day)
    return None


def _yaml(text: str) -> FrontMatter | None:
    """A block between two lines of three hyphens; only its plain `key: value` lines are read."""
    start = _skip_space(text, 0)
    if not text.startswith("---\n", start):
        return None
    found = FrontMatter()
    at = start + 4
    for _ in range(_MOST_LINES):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if line.rstrip() in ("---", "..."):
            return replace(found, end=at + len(line) + 1) if found.end else None
        if end < 0:
            return None
        if key_line := _KEY_LINE.match(text, at):
            value = key_line["value"].strip().strip("\"'")
            found = _keyed(found, key_line["key"], value, end) or found
        at = end + 1
    return None


def _keyed(found: FrontMatter, key: str, value: str, end: int) -> FrontMatter | None:
    """`found` with one `key: value` added; None for a key nobody uses in front matter, or a value unfit for it."""
    field = _FIELD.get(key.lower())
    value = value.strip()
    if field is None or (field == "title" and len(value) > TITLE_LIMIT):
        return None
    at_end = replace(found, end=end)
    if field == "date":
        return _dated(at_end, value)
    if field == "publisher" and as_url(value):
        field = "url"
    if not field or getattr(found, field):
        return at_end
    fitted: dict[str, Any] = {field: _fitted(field, value)}
    return replace(at_end, **fitted)


def _fitted(field: str, value: str) -> str:
    if field == "url":
        return as_url(value)
    if field == "language":
        return as_language(value)
    return as_line(value, _LIMITS[field])


def _dated(found: FrontMatter, value: str) -> FrontMatter | None:
    if day := find_date(value):
        return replace(found, published_on=found.published_on or day)
    if not _KEYED_DATE.search(value):
        return None  # "Date: to be announced" may as well be a sentence of the text
    remark = gettext("The date “%(date)s” can be read in more than one way; please give it.") % {
        "date": value[:60]
    }
    return replace(found, remarks=(*found.remarks, remark))


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at
