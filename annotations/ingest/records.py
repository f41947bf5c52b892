"""Owns articles as JSON: one object or a list of them (`.json`), or one a line (`.jsonl`). Nothing is ignored.

Each record stands alone: what is wrong with one is said with its line and spoils no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.ingest.dates import find_date
from annotations.ingest.document import (
    BYLINE_LIMIT,
    ID_LIMIT,
    PUBLISHER_LIMIT,
    TITLE_LIMIT,
    Document,
    Refusal,
)
from annotations.ingest.fields import as_language, as_url
from annotations.ingest.plain import read_plain
from annotations.ingest.strict_json import BadJson, parse, parse_loosely, records, shown
from annotations.services.unusable import in_words
from annotations.text.canonical import UnusableText, canonical, clean_line
from annotations.text.decoding import decode

KEYS = ("title", "text", "date", "published_on", "url", "publisher", "byline", "author", "language", "id")
_SAME_FIELD = (("date", "published_on"), ("byline", "author"))
_NOT_AN_OBJECT = gettext_lazy("This is not an article: use an object with at least a text.")


class RecordError(ValueError):
    """Why one record was not taken."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def read_json(data: bytes, *, name: str, limit_bytes: int) -> list[Document | Refusal]:
    """The articles in a `.json` file. Only when the file as a whole is not JSON is there one Refusal for all."""
    try:
        text = decode(data, guess=False).text
        outer = parse_loosely(text)
    except UnusableText as error:
        return [Refusal(name, in_words(error), error.code)]
    except BadJson as error:
        return [_refuse_json(name, error, first_line=1)]
    items = outer if isinstance(outer, list) else [outer]
    places = records(text)
    results: list[Document | Refusal] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            start, end, line = next(places)
            results.append(_read(text[start:end], name, line, limit_bytes))
        else:
            where = _("%(name)s, item %(number)s") % {"name": name, "number": number}
            results.append(Refusal(where, str(_NOT_AN_OBJECT), "shape"))
    return results or [Refusal(name, _("There is no article here: the list is empty."), "empty")]


def read_jsonl(data: bytes, *, name: str, limit_bytes: int) -> list[Document | Refusal]:
    """The articles in a `.jsonl` file, one JSON object a line; blank lines are passed over."""
    results: list[Document | Refusal] = []
    for line, raw in _lines(data):
        where = _at_line(name, line)
        try:
            text = decode(raw, guess=False).text
        except UnusableText as error:
            results.append(Refusal(where, in_words(error), error.code))
            continue
        if text.strip():
            results.append(_read(text, name, line, limit_bytes))
    return results or [Refusal(name, _("There is no article here: the file is empty."), "empty")]


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbered lines, cut before decoding so that one with invalid bytes leaves the others whole."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 and UTF-32: a newline is not one byte there
        with suppress(UnusableText, UnicodeEncodeError):  # the first line then says what is wrong
            data = decode(data).text.encode()
    yield from enumerate(data.split(b"\n"), 1)


def _read(text: str, name: str, line: int, limit_bytes: int) -> Document | Refusal:
    where = _at_line(name, line)
    try:
        record = parse(text)
        if not isinstance(record, dict):
            raise RecordError(str(_NOT_AN_OBJECT), "shape")
        return _document(record, limit_bytes)
    except BadJson as error:
        return _refuse_json(name, error, first_line=line)
    except RecordError as error:
        return Refusal(where, error.message, error.code)


def _document(record: dict[str, Any], limit_bytes: int) -> Document:
    """Raises RecordError."""
    _refuse_keys(record)
    values = {key: _string(key, value) for key, value in record.items() if value is not None}
    if "text" not in values:
        raise RecordError(_('"text" is missing.'), "missing")
    given = {key: value for key, value in values.items() if value}
    found = read_plain(
        _named("text", lambda: canonical(values["text"], limit_bytes=limit_bytes)),
        sha256=_fingerprint(record),
        title=_line("title", given, TITLE_LIMIT),
        published_on=_date(given),
        url=_fitting("url", given, as_url, _('"url" is not an http or https address.')),
    )
    return replace(
        found,
        publisher=_line("publisher", given, PUBLISHER_LIMIT) or found.publisher,
        byline=_line("author" if "author" in given else "byline", given, BYLINE_LIMIT) or found.byline,
        language=_fitting(
            "language", given, as_language, _('"language" is not a language tag such as "de" or "zh-Hant".')
        )
        or found.language,
        external_id=_line("id", given, ID_LIMIT),
    )


def _refuse_keys(record: dict[str, Any]) -> None:
    unknown = [shown(key) for key in record if key not in KEYS]
    if unknown:
        named = {"unknown": ", ".join(unknown[:5]), "known": ", ".join(KEYS)}
        raise RecordError(_("Unknown key %(unknown)s; known are %(known)s.") % named, "unknown_key")
    for one, other in _SAME_FIELD:
        if one in record and other in record:
            sentence = _('"%(one)s" and "%(other)s" mean the same; give one of them.')
            raise RecordError(sentence % {"one": one, "other": other}, "duplicate_key")


def _string(key: str, value: object) -> str:
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise RecordError(_('"%(key)s" must be text, in quotation marks.') % {"key": key}, "type")
    return value


def _line(key: str, given: dict[str, str], limit: int) -> str:
    return _named(key, lambda: clean_line(given[key], limit=limit).strip()) if key in given else ""


def _date(given: dict[str, str]) -> date | None:
    key = "date" if "date" in given else "published_on"
    if key not in given:
        return None
    if day := find_date(given[key]):
        return day
    sentence = _('"%(key)s" is not a complete, unambiguous date; write it like 2024-03-21.')
    raise RecordError(sentence % {"key": key}, "date")


def _fitting(key: str, given: dict[str, str], fit: Callable[[object], str], refusal: str) -> str:
    if key in given and not fit(given[key]):
        raise RecordError(refusal, key)
    return fit(given[key]) if key in given else ""


def _named(key: str, checked: Callable[[], str]) -> str:
    """The checked value; its key goes before the reason when it is refused. Raises RecordError."""
    try:
        return checked()
    except UnusableText as error:
        named = {"key": key, "reason": in_words(error)}
        raise RecordError(_('"%(key)s": %(reason)s') % named, error.code) from error


def _fingerprint(record: dict[str, Any]) -> str:
    """SHA-256 of the record however it was laid out: keys sorted, no white space, UTF-8."""
    return hashlib.sha256(
        json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
    ).hexdigest()


def _refuse_json(name: str, error: BadJson, *, first_line: int) -> Refusal:
    line = first_line + max(error.line - 1, 0)
    return Refusal(_at_line(name, line), error.message, error.code)


def _at_line(name: str, line: int) -> str:
    return _("%(name)s, line %(line)s") % {"name": name, "line": line}
