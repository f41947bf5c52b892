"""Owns reading request bodies: JSON in UTF-8 that loses and guesses nothing, and uploaded files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import parsers, status
from rest_framework.exceptions import APIException, ParseError

from annotations.ingest.strict_json import BadJson, parse, shown
from annotations.text.canonical import place

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = f"The body is larger than {settings.UPLOAD_LIMIT_BYTES:,} bytes."


class StrictJSONParser(parsers.BaseParser):
    """RFC 8259 in UTF-8 only. Refuses NaN, duplicate keys, deep nesting, NUL and halves of surrogate pairs."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        _refuse_charset((parser_context or {}).get("encoding"))
        text = _decoded(stream.read(settings.UPLOAD_LIMIT_BYTES + 1))
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
    if len(body) > settings.UPLOAD_LIMIT_BYTES:
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
    """Walks the whole value, whose depth the parser has bounded; keys count too."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        where, current = waiting.pop()
        if isinstance(current, dict):
            for key, item in current.items():
                _refuse_in(key, f"the key {shown(key)}")
                waiting.append((f"{where}.{key}" if where else key, item))
        elif isinstance(current, list):
            waiting += (
                (f"{where}.{number}" if where else str(number), item) for number, item in enumerate(current)
            )
        elif isinstance(current, str):
            _refuse_in(current, f"“{where[:100]}”" if where else "the body")


def _refuse_in(text: str, where: str) -> None:
    if found := _UNSTORABLE.search(text):
        what = "a NUL character" if found[0] == "\x00" else "half of a surrogate pair"
        raise ParseError(
            f"In {where} there is {what} at {place(text, found.start())}. It cannot be stored.",
            code="unstorable",
        )
