"""Claims marked and moved in the text by what the page sends: selections and pasted words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from annotations.models import Action, Change, Claim, Verb
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_of, form_on, words_of


def marked(desk: Desk, browse: Browse, **typed: str) -> Any:
    client = browse("reviewer")
    page = client.get(reverse("workbench", args=[desk.article.pk]))
    return form_on(client, page, reverse("claim_mark", args=[desk.article.pk])).send(**typed)


def fragments(*quotes: str) -> str:
    starts = [cast.TEXT.index(quote) for quote in quotes]
    found = zip(starts, quotes, strict=True)
    return json.dumps([{"start": at, "end": at + len(quote), "quote": quote} for at, quote in found])


def test_a_selection_becomes_a_claim(desk: Desk, browse: Browse) -> None:
    answer = marked(desk, browse, fragments=fragments("brave", "💡 and how"), statement="How brave.")
    claim = Claim.objects.order_by("-id")[0]
    assert answer.url == reverse("claim", args=[claim.pk])
    assert [fragment.quote for fragment in claim.fragments.all()] == ["brave", "💡 and how"]


def test_pasted_words_become_a_claim(desk: Desk, browse: Browse) -> None:
    marked(desk, browse, quote=" first closure in nine years ")
    assert Claim.objects.order_by("-id")[0].fragments.get().quote == "first closure in nine years"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Select the words of the article"),
        ({"quote": "the mayor denied"}, "does not say this"),
        ({"quote": "in"}, "Give more of the words around it"),
        ({"fragments": "[]"}, "Select the words"),
        ({"fragments": "["}, "did not arrive whole"),
        ({"fragments": "[" * 100_000}, "did not arrive whole"),
        ({"fragments": '[{"start": 9, "end": 3, "quote": "x"}]'}, "did not arrive whole"),
        ({"fragments": '[{"start": true, "end": 3, "quote": "x"}]'}, "did not arrive whole"),
        ({"fragments": '[{"start": 0, "end": 9999, "quote": "x"}]'}, "lies outside the text"),
        ({"fragments": '[{"start": 0, "end": 6, "quote": "closed"}]'}, "The nearest exact match is 7 to 13"),
        ({"fragments": '[{"start": 0, "end": 6, "quote": "Bridge", "x": 1}]' * 2}, "did not arrive whole"),
    ],
)
def test_a_selection_that_is_none_is_refused(
    desk: Desk, browse: Browse, typed: dict[str, str], said: str
) -> None:
    before = Change.objects.count()
    answer = marked(desk, browse, statement="Kept as typed.", **typed)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert "Kept as typed." in answer.content.decode()
    assert Change.objects.count() == before


def test_a_claim_is_moved_in_the_text(desk: Desk, browse: Browse) -> None:
    form = form_of(browse("reviewer"), desk.claim, "claim_respan")
    answer = form.send_by_script(fragments=fragments("14 cracked bolts"))
    assert desk.claim.fragments.get().quote == "14 cracked bolts"
    assert desk.claim.verdicts.get().is_stale
    assert 'class="passage"' in answer.content.decode()


def test_a_new_claim_holds_everything_that_a_changed_one_may(desk: Desk, browse: Browse) -> None:
    marked(
        desk,
        browse,
        quote="first closure in nine years",
        claimant="The mayor",
        kind="quantity",
        said_on="2024-03-19",
        tags="Bridges, money",
    )
    claim = Claim.objects.order_by("-id")[0]
    assert (claim.claimant, claim.kind, str(claim.said_on)) == ("The mayor", "quantity", "2024-03-19")
    assert [each.tag.name for each in claim.claim_tags.order_by("tag__name")] == ["Bridges", "money"]
    assert Action.objects.latest("id").verb == Verb.CLAIM_MARKED
    assert browse("reviewer").post(reverse("undo", args=[desk.article.pk])).status_code == 302
    assert not Claim.objects.filter(pk=claim.pk).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said_on": "Tuesday"}, "This is not a date."),
        ({"tags": "x" * 41}, "A tag has at most 40 characters."),
        ({"kind": ""}, "required"),
    ],
)
def test_details_of_a_new_claim_that_are_none_are_refused_beside_their_field(
    desk: Desk, browse: Browse, typed: dict[str, str], said: str
) -> None:
    answer = marked(desk, browse, quote="first closure in nine years", claimant="The mayor", **typed)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert 'value="The mayor"' in answer.content.decode()
    assert Claim.objects.count() == 1
