"""Owns parsing JSON so that nothing is lost or guessed: no duplicate keys, no NaN, no overflow, bounded depth.

Grammar: RFC 8259, which `json` parses apart from the extensions refused here.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext

DEEPEST = 64  # levels of lists and objects
_LONGEST_NUMBER = 400  # characters
_STRUCTURE = re.compile(r'["\\\[\]{}]')


class BadJson(ValueError):  # noqa: N818 - it names the text, as UnusableText does
    """Why a value was refused, in plain words; `line` counts from 1 within the parsed text, 0 when unknown."""

    def __init__(self, message: str, *, code: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.line = line


def parse(text: str) -> Any:
    """The value of one JSON text. Raises BadJson."""
    for _ in records(text):
        pass  # refuses what is nested too deeply, before a recursive parser meets it
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(error) from error


def parse_loosely(text: str) -> Any:
    """The value of a JSON text with its numbers and repeated keys left unchecked, to see its outer shape.

    Raises BadJson when the grammar is broken, or the nesting too deep.
    """
    for _ in records(text):
        pass
    try:
        return json.loads(text, parse_int=len, parse_float=len, parse_constant=len)
    except json.JSONDecodeError as error:
        raise _not_json(error) from error


def _not_json(error: json.JSONDecodeError) -> BadJson:
    # What the parser says about it is in English: it is the same word for word in every other program.
    sentence = gettext("This is not valid JSON: %(message)s, character %(column)s.")
    message = sentence % {"message": error.msg, "column": f"{error.colno:,}"}
    return BadJson(message, code="json", line=error.lineno)


def records(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, line) of each object in the outermost list, or of the outermost object; in code points.

    Looks at brackets only, so it finds the records of valid JSON and something harmless in anything else. Raises
    BadJson for nesting deeper than `DEEPEST`.
    """
    depth = opened = lines = counted = top = 0
    for at, char in _brackets(text):
        if char in "[{":
            if depth == 0:
                top = 1 if char == "[" else 0
            if depth == top and char == "{":
                opened = at
            depth += 1
            _refuse_depth(text, at, depth)
        else:
            depth -= 1
            if depth == top and char == "}":
                lines += text.count("\n", counted, opened)
                counted = opened
                yield opened, at + 1, lines + 1


def _brackets(text: str) -> Iterator[tuple[int, str]]:
    """Places of the brackets that are not inside a string."""
    in_string = False
    escaped_at = -1
    for match in _STRUCTURE.finditer(text):
        at, char = match.start(), match.group()
        if at == escaped_at:
            continue
        if char == "\\":
            escaped_at = at + 1
        elif char == '"':
            in_string = not in_string
        elif not in_string:
            yield at, char


def _refuse_depth(text: str, at: int, depth: int) -> None:
    if depth > DEEPEST:
        line = text.count("\n", 0, at) + 1
        sentence = gettext("Lists and objects are nested more than %(deepest)s deep.")
        raise BadJson(sentence % {"deepest": DEEPEST}, code="depth", line=line)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise BadJson(
            gettext("The key %(key)s is given twice.") % {"key": shown(twice)}, code="duplicate_key"
        )
    return found


def shown(key: str) -> str:
    """A key as a person can read it in a message: quoted, short, nothing unprintable."""
    return json.dumps(key if len(key) <= 40 else key[:39] + "…", ensure_ascii=not key.isprintable())


def _constant(name: str) -> NoReturn:
    raise BadJson(gettext("%(name)s is not a number in JSON.") % {"name": name}, code="json")


def _number(digits: str) -> float:
    if math.isinf(value := float(digits)):
        raise BadJson(gettext("The number %(digits)s is too large.") % {"digits": digits[:20]}, code="number")
    return value


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        sentence = gettext("A number of %(count)s digits is too large.")
        raise BadJson(sentence % {"count": f"{len(digits):,}"}, code="number")
    return int(digits)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_number, parse_int=_integer
)
