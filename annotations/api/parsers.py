"""Owns reading request bodies: JSON in UTF-8 that loses and guesses nothing, and uploaded files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
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
    default_detail = (
        f"The body is larger than {JSON_LIMIT_BYTES:,} bytes of JSON "
        f"or {settings.UPLOAD_LIMIT_BYTES:,} bytes of files."
    )


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
            where = f" Line {error.line}." if error.line else ""
            raise ParseError(f"{error.message}{where}", code=error.code) from error
        _refuse_unstorable(value)
        return value


class UploadParser(parsers.MultiPartParser):
    """multipart/form-data: files beside plain fields."""


def _refuse_charset(encoding: str | None) -> None:
    if encoding and encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        raise ParseError("Send JSON in UTF-8.", code="charset")


def _decoded(body: bytes) -> str:
    if len(body) > JSON_LIMIT_BYTES:
        raise BodyTooLarge
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ParseError(
            f"The body is not valid UTF-8: byte 0x{body[error.start]:02X} at position {error.start:,} "
            f"(line {line:,}) does not fit.",
            code="utf8",
        ) from error


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
    where, text = next((where, text) for where, text in _places(whole, "") if _UNSTORABLE.search(text))
    found = _UNSTORABLE.search(text)
    at = found.start() if found else 0
    what = "a NUL character" if text[at] == "\x00" else "half of a surrogate pair"
    message = f"In {where or 'the body'} there is {what} at {place(text, at)}. It cannot be stored."
    return ParseError(message, code="unstorable")


def _places(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every string with the words for its place. Recursion is safe: the parser has bounded the depth."""
    if isinstance(value, str):
        yield f"“{path[:100]}”" if path else "", value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield f"the key {shown(key)}", key
            yield from _places(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, f"{path}.{number}" if path else str(number))
