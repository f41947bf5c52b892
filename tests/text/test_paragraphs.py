"""Paragraphs and headings are where a reader sees them; offsets are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.paragraphs import blocks, ends_sentence, is_bare_line, paragraphs

BODY = "The council voted on Tuesday to keep the night bus running until 2027."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\u200b\n", []),
        ("one", ["one"]),
        ("  one  \n\n\n two\n", ["one", "two"]),
        ("one\ntwo\n\nthree", ["one", "two", "three"]),
        ("one\u2028still one", ["one\u2028still one"]),
    ],
)
def test_each_line_is_a_paragraph(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == found


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour board said on Monday that it would dredge the northern channel\n"
        "again before the autumn, at a cost of about two million, and that fishing\n"
        "boats would have to use the old lock for as long as eleven weeks.\n"
        "\n"
        "> The fishermen's union called the plan a disgrace and asked the board why\n"
        "> nobody had spoken to its members before the contract was signed in May.\n"
        "That was on Friday.\n"
    )
    assert [span.of(text).count("\n") for span in paragraphs(text)] == [2, 1, 0]


def test_short_paragraphs_on_lines_of_their_own_are_not_taken_for_wrapped_lines() -> None:
    text = "\n".join(
        [
            "The bridge was closed on Monday after an engineer found a crack.",
            "It will open in May.",
            "The ministry said that 40,000 cars cross it on an ordinary day.",
            "Nobody was hurt.",
            "A ferry runs every ten minutes.",
        ]
    )
    assert len(paragraphs(text)) == 5


@pytest.mark.parametrize(
    "line",
    [
        "What happens next",
        "Collateral damage: a summary",
        "Скільки це коштувало",
        "تكلفة المشروع",
        "利用時間",
        "Zwei Jahre danach",
        "Budget 2024",
        "Video games, movies, and more",
        "Published in secret",
        "By noon the ferry was gone",
        "The 'quiet' years",
    ],
)
def test_a_bare_short_line_over_body_is_a_heading(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert [block.heading for block in blocks(text)] == [False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "It was late.",
        "“It was late”",
        "Why?",
        "He agreed:",
        "- the first point",
        "• the first point",
        "1. The first point",
        "b) the second point",
        "Photo: the old bridge",
        "The old bridge (TNA/K. Lund)",
        "Bild: Die alte Brücke",
        "Фото: старий міст",
        "Read more about the bridge",
        "By Nadia Brandt",
        "Advertisement",
        "21 March 2024",
        "Tuesday, March 21, 2024",
        "Photo by Ida Moe",
        "Share this article on your page",
        "© Harbour Courier 2024",
        "Anzeige",
        "2019 12 40",
        "本日開館。",
        "यह पुल बंद है।",
        "هل أغلق الجسر؟",
        "> quoted mail",
        "***",
        "a line of so many words that nobody would ever have set it as a heading over anything",
    ],
)
def test_a_sentence_caption_or_list_item_is_no_heading(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert [block.heading for block in blocks(text)] == [False, False, False]


def test_nothing_under_it_no_heading() -> None:
    assert [block.heading for block in blocks(f"{BODY}\n\nThe end of it")] == [False, False]
    assert [block.heading for block in blocks("Alone")] == [False]


def test_a_heading_may_stand_over_a_smaller_one_but_a_list_is_none() -> None:
    two = f"{BODY}\n\nThe north\n\nMelkow\n\n{BODY}"
    assert [block.heading for block in blocks(two)] == [False, True, True, False]
    four = f"{BODY}\n\nMelkow\nHolm\nTiefenau\nOrla\n\n{BODY}"
    assert not any(block.heading for block in blocks(four))


def test_the_first_line_may_be_a_longer_title_or_a_question() -> None:
    title = "Council keeps the night bus after all, but asks the operator for one more report on its losses in 2023"
    assert not is_bare_line(title)
    assert [block.heading for block in blocks(f"{title}\n\n{BODY} {BODY}")] == [True, False]
    assert blocks(f"{title}\n\nThursday, March 21, 2024\n\n{BODY} {BODY}")[0].heading
    assert [block.heading for block in blocks(f"Who pays for the night bus?\n\n{BODY}")] == [True, False]


@pytest.mark.parametrize("line", ["Ende.", 'He said "no."', "完了。」", "क्यों॥", "لماذا؟", "end …"])
def test_final_punctuation_of_many_scripts(line: str) -> None:
    assert ends_sentence(line)


@given(st.text(st.sampled_from("ab .\n>-\t\u200b“”éAB。"), max_size=200))
def test_paragraphs_are_in_order_apart_and_miss_nothing_visible(text: str) -> None:
    spans = paragraphs(text)
    for before, after in pairwise(spans):
        assert before.end <= after.start
        assert "\n" in text[before.end : after.start]
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered or char.isspace() or char == "\u200b" for at, char in enumerate(text))
    for span in spans:
        assert span.of(text) == span.of(text).strip()
    assert [block.span for block in blocks(text)] == spans
