"""The article this project was asked to work on first: what a reviewer must find in it. Read in place, never copied."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.splitting import ProposedClaim, split
from tests.evaluation import evaluation_folder


@pytest.fixture(scope="module")
def claims() -> list[ProposedClaim]:
    text = (evaluation_folder() / "seed" / "kyiv-2024-03-21.txt").read_text(encoding="utf-8").strip()
    return split(text.removeprefix("date 2024-03-21 "), published_on=date(2024, 3, 21))


@pytest.mark.parametrize(
    "words",
    [
        "at least 13 individuals, including a child",
        "first major attack in over a month",
        "around 5 a.m.",
        "ballistic and cruise missiles",
    ],
)
def test_it_is_a_claim_of_its_own_below_the_sentence(claims: list[ProposedClaim], words: str) -> None:
    holding = [claim for claim in claims if words in claim.quote]
    assert holding
    assert all(len(claim.statement) < 260 for claim in holding)


def test_the_missiles_are_the_air_forces_words(claims: list[ProposedClaim]) -> None:
    (claim, *_) = [claim for claim in claims if "ballistic and cruise missiles" in claim.quote]
    assert claim.claimant is not None
    assert "Ukrainian air force" in claim.claimant


def test_the_closing_opinion_ranks_below_the_facts(claims: list[ProposedClaim]) -> None:
    facts = [
        claim.check_worthiness
        for claim in claims
        if "13 individuals" in claim.quote or "5 a.m." in claim.quote
    ]
    closing = [claim.check_worthiness for claim in claims[-4:]]
    assert max(closing) < min(facts)
    assert max(closing) < 0.5
