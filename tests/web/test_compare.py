"""Two moments side by side: what appeared, went, moved and was reworded, verdicts and rulings, word by word."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Action, Claim, Rating, Role, Seal, User
from annotations.services.articles import change_article
from annotations.services.claims import dismiss_claim, respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.reverts import revert_action
from annotations.services.rulings import draft_ruling
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests import cast
from tests.cast import acting

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olena() -> User:
    cast.make_scale()
    project = cast.make_project()
    cast.make_member(project, "ruth", Role.EDITOR)
    return cast.make_member(project, "olena", Role.REVIEWER)


@pytest.fixture
def claim(olena: User) -> Claim:
    return cast.make_claim(cast.make_article(olena.memberships.get().project, olena), olena)


def get(path: str, /, **query: Any) -> Answer:
    return browser().get(path, query)


def browser() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="olena"))
    return client


def compared(claim: Claim, old: int, new: int, /, **query: Any) -> str:
    answer = get(reverse("as_of_compare", args=[claim.article_id, old, new]), **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def last(claim: Claim) -> int:
    return Seal.objects.filter(stream=f"article:{claim.article_id}").count()


def test_everything_that_differs_is_told(claim: Claim, olena: User) -> None:
    actor, ruth = acting(olena), User.objects.get(username="ruth")
    verdict = cast.make_verdict(claim, olena, rationale="The first count says 14 bolts.")
    mine = Rating.objects.get(code="false")
    give_verdict(
        actor=actor,
        claim=claim,
        rating=mine,
        rationale="The later count says 13 bolts.",
        version=verdict.version,
    )
    reword_claim(
        actor=actor,
        claim=claim,
        version=None,
        statement="Inspectors found 13 cracked bolts in the Long Bridge.",
    )
    respan_claim(actor=actor, claim=claim, version=None, spans=[Span(32, 60)])
    other = cast.make_claim(
        claim.article, olena, "the first closure in nine years", "It is the first closure."
    )
    change_article(actor=actor, article=claim.article, version=None, title="Bridge shut")
    draft_ruling(actor=acting(ruth), claim=claim, rating=mine, summary="It was 13.")
    shown = compared(claim, 3, last(claim))
    assert "Inspectors found <del>14</del> cracked bolts in the Long Bridge." in shown
    assert "Inspectors found <ins>13</ins> cracked bolts in the Long Bridge." in shown
    assert "<del>True</del>" in shown
    assert "<ins>False</ins>" in shown
    assert "verdict: Olena" in shown
    assert "The <del>first</del> count says <del>14</del> bolts." in shown
    assert "The <ins>later</ins> count says <ins>13</ins> bolts." in shown
    assert "words in the text" in shown
    assert 'ruling</bdi> <span class="quiet">appeared' in shown
    assert other.statement in shown
    assert "2 claims differ" in shown
    assert "Bridge <del>closed</del>" in shown
    assert "Bridge <ins>shut</ins>" in shown


def test_a_claim_that_is_gone_is_told(claim: Claim, olena: User) -> None:
    revert_action(actor=acting(olena), action=Action.objects.latest("id"))
    shown = compared(claim, 2, 3)
    assert "1 claim differs" in shown
    assert "compared--gone" in shown
    assert f"<del>{claim.statement}</del>" in shown


def test_one_claim_is_compared_alone(claim: Claim, olena: User) -> None:
    other = cast.make_claim(
        claim.article, olena, "the first closure in nine years", "It is the first closure."
    )
    for each in (claim, other):
        leave_note(actor=acting(olena), about=each, text=f"About {each.pk}.")
    shown = compared(claim, 3, last(claim), claim=claim.pk)
    assert f"About {claim.pk}." in shown
    assert f"About {other.pk}." not in shown


def test_the_other_way_round_and_by_time_lead_to_the_same_page(claim: Claim, olena: User) -> None:
    leave_note(actor=acting(olena), about=claim, text="Later.")
    article = claim.article_id
    here = reverse("as_of_compare", args=[article, 2, 3])
    assert get(reverse("as_of_compare", args=[article, 3, 2]))["Location"] == here
    second = Seal.objects.get(stream=f"article:{article}", number=2)
    any_time = reverse("as_of_compare_any", args=[article])
    assert get(any_time, **{"from": second.at.isoformat()})["Location"] == here
    assert get(any_time, to=second.at.isoformat(), claim=claim.pk)["Location"] == f"{here}?claim={claim.pk}"
    assert get(any_time, to="2001-01-01").status_code == 404
    assert "This is one and the same moment" in compared(claim, 2, 2)


@pytest.mark.parametrize("numbers", [(0, 1), (1, 9), (2**63, 2), (10**40, 10**40)])
def test_moments_that_are_not_there_are_said_in_words(claim: Claim, numbers: tuple[int, int]) -> None:
    answer = get(f"/articles/{claim.article_id}/compare/{numbers[0]}/{numbers[1]}/")
    assert answer.status_code == 404
    assert "its seals are 1 to 2" in answer.content.decode()


def test_the_page_asks_no_more_when_it_holds_more(claim: Claim, olena: User) -> None:
    def fill(number: int) -> None:
        made = cast.make_claim(claim.article, olena, "the first closure in nine years", f"Claim {number}.")
        cast.make_verdict(made, olena)
        leave_note(actor=acting(olena), about=made, text="Ask.")

    client = browser()

    def queries() -> int:
        path = reverse("as_of_compare", args=[claim.article_id, 2, last(claim)])
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200
        return len(captured)

    fill(0)
    dismiss_claim(actor=acting(olena), claim=claim, version=None, dismissal="not_checkable")
    before = queries()
    for number in range(1, 50):
        fill(number)
    assert queries() == before
    assert before <= 15
    assert "first=40" in compared(claim, 2, last(claim))
    assert "Claim 49." in compared(claim, 2, last(claim), first=40)
