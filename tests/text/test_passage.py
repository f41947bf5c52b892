"""A quoted passage is found as it stands, or with other spacing and quotation marks, and never approximately."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.passage import Match, Passages, Piece, around, cut, find_passage
from annotations.text.span import Span
from tests.linear_time import assert_linear

TEXT = (
    "The board met on Monday.\n\nIt “found 14 cracked\u00a0bolts” in the deck 💡, and the mayor’s office closed "
    "the\nbridge. Nobody was hurt. The bolts were made in 1962, the inter\u00adnational standard came later."
)


@pytest.mark.parametrize(
    ("quote", "match"),
    [
        ("The board met", Match.EXACT),
        ("  found 14  ", Match.EXACT),
        ("found 14 cracked bolts", Match.SPACING),
        ('It "found 14 cracked bolts" in', Match.SPACING),
        ("the mayor's office", Match.SPACING),
        ("closed the bridge", Match.SPACING),
        ("on Monday. It “found", Match.SPACING),
        ("the international standard", Match.SPACING),
        ("The board met [...] Nobody was hurt.", Match.EXACT),
        ("The board met […] Nobody was hurt.", Match.EXACT),
        ("The board met [. . .] closed the bridge", Match.SPACING),
        ("[...] Nobody was hurt [...]", Match.EXACT),
        ("Nobody was hurt. [...] The board met", Match.NONE),
        ("Nobody [...] Nobody was hurt", Match.NONE),
        ("found 41 cracked bolts", Match.NONE),
        ("the board met", Match.NONE),
        ("The board met ... Nobody was hurt.", Match.NONE),
        ("", Match.NONE),
        ("[...]", Match.NONE),
        (" \u200b ", Match.NONE),
        ("hurt\x00", Match.NONE),
        ("\ud83d", Match.NONE),
    ],
)
def test_a_passage_is_found_or_not(quote: str, match: Match) -> None:
    found = find_passage(TEXT, quote)
    assert found.match == match
    assert bool(found) is (match != Match.NONE)


def test_the_places_are_those_of_the_text_as_it_is() -> None:
    found = find_passage(TEXT, 'It "found 14 cracked bolts" in [...] closed the bridge')
    assert [span.of(TEXT) for span in found.spans] == [
        "It “found 14 cracked\u00a0bolts” in",
        "closed the\nbridge",
    ]
    (standard,) = find_passage(TEXT, "international").spans
    assert standard.of(TEXT) == "inter\u00adnational"


def test_brackets_that_stand_in_the_text_are_words_of_it() -> None:
    text = "The minutes say [...] illegible."
    assert find_passage(text, "say [...] illegible").spans == (Span(12, 31),)


def test_many_passages_of_one_text() -> None:
    passages = Passages(TEXT)
    assert [passages.find(quote).match for quote in ("Nobody", "the mayor's", "nobody")] == list(Match)


def test_the_words_around_a_passage() -> None:
    text = f"{'before ' * 40}here {'between ' * 60}there {'after ' * 40}"
    pieces = around(text, find_passage(text, "here [...] there").spans, context=20)
    assert pieces == [
        Piece("… before before ", is_passage=False),
        Piece("here", is_passage=True),
        Piece(" between between …… between between ", is_passage=False),
        Piece("there", is_passage=True),
        Piece(" after after after …", is_passage=False),
    ]
    assert around("short here", find_passage("short here", "here").spans) == [
        Piece("short ", is_passage=False),
        Piece("here", is_passage=True),
    ]
    assert around("anything", ()) == []


def test_a_text_cut_at_its_passage_is_whole() -> None:
    pieces = cut(TEXT, find_passage(TEXT, "The board met [...] Nobody was hurt.").spans)
    assert [piece.text for piece in pieces if piece.is_passage] == ["The board met", "Nobody was hurt."]
    assert "".join(piece.text for piece in pieces) == TEXT
    assert cut(TEXT, ()) == [Piece(TEXT, is_passage=False)]


@given(st.text(alphabet=" \n\u00a0\u00ad“”\"'’ab.", max_size=60), st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    found = find_passage(text, part)
    assert found.match == (Match.EXACT if part.strip() else Match.NONE)
    reshaped = part.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0xA0: " "})
    again = find_passage(text, reshaped)
    if any(character not in " \n\u00ad" for character in reshaped):
        assert again
        assert all(span.end <= len(text) for span in again.spans)


@pytest.mark.parametrize("unit", ["ab", "“ ’ \u00ad", "a" * 99 + "b", "[...] a ", " \n"])
def test_the_time_is_linear(unit: str) -> None:
    def work(size: int) -> object:
        text = unit * (size // len(unit))
        return [
            find_passage(text, quote) for quote in (text[: size // 2] + "c", "[...]" * 50 + "c", unit * 90)
        ]

    assert_linear(lambda: work(150_000), lambda: work(300_000))
