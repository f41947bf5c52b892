"""Text is stored as it came, or refused with where and why."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.canonical import UnusableText, canonical, clean_line, has_visible

LIMIT = 1_000
STORABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\r\nb", "a\n\nb"),
        ("  outer space stays \n", "  outer space stays \n"),
        ("Cafe\u0301 and ﬁ and Å", "Cafe\u0301 and ﬁ and Å"),
        ("a\u2028b\x0bc\x85d", "a\u2028b\x0bc\x85d"),
        ("\ufeffa", "\ufeffa"),
    ],
)
def test_only_newlines_change(text: str, stored: str) -> None:
    assert canonical(text) == stored


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "empty", "no text"),
        (" \n\t", "blank", "white space"),
        ("\u200b\ufeff\u2060\u00ad\u3164\u2800", "blank", "invisible"),
        ("\U000e0041\ufe0f\x07", "blank", "invisible"),
        ("one\r\ntw\x00o", "nul", "line 2, character 3 (code point offset 6)"),
        ("\ud83d", "surrogate", "U+D83D) in line 1, character 1 (code point offset 0)"),
        ("😀\n\udc00", "surrogate", "line 2, character 1 (code point offset 2)"),
        ("é" * 501, "too_long", "1,002 bytes"),
        ("a" * 5_000, "too_long", "5,000 bytes"),
    ],
)
def test_unusable_text_is_refused_with_where_and_why(text: str, code: str, words: str) -> None:
    with pytest.raises(UnusableText, match=re.escape(words)) as refused:
        canonical(text, limit_bytes=LIMIT)
    assert refused.value.code == code
    assert refused.value.message == str(refused.value)


def test_the_limit_is_the_last_size_allowed() -> None:
    assert canonical("é" * 500, limit_bytes=LIMIT) == "é" * 500
    assert canonical("a\r\n" * 500, limit_bytes=LIMIT) == "a\n" * 500


@given(st.text(STORABLE))
def test_canonical_text_is_canonical_already(text: str) -> None:
    try:
        stored = canonical(text)
    except UnusableText:
        assert not has_visible(text)
        return
    assert canonical(stored) == stored
    assert "\r" not in stored
    assert stored.split("\n") == re.split("\r\n|\r|\n", text)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("A title\r\nin two lines", "A title in two lines"),
        ("a\rb\nc\u2028d\x85e\x0bf", "a b c d e f"),
        (" outer space stays ", " outer space stays "),
        ("👩\u200d🚒 Ω", "👩\u200d🚒 Ω"),
    ],
)
def test_a_line_keeps_everything_but_its_breaks(value: str, stored: str) -> None:
    assert clean_line(value, limit=60) == stored


@pytest.mark.parametrize(
    ("value", "code"),
    [("", "empty"), ("\u200b", "blank"), ("a\x00", "nul"), ("\udfff", "surrogate"), ("a" * 61, "too_long")],
)
def test_an_unusable_line_is_refused(value: str, code: str) -> None:
    with pytest.raises(UnusableText) as refused:
        clean_line(value, limit=60)
    assert refused.value.code == code


def test_a_line_of_exactly_the_limit_is_taken() -> None:
    assert clean_line("😀" * 60, limit=60) == "😀" * 60
