"""Code points and UTF-16 code units convert both ways without loss."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.text.utf16 import Utf16Offsets

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def test_the_reference_string_has_its_published_offsets() -> None:
    text = "\U0001f4a9This is an annotation."
    at = text.index("annotation")
    assert (at, Utf16Offsets(text).to_utf16(at)) == (12, 13)


@given(ANY)
@example("👩\u200d🚒 e\u0301 \U0001f1fa\U0001f1e6 नि\u200d")
def test_every_offset_comes_back(text: str) -> None:
    offsets = Utf16Offsets(text)
    assert offsets.utf16_length == len(text.encode("utf-16-le")) // 2
    for at in range(len(text) + 1):
        utf16 = offsets.to_utf16(at)
        assert utf16 == len(text[:at].encode("utf-16-le")) // 2
        assert offsets.to_code_point(utf16) == at


@given(ANY)
@example("😀😀a😀")
def test_the_middle_of_a_pair_is_no_place(text: str) -> None:
    offsets = Utf16Offsets(text)
    places = {offsets.to_utf16(at) for at in range(len(text) + 1)}
    for at in set(range(offsets.utf16_length + 1)) - places:
        with pytest.raises(ValueError, match="middle of a character"):
            offsets.to_code_point(at)


@pytest.mark.parametrize("at", [-1, 4])
def test_an_offset_outside_the_text_is_refused(at: int) -> None:
    offsets = Utf16Offsets("abc")
    for convert in (offsets.to_utf16, offsets.to_code_point):
        with pytest.raises(ValueError, match="outside"):
            convert(at)
