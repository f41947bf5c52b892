"""The words of a claim at other places: listed with what stands around them, marked as one gesture, undone as one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.models import Action, Article, Claim
from annotations.services.claims import mark_claim
from annotations.text.span import Span
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import form_on, words_of

TEXT = "The bridge is shut.\n\nNobody crosses. The bridge is old, and The bridge is long 💡.\n\nThe bridge is shut."


@pytest.fixture
def article(desk: Desk) -> Article:
    return cast.make_article(desk.project, desk.people["reviewer"], text=TEXT, title="Bridges")


@pytest.fixture
def claim(desk: Desk, article: Article) -> Claim:
    return mark_claim(
        actor=cast.acting(desk.people["reviewer"]), article=article, spans=[Span(0, 13)], claimant="The city"
    )


def test_the_chosen_places_are_marked_and_undone_as_one(
    browse: Browse, article: Article, claim: Claim
) -> None:
    client, address = browse("reviewer"), reverse("claim_elsewhere", args=[claim.pk])
    page = client.get(address)
    assert "The same words stand at 3 other places." in words_of(page)
    form = form_on(client, page, address)
    places = [f"{at}-{at + 13}" for at in (TEXT.index("The bridge is old"), TEXT.index("The bridge is long"))]
    actions = Action.objects.count()
    answer = client.post(address, form.fields | {"place": places}, follow=True)
    assert "2 places marked." in words_of(answer)
    made = article.claims.exclude(pk=claim.pk)
    assert {(each.claimant, each.statement) for each in made} == {("The city", claim.statement)}
    assert {each.fragments.get().quote for each in made} == {"The bridge is"}
    assert Action.objects.count() == actions + 1
    assert {each.origins.get().predecessor for each in made} == {claim}
    client.post(reverse("undo", args=[article.pk]))
    assert not made.all().exists()


@pytest.mark.parametrize("places", [[], ["0-13"], ["x"], ["5-9", "999999999999-1"]])
def test_places_that_are_none_are_refused(browse: Browse, claim: Claim, places: list[str]) -> None:
    before = Claim.objects.count()
    address = reverse("claim_elsewhere", args=[claim.pk])
    answer = browse("reviewer").post(address, {"place": places}, follow=True)
    assert "Select the places first." in words_of(answer)
    assert Claim.objects.count() == before


def test_a_claim_of_two_fragments_stands_nowhere_else(desk: Desk, browse: Browse, article: Article) -> None:
    two = mark_claim(
        actor=cast.acting(desk.people["reviewer"]), article=article, spans=[Span(0, 3), Span(4, 10)]
    )
    page = browse("reviewer").get(reverse("claim_elsewhere", args=[two.pk]))
    assert "These words stand nowhere else" in words_of(page)


def test_who_may_mark_elsewhere(browse: Browse, claim: Claim) -> None:
    address = reverse("claim_elsewhere", args=[claim.pk])
    place = {"place": f"{TEXT.index('The bridge is old')}-{TEXT.index('The bridge is old') + 13}"}
    before = Claim.objects.count()
    assert browse("outsider").post(address, place).status_code == 404
    said = words_of(browse("viewer").post(address, place, follow=True))
    assert "Only a reviewer of the project may do this." in said
    assert Claim.objects.count() == before
