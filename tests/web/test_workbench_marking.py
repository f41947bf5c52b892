"""Claims marked and moved in the text by what the page sends: selections and pasted words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from annotations.models import Change, Claim
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
