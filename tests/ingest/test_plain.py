"""Raw text becomes a Document: every character kept, and title, date, byline and headings as a reader sees them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.plain import read_pasted, read_plain_file
from annotations.text.canonical import UnusableText, canonical, has_visible
from annotations.text.paragraphs import blocks
from tests.ingest.raw_texts import RAW_TEXTS, RawText
from tests.linear_time import assert_linear

LIMIT = 2_000_000


@pytest.mark.parametrize("case", RAW_TEXTS.values(), ids=RAW_TEXTS.keys())
def test_a_raw_text_is_read_as_a_reader_reads_it(case: RawText) -> None:
    document = read_pasted(case.raw, limit_bytes=LIMIT)
    assert document.title == case.title
    assert document.published_on == case.published_on
    assert (document.byline, document.url, document.publisher) == (case.byline, case.url, case.publisher)
    assert document.front_matter == case.front_matter
    assert document.front_matter + document.text == canonical(case.raw)
    found = blocks(document.text)
    assert [block.span.of(document.text) for block in found if block.heading] == case.headings
    assert len(found) == case.blocks


def test_what_the_person_says_goes_before_what_the_text_says() -> None:
    document = read_pasted(
        "Title: Theirs\nDate: 2024-03-21\nURL: https://theirs.example/\n\nBody.",
        limit_bytes=LIMIT,
        title=" Ours ",
        published_on=date(2024, 4, 1),
        url="https://ours.example/",
    )
    assert (document.title, document.published_on) == ("Ours", date(2024, 4, 1))
    assert document.url == "https://ours.example/"
    assert document.text == "Body."


def test_a_title_of_white_space_is_no_title_and_an_unusable_one_is_refused() -> None:
    assert read_pasted("The ferry is late.", limit_bytes=LIMIT, title="  ").title == "The ferry is late"
    for title, code in (("a\x00b", "nul"), ("a" * 301, "too_long"), ("\u200b", "blank")):
        with pytest.raises(UnusableText) as refused:
            read_pasted("The ferry is late.", limit_bytes=LIMIT, title=title)
        assert refused.value.code == code


def test_a_paste_is_the_file_it_was_copied_from() -> None:
    pasted = read_pasted("The ferry is late.\r\nWhy?", limit_bytes=LIMIT)
    from_file = read_plain_file(b"The ferry is late.\nWhy?", limit_bytes=LIMIT)
    assert pasted == from_file
    assert pasted.sha256 == hashlib.sha256(b"The ferry is late.\nWhy?").hexdigest()


def test_a_guessed_encoding_is_remarked_on() -> None:
    document = read_plain_file("Die Brücke ist für Fußgänger geöffnet.".encode("cp1252"), limit_bytes=LIMIT)
    assert document.text == "Die Brücke ist für Fußgänger geöffnet."
    assert "cp125" in document.remarks[0]
    assert read_plain_file("Die Brücke.".encode(), limit_bytes=LIMIT).remarks == ()


PIECES = st.sampled_from(
    [
        "date 2024-03-21",
        "Title: x",
        "By A B",
        "---",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "> ",
        "- ",
        "A line",
        "So. ",
        "“",
        "—",
    ]
)


@given(
    st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=20).map("".join)
)
def test_no_character_is_lost_and_the_title_is_never_empty(raw: str) -> None:
    try:
        stored = canonical(raw)
    except UnusableText as unusable:
        with pytest.raises(UnusableText, match=re.escape(unusable.message)):
            read_pasted(raw, limit_bytes=LIMIT)
        return
    document = read_pasted(raw, limit_bytes=LIMIT)
    assert document.front_matter + document.text == stored
    assert has_visible(document.title)
    assert has_visible(document.text)


def test_the_seed_article_is_read_as_a_reader_reads_it(evaluation_data: Path) -> None:
    file = evaluation_data / "seed" / "kyiv-2024-03-21.txt"
    document = read_plain_file(file.read_bytes(), limit_bytes=LIMIT)
    assert document.published_on == date(2024, 3, 21)
    assert document.front_matter + document.text == file.read_text(encoding="utf-8")
    assert re.fullmatch(r"Kyiv was subjected to [\w -]{20,40}", document.title)
    found = blocks(document.text)
    assert [block.heading for block in found] == [False, True, False, True, False, True, False, False]
    assert all(len(block.span) > 300 for block in found if not block.heading)


@pytest.mark.parametrize(
    "unit", ["word ", "a", "\n", "x\n", "date 2024-03-21\n", "Title: x\n", "> ", "\u200b", "(", "1."]
)
def test_reading_takes_linear_time(unit: str) -> None:
    def reading(characters: int) -> Callable[[], object]:
        raw = "x" + unit * (characters // len(unit))
        return lambda: read_pasted(raw, limit_bytes=10_000_000)

    assert_linear(reading(1_000_000), reading(2_000_000))
