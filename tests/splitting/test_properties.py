"""Whatever the text: fragments are exact, nothing is lost, the same text gives the same claims, time stays linear."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting import sentences, split
from tests.linear_time import assert_linear

NEWS = st.lists(
    st.sampled_from(
        [
            "The mayor", "said", "on Monday", "that 13 people", "were hurt", ",", "including a child", ".", "“", "”",
            "\n\n", "\n", "which", "and", "or", "(", ")", "in 2019", "Oslo", "the first", "U.S.", "Mr. Holm", "?",
            "because", "1,204.5", "%", "!", "—", "'", '"', "who", "Kyiv", "has won", "won", "the city", ":", ";", "…",
        ]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip
ANY = st.one_of(NEWS, st.text(max_size=300))
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_every_fragment_is_exact_and_stays_in_its_paragraph(text: str) -> None:
    for claim in split(text):
        ends = [edge for part in claim.fragments for edge in (part.start, part.end)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)
        assert claim.quote == text[ends[0] : ends[-1]]
        assert not PARAGRAPH_BREAK.search(claim.quote)
        assert claim.statement.strip()
        assert 0 <= claim.check_worthiness <= 1


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert split(text) == split(text)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_no_number_is_lost(text: str) -> None:
    parts = [part for claim in split(text) for part in claim.fragments]
    for number in re.finditer(r"\d+", text):
        assert any(part.start <= number.start() and number.end() <= part.end for part in parts), (
            number.group()
        )


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_sentences_cover_everything_but_white_space_once(text: str) -> None:
    spans = sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(NEWS)
@settings(max_examples=60, deadline=None)
def test_no_sentence_has_more_than_twelve_claims(text: str) -> None:
    claims = split(text)
    for span in sentences(text):
        assert sum(span.start <= claim.fragments[0].start < span.end for claim in claims) <= 12


HOSTILE = {
    "no punctuation": "lorem ipsum dolor sit amet ",
    "one word": "a",
    "new lines": "\n",
    "quotations that never close": "“He said ‘she said ",
    "straight quotes": '" he said ',
    "brackets that never close": "(a [b ",
    "capitals": "THE PRESIDENT SAID HE WON. ",
    "emoji and combining marks": "👩‍👩‍👧‍👦 é́ ",
    "right to left with digits": "قال الرئيس 13 شخصا. ",
    "Japanese in one line": "首相は13人が負傷したと述べた。",
    "Hindi in one line": "प्रधानमंत्री ने कहा कि 13 लोग घायल हुए। ",
    "zero width": "a\u200bb\u200d c ",
    "web page": '<div class="a"><p>Hello <b>you</b></p></div>\n',
    "code": 'for (i = 0; i < 10; i++) { x[i] = "a"; }\n',
    "full stops": ". ",
    "commas": "a, b and c, ",
    "lists": "1. a 2. b ",
    "hyphens": "a-",
    "short forms": "U.S. ",
    "open paragraphs": "“He said it.\n\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear_and_bounded(unit: str) -> None:
    small = (unit * (40_000 // len(unit) + 1))[:40_000]
    split(unit)
    # The exact seconds a megabyte stand in the benchmark.
    assert_linear(lambda: split(small), lambda: split(small * 2))


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b", "word", "?", "“", "13"])
def test_next_to_nothing_is_no_error(text: str) -> None:
    for claim in split(text):
        assert claim.quote in text
