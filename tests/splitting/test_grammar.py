"""Reads made-up sentences the way a reporter would: coordinations, adjuncts, relative clauses, asides."""

from __future__ import annotations

import pytest

from annotations.splitting import split
from annotations.splitting.parser import Parse, parse
from annotations.splitting.tokens import tokenize


def statements(text: str) -> list[str]:
    return [claim.statement for claim in split(text)]


def tree(text: str) -> Parse:
    (parsed,) = parse([tokenize(text)])
    assert parsed is not None
    return parsed


def test_a_tree_has_one_root_and_no_cycle() -> None:
    parsed = tree("The bridge that the city built in 1998 was closed because two lorries hit it.")
    assert parsed.heads.count(-1) == 1
    assert sorted(parsed.top_down()) == list(range(len(parsed.tokens)))


def test_subject_and_verb_are_found() -> None:
    parsed = tree("The mayor opened the bridge.")
    mayor, opened = 1, 2
    assert (parsed.labels[mayor], parsed.heads[mayor]) == ("nsubj", opened)


def test_two_subjects_make_two_claims() -> None:
    assert statements("The school and the library were damaged.") == [
        "The school [was] damaged.",
        "The library [was] damaged.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The fire or the storm destroyed the barn.",
        "Neither the fire nor the storm destroyed the barn.",
        "The treaty between Norway and Sweden ended in June.",
        "The bomb killed 13 soldiers and civilians.",
    ],
)
def test_what_holds_only_together_is_not_torn_apart(text: str) -> None:
    joiners = [word for word in (" or ", " nor ", " and ") if word in text]
    assert all(joiner in statement for statement in statements(text) for joiner in joiners)


def test_two_verbs_share_their_subject() -> None:
    assert "The blast injured 13 people." in statements(
        "The blast killed three people and injured 13 people."
    )


def test_a_relative_clause_becomes_a_statement_on_its_noun() -> None:
    found = statements("The bus hit a bridge, which was built in 1950.")
    assert any(one.startswith("A bridge was built in 1950") for one in found)


def test_an_apposition_says_what_somebody_is() -> None:
    found = statements("Ida Holm, the mayor of Bergen, opened the museum on Friday.")
    assert any("Ida Holm [is] the mayor of Bergen" in one for one in found)
    assert any(one.startswith("Ida Holm opened the museum") for one in found)


def test_an_aside_is_kept_out_of_the_clause() -> None:
    found = statements("The ferry (built in 1990) sank near Oslo.")
    assert any(one.startswith("The ferry sank") for one in found)


def test_a_participle_keeps_its_host() -> None:
    found = statements("The river rose by two metres, flooding the old town.")
    assert "The river rose by two metres, flooding the old town." in found
