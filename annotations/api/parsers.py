"""Owns reading request bodies: JSON in UTF-8 that loses and guesses nothing, and uploaded files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import parsers, status
from rest_framework.exceptions import APIException, ParseError

from annotations.ingest.strict_json import BadJson, parse, shown
from annotations.text.canonical import place

# An article at its limit fits, even with every character escaped; much more would keep a worker busy for seconds.
JSON_LIMIT_BYTES = 3 * settings.ARTICLE_LIMIT_BYTES + 65_536
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = gettext_lazy(
        "The body is larger than %(json)s bytes of JSON or %(files)s bytes of files."
    ) % {
        "json": f"{JSON_LIMIT_BYTES:,}",
        "files": f"{settings.UPLOAD_LIMIT_BYTES:,}",
    }


class StrictJSONParser(parsers.BaseParser):
    """RFC 8259 in UTF-8 only. Refuses NaN, duplicate keys, deep nesting, NUL and halves of surrogate pairs."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        _refuse_charset((parser_context or {}).get("encoding"))
        text = _decoded(stream.read(JSON_LIMIT_BYTES + 1))
        try:
            value = parse(text)
        except BadJson as error:
            raise ParseError(_at_line(error), code=error.code) from error
        _refuse_unstorable(value)
        return value


class UploadParser(parsers.MultiPartParser):
    """multipart/form-data: files beside plain fields."""


def _at_line(error: BadJson) -> str:
    if not error.line:
        return error.message
    return _("%(message)s Line %(line)s.") % {"message": error.message, "line": error.line}


def _refuse_charset(encoding: str | None) -> None:
    if encoding and encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        raise ParseError(_("Send JSON in UTF-8."), code="charset")


def _decoded(body: bytes) -> str:
    if len(body) > JSON_LIMIT_BYTES:
        raise BodyTooLarge
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        sentence = _(
            "The body is not valid UTF-8: byte 0x%(byte)s at position %(position)s (line %(line)s) does not fit."
        )
        named = {"byte": f"{body[error.start]:02X}", "position": f"{error.start:,}", "line": f"{line:,}"}
        raise ParseError(sentence % named, code="utf8") from error


def _refuse_unstorable(value: Any) -> None:
    """Looks at every string and key; which place holds the bad one is worked out only when there is one."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            if _UNSTORABLE.search(current):
                raise _unstorable(value)
        elif isinstance(current, dict):
            waiting += current
            waiting += current.values()
        elif isinstance(current, list):
            waiting += current


def _unstorable(whole: Any) -> ParseError:
    where, text = next((where, text) for where, text in _strings(whole, "") if _UNSTORABLE.search(text))
    found = _UNSTORABLE.search(text)
    at = found.start() if found else 0
    sentence = (
        _(
            "In %(where)s there is a NUL character at line %(line)s, character %(column)s "
            "(code point offset %(offset)s). It cannot be stored."
        )
        if text[at] == "\x00"
        else _(
            "In %(where)s there is half of a surrogate pair at line %(line)s, character %(column)s "
            "(code point offset %(offset)s). It cannot be stored."
        )
    )
    return ParseError(sentence % {"where": where or _("the body"), **place(text, at)}, code="unstorable")


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every string with the words for its place. Recursion is safe: the parser has bounded the depth."""
    if isinstance(value, str):
        yield f"“{path[:100]}”" if path else "", value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield _("the key %(key)s") % {"key": shown(key)}, key
            yield from _strings(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _strings(item, f"{path}.{number}" if path else str(number))
