"""How states, ratings and wordings are shown: in words, and escaped."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotations.models import Claim, Kind, Rating, Stance, State
from annotations.selectors.reasons import WORDS
from annotations.splitting.worthiness import CODES
from annotations.templatetags.display import counted, rating_chip, reasons_of, state_bar, state_chip
from annotations.templatetags.wording import changed_to, without_name
from tests.architecture.modules import REPOSITORY

SPRITE = REPOSITORY / "annotations/static/annotations/icons.svg"
NAMESPACE = "{http://www.w3.org/2000/svg}"


def pictures() -> set[str]:
    symbols = ElementTree.parse(SPRITE).getroot().iter(f"{NAMESPACE}symbol")  # noqa: S314 # our own file
    return {symbol.attrib["id"] for symbol in symbols}


def test_every_state_tone_and_stance_has_its_picture() -> None:
    assert {*State.values, *Rating.Tone.values, *Stance.values} <= pictures()


def test_every_picture_that_a_template_names_is_drawn() -> None:
    named = {
        name
        for template in Path(REPOSITORY / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)" %}', template.read_text(encoding="utf-8"))
    }
    assert named - pictures() == set()


@pytest.mark.parametrize("state", State)
def test_a_state_is_said_in_a_word(state: State) -> None:
    assert f"<bdi>{state.label}</bdi>" in state_chip(state.value)


def test_a_rating_is_shown_in_its_own_words_as_text() -> None:
    shown = rating_chip(Rating(label="<b>Mostly</b>", tone=Rating.Tone.MIXED))
    assert "<bdi>&lt;b&gt;Mostly&lt;/b&gt;</bdi>" in shown
    assert "#mixed" in shown


def test_a_bar_says_its_numbers_and_fills_its_width() -> None:
    counts = dict.fromkeys(State, 0) | {State.OPEN: 1, State.PUBLISHED: 3}
    shown = state_bar(counts)
    assert 'aria-label="1 open, 3 published"' in shown
    widths = [float(width) for width in re.findall(r'width="([\d.]+)"', shown)]
    assert widths == [25.0, 75.0]
    assert "no claims yet" in state_bar(dict.fromkeys(State, 0))


@pytest.mark.parametrize(
    ("score", "reasons", "words"),
    [
        (None, "", ["marked by hand"]),
        (0.8, "number cause", ["states a number", "names a cause"]),
        (0.8, "some_new_code", ["some new code"]),
        (0.8, "", []),
    ],
)
def test_why_a_claim_ranks_is_said_in_words(score: float | None, reasons: str, words: list[str]) -> None:
    claim = Claim(kind=Kind.QUANTITY, check_worthiness=score, reasons=reasons)
    assert reasons_of(claim) == words


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1_000, "1,000"), (1_001, "1,000+")])
def test_counting_says_where_it_stopped(count: int, shown: str) -> None:
    assert counted(count) == shown


def test_every_code_of_the_splitter_has_its_words() -> None:
    assert set(CODES) - set(WORDS) == set()


def test_two_wordings_are_compared_word_by_word() -> None:
    parts = [(part.part, part.text) for part in changed_to("It fell by 4 %", "It fell by 9 %")]
    assert parts == [("same", "It fell by "), ("old", "4"), ("new", "9"), ("same", " %")]


def test_a_sentence_loses_the_name_it_begins_with() -> None:
    assert without_name("Ada Okafor gave a verdict", "Ada Okafor") == "gave a verdict"
