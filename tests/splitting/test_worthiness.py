"""What deserves a check: quantities, firsts and named sources above opinions, predictions and flourishes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.splitting.kinds import kind_of
from annotations.splitting.proposal import Kind
from annotations.splitting.worthiness import CODES, Worthiness, worthiness
from tests.linear_time import assert_linear


def rated(statement: str, *, context: str = "") -> Worthiness:
    return worthiness(statement, kind=kind_of(statement), context=context)


CHECKABLE = (
    "The fire in Vik injured 13 people, among them a child.",
    "Unemployment fell to 4.1 percent in March, the lowest rate since 1998.",
    "It was the first strike on the port in more than a month.",
    "The fire brigade said nine houses in Vik had burned.",
    "Ida Holm voted against the tax bill in 2019.",
    "The council spent 3 million euros on the bridge.",
)
NOT_CHECKABLE = (
    "The courage of the town sends a powerful message of resilience.",
    "The outcome will shape the future of the region.",
    "Is it not time to act?",
    "I think we should be proud of what we do.",
    "Thank you for having me.",
    "This underscores the strategic importance of the port in the broader struggle.",
)


@pytest.mark.parametrize("statement", CHECKABLE)
def test_what_can_be_looked_up_rates_high(statement: str) -> None:
    assert rated(statement).score > 0.6


@pytest.mark.parametrize("statement", NOT_CHECKABLE)
def test_what_cannot_be_looked_up_rates_low(statement: str) -> None:
    assert rated(statement).score < 0.35


REASONS = {
    "number": "The fire injured 13 people.",
    "ranking": "It was the deadliest fire on record.",
    "comparison": "Prices rose more than wages.",
    "cause": "The bridge fell because the steel had rusted.",
    "date": "The bridge fell on Monday.",
    "named_source": "The bridge fell, according to Ida Holm.",
    "casualties": "Some were killed and injured.",
    "opinion": "It was a terrible, shameful decision.",
    "prediction": "The bridge will open and may close.",
    "question": "Did the bridge fall?",
    "first_person": "I told my friends.",
    "second_person": "You know your rights.",
    "flourish": "It sends a powerful message.",
    "request": "Look at the bridge.",
    "short": "A bridge.",
}


@pytest.mark.parametrize(("code", "statement"), REASONS.items(), ids=REASONS)
def test_the_reason_is_named(code: str, statement: str) -> None:
    assert code in rated(statement).reasons
    assert code in CODES


def test_the_weightiest_reason_comes_first() -> None:
    assert rated("Did 13 people fall?").reasons[0] == "question"


def test_a_coloured_figure_still_rates_above_colour_alone() -> None:
    coloured = rated("The aftermath was stark, with debris injuring at least 13 people.")
    assert coloured.score > 0.5 > rated("The aftermath was stark, with debris everywhere.").score
    assert "ranking" not in coloured.reasons


def test_the_sentence_around_a_claim_can_name_its_source() -> None:
    alone = rated("Nine houses burned.")
    sourced = rated("Nine houses burned.", context="Nine houses burned, Ida Holm said.")
    assert "named_source" not in alone.reasons
    assert "named_source" in sourced.reasons
    assert sourced.score > alone.score


def test_predictions_and_opinions_rate_below_the_same_words_as_an_event() -> None:
    words = "The port of Vik opens to 30 ships."
    event = worthiness(words, kind=Kind.EVENT).score
    assert worthiness(words, kind=Kind.PREDICTION).score < event
    assert worthiness(words, kind=Kind.OPINION).score < event


@pytest.mark.parametrize("statement", ["", "   ", "...", "“”", "🙂"])
def test_nothing_to_read_rates_nothing(statement: str) -> None:
    assert worthiness(statement, kind=Kind.OTHER) == Worthiness(0.0, ())


@given(st.text(max_size=400), st.sampled_from(Kind), st.text(max_size=200))
def test_whatever_the_text_the_score_is_a_share_and_the_same_twice(
    text: str, kind: Kind, context: str
) -> None:
    found = worthiness(text, kind=kind, context=context)
    assert 0.0 <= found.score <= 1.0
    assert set(found.reasons) <= CODES
    assert len(set(found.reasons)) == len(found.reasons)
    assert worthiness(text, kind=kind, context=context) == found


@pytest.mark.parametrize("unit", ["word ", "13 ", "said A ", "?", "a'a'", "“", "1,", "é"])
def test_hostile_text_takes_time_linear_in_its_length(unit: str) -> None:
    def rating(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))
        return lambda: worthiness(text, kind=Kind.OTHER, context=text)

    assert_linear(rating(100_000), rating(200_000))
