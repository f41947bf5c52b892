"""Texts and numbers that are often mangled on their way into a log come back exactly."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Change, Claim, Verb
from tests.cast import STAGE


@pytest.mark.parametrize(
    "text",
    [
        "\u2028 line",
        "💡 astral",
        'quote " and \\ back',
        "tab\tand\nline",
        "</script>",
        "é vs e\u0301",
        "\x7f\x01",
    ],
)
def test_odd_texts_replay_exactly(claim: Claim, text: str) -> None:
    with recorded(STAGE, Verb.SCALE_DEFINED):
        Claim.objects.filter(pk=claim.pk).update(claimant=text)
    assert Change.objects.latest("id").values == {"claimant": ["", text]}
    assert verify(connection).findings == []


@pytest.mark.parametrize("number", [0.0, 1.0, 0.1 + 0.2, 1 / 3, 5e-324, 0.1, 1e-17, 0.9999999999999999])
def test_odd_numbers_replay_exactly(claim: Claim, number: float) -> None:
    with recorded(STAGE, Verb.CLAIM_CHANGED):
        Claim.objects.filter(pk=claim.pk).update(check_worthiness=number)
    assert Change.objects.latest("id").values == {"check_worthiness": [None, number]}
    assert verify(connection).findings == []
