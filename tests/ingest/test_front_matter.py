"""Front matter is recognised where it stands, and what looks like it is left in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.front_matter import byline_of, read_front_matter
from annotations.text.canonical import has_visible

BODY = "The ferry is late. Nobody knows why."


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("date 2024-03-21 ", {"published_on": date(2024, 3, 21)}),
        ("\n\n Date: 2024-03-21\n", {"published_on": date(2024, 3, 21)}),
        ("date:2024-03-21\ntitle: Ferry\n\n", {"published_on": date(2024, 3, 21), "title": "Ferry"}),
        ("Titel: Fähre\nAutor: Ida Moe\nDatum: 21.3.2024\n", {"title": "Fähre", "byline": "Ida Moe"}),
        ("Заголовок: Пором\nДата: 21 березня 2024\n", {"title": "Пором", "published_on": date(2024, 3, 21)}),
        ("Link: https://f.example/1\n", {"url": "https://f.example/1"}),
        ("https://f.example/1\n", {"url": "https://f.example/1"}),
        ("URL: javascript:alert(1)\n", {"url": ""}),
        ("Source: https://f.example/1\n", {"url": "https://f.example/1", "publisher": ""}),
        ("Source: The Ferryman\n", {"publisher": "The Ferryman", "url": ""}),
        ("Language: de_AT\n", {"language": "de-AT"}),
        ("By Ida Moe\n", {"byline": "Ida Moe"}),
        ("By Ida Moe | 21 March 2024\n", {"byline": "Ida Moe", "published_on": date(2024, 3, 21)}),
        ("March 21, 2024\n\n", {"published_on": date(2024, 3, 21)}),
        ("---\ntitle: 'Ferry'\nweird: [1, 2]\n---\n", {"title": "Ferry"}),
        ("Title: one\nTitle: two\n", {"title": "one"}),
    ],
)
def test_what_stands_before_the_text_is_read(head: str, found: dict[str, object]) -> None:
    matter = read_front_matter(head + BODY)
    assert {key: getattr(matter, key) for key in found} == found
    assert (head + BODY)[matter.end :] == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "date 2024-03-21",
        "Title: nothing after it\n",
        "Date palms 2024-03-21 were planted.\nMore.",
        "date 2024-13-45 is no day",
        "Chapter: one\nIt begins.",
        "Date: to be announced\nIt begins.",
        "---\nIt begins with a rule.\n---\nIt goes on.",
        "---\ntitle: never closed\nIt begins.",
        "By noon the ferry was late.\nNobody knew why.",
        "Title: " + "x" * 400 + "\nIt begins.",
    ],
)
def test_what_only_looks_like_it_stays_in_the_text(text: str) -> None:
    assert read_front_matter(text).end == 0


def test_an_ambiguous_date_is_not_guessed_but_remarked_on() -> None:
    matter = read_front_matter(f"Date: 03/04/2024\n{BODY}")
    assert matter.published_on is None
    assert "03/04/2024" in matter.remarks[0]
    assert matter.end == len("Date: 03/04/2024\n")


@given(
    st.lists(
        st.sampled_from(["date 2024-03-21", "Title: a", "By A B", "---", "\n", " ", "x", "\u200b", "To: b\n"])
    )
)
def test_it_is_always_a_head_with_something_after_it(parts: list[str]) -> None:
    text = "\n".join(parts)
    end = read_front_matter(text).end
    assert 0 <= end <= len(text)
    assert end == 0 or has_visible(text[end:])


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Ida Moe", "Ida Moe"),
        ("BY IDA MOE and TOM OKAFOR", "IDA MOE and TOM OKAFOR"),
        ("Von Katrin Vogel, Hamburg", "Katrin Vogel, Hamburg"),
        ("By the river", ""),
        ("By Tuesday it was over.", ""),
        ("Ida Moe", ""),
        ("By ", ""),
    ],
)
def test_a_byline(line: str, who: str) -> None:
    assert byline_of(line) == who
