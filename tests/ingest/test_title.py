"""A title made from a sentence is short, readable and never empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.title import TITLE_LENGTH, make_title
from annotations.text.canonical import has_visible


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("\u200b" * 3000 + "The ferry is late.", "The ferry is late"),
        ("The ferry is late. Nobody knows why.", "The ferry is late"),
        ("Is the ferry late? Nobody knows.", "Is the ferry late?"),
        ("Dr. Ida Moe of St. Orla told the U.S. senate on Jan. 5 that 4.5 per cent was wrong. It was.",
         "Dr. Ida Moe of St. Orla told the U.S. senate on Jan. 5 that 4.5 per cent was wrong"),
        ("After months of talks, the harbour board agreed to dredge the channel, which was last done in 2009.",
         "The harbour board agreed to dredge the channel, which was last done in 2009"),
        ("In Melkow, Holm and Orla, ferries were late on Monday, while the trains to the coast ran on time all day.",
         "In Melkow, Holm and Orla, ferries were late on Monday"),
        ("The harbour board, the ferry company and the union of the fishermen of Melkow met on Monday for talks.",
         "The harbour board, the ferry company and the union of the fishermen of Melkow met…"),
        ("After weeks of silence, Ida Moe, the director of the ferry company, said fares would not rise this year.",
         "Ida Moe, the director of the ferry company, said fares would not rise this year"),
        ("Speaking at the quay on Monday, the director of the ferry company said fares would stay at 4.10 this year.",
         "The director of the ferry company said fares would stay at 4.10 this year"),
        ("At least nine people, two of them children, were pulled out of the harbour when a ferry hit the quay.",
         "At least nine people, two of them children, were pulled out of the harbour"),
        ("Hundreds marched along the quay at Melkow on Sunday to save the ferry, the latest of five such marches.",
         "Hundreds marched along the quay at Melkow on Sunday to save the ferry"),
        ("Die Bürgermeisterin hat am Donnerstag erklärt, dass die Brücke über den Fluss erst 2027 eröffnet wird.",
         "Die Bürgermeisterin hat am Donnerstag erklärt, dass die Brücke über den Fluss erst 2027…"),
        ("渡し船は三月二十一日から運休する。再開は未定だ。", "渡し船は三月二十一日から運休する"),
        ("a small beginning", "A small beginning"),
        ("\u202eevil\u202c title", "Evil title"),
        ("...", "..."),
        ("x" * 500, "X" + "x" * 88 + "…"),
    ],
)  # fmt: skip
def test_make_title(words: str, title: str) -> None:
    assert make_title(words) == title


def test_a_cut_does_not_part_an_emoji_or_an_accent() -> None:
    assert make_title("👩\u200d🚒" * 60).rstrip("…").endswith("👩\u200d🚒")
    assert make_title("e\u0301" * 60).rstrip("…").endswith("e\u0301")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300))
def test_every_text_has_a_short_visible_title(words: str) -> None:
    if has_visible(words):
        title = make_title(words)
        assert has_visible(title)
        assert "\n" not in title
        assert len(title) <= TITLE_LENGTH


@given(st.text(st.sampled_from("ab ,.;—、。\"'\u0301\u200dİß"), max_size=300))
def test_punctuation_alone_does_not_break_it(words: str) -> None:
    if has_visible(words):
        assert has_visible(make_title(words))
