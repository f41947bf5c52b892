"""Owns which text may be stored: newlines made one kind, unusable text refused with where and why.

Changes nothing else (no Unicode normalisation), because every offset counts the stored code points.
"""

from __future__ import annotations

import re
from typing import Literal

Reason = Literal["empty", "blank", "nul", "surrogate", "too_long", "undecodable", "depth"]

# White space, controls, and what Unicode calls default-ignorable, plus the blanks that are letters by category.
_INVISIBLE = (
    r"\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_VISIBLE = re.compile(f"[^{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def gettext_noop(sentence: str) -> str:
    """The sentence as it is, found by this name for translators: doors look it up in their reader's language."""
    return sentence


class UnusableText(ValueError):  # noqa: N818 - it names the text, and doors say so
    """Text that cannot be stored as it is. `message` is for a reporter, `code` for a program.

    `sentence` is the message before its `values` stand in it, so that it can be said in another language.
    """

    def __init__(self, sentence: str, code: Reason, **values: str) -> None:
        self.message = sentence % values
        super().__init__(self.message)
        self.sentence = sentence
        self.values = values
        self.code: Reason = code


def canonical(text: str, *, limit_bytes: int | None = None) -> str:
    """`text` as it is stored: CRLF and CR become LF, nothing else changes.

    `limit_bytes` bounds its size in UTF-8. Raises UnusableText for text that is empty, has nothing visible, is
    too long, or holds NUL or half of a surrogate pair; places are lines and code points of the stored form.
    """
    if not text:
        raise UnusableText(gettext_noop("There is no text."), "empty")
    if limit_bytes is not None and len(text) > 2 * limit_bytes:
        raise _too_long(len(text), limit_bytes)  # at least this many bytes even if every line ends in CRLF
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unstorable(text)
    if limit_bytes is not None and (size := len(text.encode())) > limit_bytes:
        raise _too_long(size, limit_bytes)
    if not has_visible(text):
        raise UnusableText(gettext_noop("The text holds only white space and invisible characters."), "blank")
    return text


def clean_line(value: str, *, limit: int) -> str:
    """A title, name or publisher as it is stored: line breaks become single spaces, nothing else changes.

    `limit` counts code points. Raises UnusableText for the same reasons as `canonical`, so an optional field is
    only passed here when it is not empty.
    """
    if not value:
        raise UnusableText(gettext_noop("This is empty."), "empty")
    if len(value) > 2 * limit or len(value := _LINE_BREAK.sub(" ", value)) > limit:
        sentence = gettext_noop("This is %(length)s characters long; at most %(limit)s are allowed.")
        raise UnusableText(sentence, "too_long", length=f"{len(value):,}", limit=f"{limit:,}")
    _refuse_unstorable(value)
    if not has_visible(value):
        raise UnusableText(gettext_noop("This holds only white space and invisible characters."), "blank")
    return value


def has_visible(text: str) -> bool:
    """Whether anything in `text` leaves a mark on a page."""
    return first_visible(text) is not None


def first_visible(text: str) -> int | None:
    """The place of the first character that leaves a mark on a page, in code points; None without one."""
    match = _VISIBLE.search(text)
    return match.start() if match else None


def place(text: str, offset: int) -> dict[str, str]:
    """Where an offset in code points is, to be set in a sentence: its line and column, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return {"line": f"{line:,}", "column": f"{column:,}", "offset": f"{offset:,}"}


def _refuse_unstorable(text: str) -> None:
    if (at := text.find("\x00")) >= 0:
        sentence = gettext_noop(
            "There is a NUL character (U+0000) in line %(line)s, character %(column)s (code point offset %(offset)s)."
        )
        raise UnusableText(sentence, "nul", **place(text, at))
    if half := _SURROGATE.search(text):
        sentence = gettext_noop(
            "There is half of a surrogate pair (U+%(code_point)s) in line %(line)s, character %(column)s "
            "(code point offset %(offset)s)."
        )
        code_point = f"{ord(half.group()):04X}"
        raise UnusableText(sentence, "surrogate", code_point=code_point, **place(text, half.start()))


def _too_long(size: int, limit: int) -> UnusableText:
    sentence = gettext_noop("The text is %(size)s bytes long in UTF-8; at most %(limit)s are allowed.")
    return UnusableText(sentence, "too_long", size=f"{size:,}", limit=f"{limit:,}")
