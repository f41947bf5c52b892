"""Sentence ends and blocks in English, on made-up text."""

from __future__ import annotations

import pytest

from annotations.splitting import sentences
from annotations.splitting.structure import BlockKind, blocks


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, language="en")]


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry sank.", "Nobody was hurt."],
        ["Dr. Holm met Gen. Ruiz at 5 p.m. in St. Ives."],
        ["The bill rose by 4.5 percent.", "It was paid."],
        ["She moved to the U.S. in 1990.", "He stayed."],
        ["They live in the U.S.", "They like it."],
        ["J. K. Larsen wrote it.", "It sold well."],
        ["See www.example.org/a.b?c=1.", "It says more."],
        ["“We lost.", "We will win,” said Ida Holm."],
        ["Was it late?", "Yes!", "Very."],
        ["He paused ... then left."],
        ["it was late. they went home."],
    ],
)
def test_sentences_end_where_a_reader_stops(parts: list[str]) -> None:
    text = " ".join(parts)
    assert cut(text) == (
        parts if parts[0] != "it was late. they went home." else ["it was late.", "they went home."]
    )


def test_a_list_in_one_line_is_cut_at_its_numbers() -> None:
    assert cut("1. Fill the form 2. Send it 3. Wait") == ["1. Fill the form", "2. Send it", "3. Wait"]


def test_blocks_know_headings_datelines_and_items() -> None:
    text = (
        "Harbour closed\n\nMonday, May 4, 2020\n\nBERGEN, May 4 (Agency) -- The harbour was closed.\n\n"
        "• No ferries ran.\n\nPhoto: Ida Holm"
    )
    found = [(block.kind, text[block.start : block.span.end][:12]) for block in blocks(text)]
    assert found == [
        (BlockKind.HEADING, "Harbour clos"),
        (BlockKind.DATELINE, "Monday, May "),
        (BlockKind.PARAGRAPH, "The harbour "),
        (BlockKind.ITEM, "• No ferries"),
        (BlockKind.CAPTION, "Photo: Ida H"),
    ]


def test_a_wrapped_line_continues_and_a_short_line_does_not() -> None:
    assert len(blocks("The harbour was\nclosed on Monday.")) == 1
    assert len(blocks("Harbour closed\nThe harbour was shut.")) == 2


def test_a_date_that_runs_into_the_text_is_cut_off() -> None:
    assert cut("Thursday, May 7, 2015 On Tuesday the council voted.") == [
        "Thursday, May 7, 2015",
        "On Tuesday the council voted.",
    ]
