"""Claims are sorted by what they state."""

from __future__ import annotations

import pytest

from annotations.splitting import Kind
from annotations.splitting.kinds import kind_of


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The blast injured 13 people.", Kind.QUANTITY),
        ("It was the city's first attack in a month.", Kind.RANKING),
        ("Unemployment rose by a tenth.", Kind.COMPARISON),
        ("The council will close the bridge.", Kind.PREDICTION),
        ("The resilience of the town sends a powerful message.", Kind.OPINION),
        ("The fire was caused by a cable.", Kind.CAUSAL),
        ("Smoking is banned in parks.", Kind.RULE),
        ("Ida Holm is the mayor of Bergen.", Kind.POSITION),
        ("The firm is based in Oslo.", Kind.PLACE),
        ("The bridge was closed.", Kind.EVENT),
        ("“We won.”", Kind.QUOTATION),
        ("The bridge.", Kind.OTHER),
    ],
)
def test_kinds(words: str, kind: Kind) -> None:
    assert kind_of(words) is kind


def test_what_only_adds_a_time_is_of_that_kind() -> None:
    assert kind_of("Residents woke around 5 a.m.", adjunct="around 5 a.m.") is Kind.TIME
