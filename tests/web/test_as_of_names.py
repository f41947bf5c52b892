"""A card of the past: tags, people and the places of notes as they were, everybody and every rating called as then."""

from __future__ import annotations

import pytest

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Action, Channel, Claim, Rating, Tag, User, Verb, Verdict
from annotations.selectors.as_of.rows import _signed, names_in
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.notes import leave_note
from annotations.services.people import change_person
from annotations.services.places import Place
from annotations.services.tags import rename_tag, tag_claims, untag_claims
from annotations.services.verdicts import withdraw_verdict
from annotations.text.span import Span
from tests import cast
from tests.cast import acting
from tests.web.past import make_olena, page, seals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olena() -> User:
    return make_olena()


@pytest.fixture
def claim(olena: User) -> Claim:
    return cast.make_claim(cast.make_article(olena.memberships.get().project, olena), olena)


@pytest.fixture
def ruth(claim: Claim) -> User:
    return User.objects.get(username="ruth")


def test_tags_people_and_the_places_of_notes_are_those_of_then(claim: Claim, olena: User, ruth: User) -> None:
    project = claim.article.project
    tag_claims(actor=acting(olena), project=project, claims=[claim], names=["dams"])
    assign_claims(actor=acting(ruth), project=project, claims=[claim], person=olena)
    article, quote = claim.article, "the mayor said"
    start = article.revisions.get().text.index(quote)
    place = Place(Span(start, start + len(quote)), quote)
    leave_note(actor=acting(ruth), about=claim, text="See @olena about it.", place=place)
    leave_note(actor=acting(ruth), about=article, text="On the whole article.")
    rename_tag(actor=acting(ruth), tag=Tag.objects.get(), name="bridges", version=None)
    untag_claims(actor=acting(olena), project=project, claims=[claim], names=["bridges"])
    unassign_claims(actor=acting(ruth), project=project, claims=[claim], person=olena)
    shown = [page(claim, number, claim=claim.pk) for number in range(1, 8)]
    assert "No tags" in shown[1]
    assert '<li class="tag"><bdi>dams</bdi></li>' in shown[2]
    assert "Assigned to nobody" in shown[2]
    assert '<li class="tag"><bdi>Olena</bdi></li>' in shown[3]
    assert f'data-start="{start}" data-end="{place.span.end}" dir="auto">“{quote}”</a>' in shown[4]
    assert 'title="@olena">@<bdi>Olena</bdi></span>' in shown[4]
    assert "No tags" in shown[-1]
    assert "Assigned to nobody" in page(claim, len(seals(claim)), claim=claim.pk)
    assert "On the whole article." not in page(claim, 5)
    assert "On the whole article." in page(claim, 6)


def test_people_and_ratings_are_called_what_they_were_called_then(claim: Claim, olena: User) -> None:
    cast.make_verdict(claim, olena)
    change_person(actor=cast.STAGE, person=olena, display_name="Olena Newname")
    with recorded(cast.STAGE, Verb.SCALE_DEFINED):
        Rating.objects.filter(code="true").update(label="Accurate")
    leave_note(actor=acting(User.objects.get(pk=olena.pk)), about=claim, text="Later.")
    then, now = page(claim, 3, claim=claim.pk), page(claim, 4, claim=claim.pk)
    assert "<strong><bdi>Olena</bdi></strong>" in then
    assert "<bdi>True</bdi>" in then
    assert "<strong><bdi>Olena Newname</bdi></strong>" in now
    assert "<bdi>Accurate</bdi>" in now


def test_an_account_that_the_history_does_not_hold_is_named_as_it_signed(claim: Claim, olena: User) -> None:
    cast.make_verdict(claim, olena)
    seal = seals(claim)[-1]
    signed = Action.objects.order_by("-id")[0]
    nobody = 987_654
    with recorded(Actor(None, Channel.COMMAND, label="Nobody's name"), Verb.SEEDS_LOADED) as action:
        pass
    assert names_in({"verdict": [{"reviewer_id": olena.pk}]}, seal.at).person(olena.pk) == olena
    assert _signed({olena.pk, nobody}, signed.at)[olena.pk].display_name == "Olena"
    assert (
        str(names_in({"verdict": [{"reviewer_id": nobody}]}, action.at).person(nobody)) == f"person {nobody}"
    )


def test_a_verdict_that_was_gone_again_is_named(claim: Claim, olena: User) -> None:
    withdraw_verdict(
        actor=acting(olena), verdict=cast.make_verdict(claim, olena), version=None, reason="A slip."
    )
    assert Verdict.objects.get().withdrawn_at
    assert "Withdrawn by: <bdi>Olena</bdi>" in page(claim, 4, claim=claim.pk)
