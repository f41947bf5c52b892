"""A name is put in for a pronoun only where one reading is left; it stands in brackets."""

from __future__ import annotations

from annotations.splitting import split


def statements(text: str) -> list[str]:
    return [claim.statement for claim in split(text)]


def test_the_only_person_is_named() -> None:
    found = statements("Ida Holm won the race in Bergen. She thanked the voters.")
    assert "[Ida Holm] thanked the voters." in found


def test_of_two_people_none_is_named_and_the_claim_is_marked_unsure() -> None:
    (*_, claim) = split("Ida Holm thanked Anna Berg. She won the race.")
    assert claim.statement == "She won the race."
    assert claim.ambiguous


def test_the_only_place_is_named_for_the_city() -> None:
    found = statements("Residents of Bergen were woken at 5 a.m. The blast hit the city twice.")
    assert "The blast hit [Bergen] twice." in found


def test_of_two_places_none_is_named() -> None:
    found = statements("Residents of Bergen met residents of Oslo. The blast hit the city twice.")
    assert "The blast hit the city twice." in found
