"""Who says what: every way of quoting, with exact spans."""

from __future__ import annotations

import pytest

from annotations.splitting.attribution import Attribution, attributions
from annotations.splitting.splitter import sentences


def attributed(text: str) -> list[Attribution]:
    return attributions(text, sentences(text))


def said(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    """Claimant as written, cue and content of each attribution, as strings of the text."""
    return [
        (
            item.claimant_span.of(text) if item.claimant_span else None,
            item.cue_span.of(text) if item.cue_span else None,
            [span.of(text) for span in item.content],
        )
        for item in attributed(text)
    ]


ONE_ATTRIBUTION = {
    "indirect": (
        "Mayor Ida Holm said the bridge was safe.",
        ("Mayor Ida Holm", "said", ["the bridge was safe"]),
    ),
    "indirect with that, listener and day": (
        "Ida Holm told reporters on Monday that the bridge was safe.",
        ("Ida Holm", "told", ["that the bridge was safe"]),
    ),
    "direct, claimant first": (
        'Holm said: "We closed it."',
        ("Holm", "said", ['"We closed it."']),
    ),
    "direct, claimant last": (
        '"We closed it," Holm said.',
        ("Holm", "said", ['"We closed it,"']),
    ),
    "inverted with an apposition": (
        '“We closed it,” said Ida Holm, the mayor of Vik.',
        ("Ida Holm, the mayor of Vik", "said", ["“We closed it,”"]),
    ),
    "split quotation": (
        '"The bridge," Holm said, "was never safe."',
        ("Holm", "said", ['"The bridge,"', '"was never safe."']),
    ),
    "quotation that goes on in the next sentences": (
        '"We closed it," Holm said. "Nobody was hurt. We were lucky."',
        ("Holm", "said", ['"We closed it,"', '"Nobody was hurt. We were lucky."']),
    ),
    "mixed quotation": (
        'Holm said the bridge was "a wreck" even before the flood.',
        ("Holm", "said", ['the bridge was "a wreck" even before the flood']),
    ),
    "according to, after": (
        "Nine houses burned, according to the fire brigade.",
        ("the fire brigade", "according to", ["Nine houses burned"]),
    ),
    "according to, before": (
        "According to Ola Vik, the brigade's chief, nine houses burned.",
        ("Ola Vik, the brigade's chief", "According to", ["nine houses burned"]),
    ),
    "parenthetical": (
        "The bridge, officials say, is closed.",
        ("officials", "say", ["The bridge", "is closed"]),
    ),
    "claimant with an age and a town": (
        "Nora Lund, 59, of Vik, said she heard a bang.",
        ("Nora Lund, 59, of Vik", "said", ["she heard a bang"]),
    ),
    "claimant before a relative clause": (
        "Lund, who lives nearby, said she heard a bang.",
        ("Lund", "said", ["she heard a bang"]),
    ),
    "claimant before an insertion between dashes": (
        "Lund -- a teacher in Vik -- said she heard a bang.",
        ("Lund", "said", ["she heard a bang"]),
    ),
    "content that begins with an amount": (
        "Holm has said about 20 people left.",
        ("Holm", "has said", ["about 20 people left"]),
    ),
    "content after a place": (
        "The council announced in a statement on Monday that the road would close.",
        ("The council", "announced", ["that the road would close"]),
    ),
    "content in the next paragraph": (
        "The mayor added:\n\nWe have nothing to hide.",
        ("The mayor", "added", ["We have nothing to hide."]),
    ),
    "direct with a month and a year": (
        'The road "was never safe," Holm said in June 2012.',
        ("Holm", "said", ['The road "was never safe,"']),
    ),
    "inverted with a counted claimant": (
        "The talks failed, said one diplomat in the room.",
        ("one diplomat in the room", "said", ["The talks failed"]),
    ),
    "evidence": (
        "A survey by the university shows that prices fell.",
        ("A survey by the university", "shows", ["that prices fell"]),
    ),
    "demand": (
        "The union has called for a strike.",
        ("The union", "has called for", ["a strike"]),
    ),
    "judgement": (
        "The opposition criticised the budget because it was late.",
        ("The opposition", "criticised", ["the budget"]),
    ),
    "in the words of": (
        'It was, in the words of the judge, "a farce".',
        ("the judge", "in the words of", ['"a farce"']),
    ),
    "signed quotation": (
        "“I saw it all.” ― Nora Lund",
        ("Nora Lund", "―", ["“I saw it all.”"]),
    ),
    "interview label": (
        "LUND: We heard a bang.",
        ("LUND", ":", ["We heard a bang"]),
    ),
    "hearsay names nobody": (
        "The driver reportedly fled.",
        (None, "reportedly", ["The driver", "fled"]),
    ),
    "name with an apostrophe": (
        "Ann O'Neill said it was cold.",
        ("Ann O'Neill", "said", ["it was cold"]),
    ),
    "a noun after its claimant": (
        "Mayor Ida Holm's calls for stronger dams were ignored.",
        ("Mayor Ida Holm", "calls for", ["stronger dams"]),
    ),
    "a noun with a clause": (
        "There was his claim that the dam was safe.",
        ("his", "claim", ["that the dam was safe"]),
    ),
    "state of mind": (
        "Farmers are worried about the price of milk.",
        ("Farmers", "are worried about", ["the price of milk"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE_ATTRIBUTION.values(), ids=ONE_ATTRIBUTION)
def test_one_attribution(text: str, expected: tuple[str | None, str, list[str]]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The claims of the company were rejected.",
        "His report on the state of the roads is long.",
        "The plan needs support and the press secretary left.",
        "I think it is cold.",
        "This attack underscores the role of the port.",
        "The noted painter Ida Holm lives in Vik.",
        "She lives in the United States of America.",
        "",
        "   \n\n  ",
    ],
)
def test_words_that_only_look_like_cues_attribute_nothing(text: str) -> None:
    assert said(text) == []


def test_two_cues_share_the_claimant_of_the_first() -> None:
    found = said(
        "Holm said the bridge was safe and warned that the road was not, adding that it would close."
    )
    assert found == [
        ("Holm", "said", ["the bridge was safe"]),
        ("Holm", "warned", ["that the road was not"]),
        ("Holm", "adding", ["that it would close"]),
    ]


def test_a_second_claimant_ends_the_content_of_the_first() -> None:
    found = said("Holm said the bridge was safe, but Lund said it was not.")
    assert found == [("Holm", "said", ["the bridge was safe"]), ("Lund", "said", ["it was not"])]


def test_nested_attribution_keeps_the_inner_claimant_and_records_the_outer() -> None:
    found = attributed("According to the Vik Herald, the minister said the talks had failed.")
    assert [(item.claimant, item.outer_claimant) for item in found] == [
        ("the Vik Herald", None),
        ("the minister", "the Vik Herald"),
    ]


def test_a_cue_inside_a_quotation_has_the_quoted_person_as_outer_claimant() -> None:
    found = attributed('"The police said it was over," Ida Holm recalled.')
    assert [(item.claimant, item.outer_claimant) for item in found] == [
        ("The police", "Ida Holm"),
        ("Ida Holm", None),
    ]


def test_a_quotation_over_two_paragraphs_is_one_content() -> None:
    text = "“We ran.\n\n“Then it fell,” said Nora Lund."
    assert said(text) == [("Nora Lund", "said", ["“We ran.", "“Then it fell,”"])]


def test_a_credit_speaks_for_its_caption() -> None:
    text = "The old bridge in May.\nPhoto: Nora Lund."
    assert said(text) == [("Nora Lund", "Photo", ["The old bridge in May."])]


class TestWhoTheClaimantIs:
    def names(self, text: str) -> list[str | None]:
        return [item.claimant for item in attributed(text)]

    def test_a_surname_stands_for_the_full_name(self) -> None:
        assert self.names("Ida Holm said it was safe. Holm said it would open.") == ["Ida Holm", "Ida Holm"]

    def test_an_apposition_is_not_part_of_the_name(self) -> None:
        assert self.names("Ida Holm, the mayor of Vik, said it was safe.") == ["Ida Holm"]

    def test_a_pronoun_is_the_last_claimant(self) -> None:
        assert self.names("Ida Holm said it was safe. She said it would open.") == ["Ida Holm", "Ida Holm"]

    def test_a_pronoun_keeps_its_own_span(self) -> None:
        text = "Ida Holm said it was safe. She said it would open."
        second = attributed(text)[1].claimant_span
        assert second is not None
        assert second.of(text) == "She"

    def test_a_pronoun_skips_a_person_of_the_other_gender(self) -> None:
        assert self.names("Mrs Holm met John Lund. He said it was safe.") == ["John Lund"]

    def test_a_pronoun_that_could_be_two_people_stays_a_pronoun(self) -> None:
        assert self.names("Kim Holm met Sasha Lund in Vik. She said it was safe.") == ["She"]

    def test_a_pronoun_does_not_reach_far_back(self) -> None:
        filler = "The road is long. " * 60
        assert self.names(f"Ida Holm left. {filler}She said it was safe.") == ["She"]

    def test_a_relative_pronoun_is_its_noun(self) -> None:
        assert self.names("The police met Ida Holm, who said it was safe.")[-1] == "Ida Holm"
