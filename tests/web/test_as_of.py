"""The article as it was at any moment: all as it stood then, permanent links, nothing to change, nothing leaked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.history.redacting import ERASED
from annotations.models import Claim, Rating, Role, User
from annotations.selectors.as_of.moments import TOLD
from annotations.services.claims import dismiss_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.redactions import redact
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import change_source, cite_address
from annotations.services.verdicts import give_verdict
from tests import cast
from tests.cast import acting
from tests.web.past import get, make_olena, page, seals

if TYPE_CHECKING:
    pass

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


def rating(code: str) -> Rating:
    return Rating.objects.get(code=code)


def a_long_story(claim: Claim, olena: User, ruth: User) -> None:
    """Seals 3 to 10, after the article and the claim."""
    verdict = cast.make_verdict(claim, olena, rationale="The first count says 14.")
    cite_address(
        actor=acting(olena), claim=claim, url="https://example.org/r", title="First report", stance="supports"
    )
    leave_note(actor=acting(ruth), about=claim, text="Which evening?")
    give_verdict(
        actor=acting(olena),
        claim=claim,
        rating=rating("false"),
        rationale="It was 13.",
        version=verdict.version,
    )
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Inspectors found 13 bolts.")
    draft = draft_ruling(actor=acting(ruth), claim=claim, rating=rating("false"), summary="It was 13.")
    told = publish_ruling(actor=acting(ruth), ruling=draft, version=None)
    correct_ruling(
        actor=acting(ruth),
        ruling=told,
        version=None,
        kind="clarification",
        explanation="Bolts of the northern side.",
        summary="It was 13, on the northern side.",
    )


def test_each_moment_shows_what_stood_then_and_who_had_done_what(
    claim: Claim, olena: User, ruth: User
) -> None:
    a_long_story(claim, olena, ruth)
    shown = [page(claim, number, claim=claim.pk) for number in range(1, 11)]
    assert "This claim was not here then" in shown[0]
    assert claim.statement in shown[1]
    assert "No verdict then." in shown[1]
    assert "The first count says 14." in shown[2]
    assert "First report" not in shown[2]
    assert "First report" in shown[3]
    assert "Which evening?" in shown[4]
    assert "Which evening?" not in shown[3]
    assert "The first count says 14." not in shown[5]
    assert "It was 13." in shown[5]
    assert claim.statement in shown[5]
    assert claim.statement not in shown[6]
    assert "Inspectors found 13 bolts." in shown[6]
    assert "No ruling then." in shown[6]
    assert "drafted by" in shown[7]
    assert "published by" in shown[8]
    assert "Bolts of the northern side." not in shown[8]
    assert "Bolts of the northern side." in shown[9]
    assert "after <bdi>Olena revised their verdict</bdi>. Nothing here can be changed." in shown[5]
    assert "This is the article as it is now" in shown[9]


def test_nothing_on_the_page_changes_anything(claim: Claim, olena: User, ruth: User) -> None:
    a_long_story(claim, olena, ruth)
    shown = page(claim, 9, claim=claim.pk)
    assert shown.count('method="post"') == 1  # logging out
    for name in ("as_of", "as_of_any", "claim_as_of", "as_of_labels"):
        of_claim = name.startswith("claim")
        numbers = [claim.pk if of_claim else claim.article_id, *([9] if name == "as_of" else [])]
        client = Client()
        client.force_login(olena)
        assert client.post(reverse(name, args=numbers)).status_code == 405


def test_a_source_shows_as_it_was_then(claim: Claim, olena: User, ruth: User) -> None:
    citation = cite_address(
        actor=acting(olena), claim=claim, url="https://example.org/r", title="First report", stance="supports"
    )
    change_source(actor=acting(olena), source=citation.source, version=None, title="Second report")
    leave_note(actor=acting(olena), about=claim, text="Later.")
    before, after = (page(claim, number, claim=claim.pk) for number in (3, 4))
    assert "First report" in before
    assert "Second report" not in before
    assert "Second report" in after


def test_dismissed_claims_are_a_click_away(claim: Claim, olena: User) -> None:
    dismiss_claim(actor=acting(olena), claim=claim, version=None, dismissal="not_checkable")
    assert f'id="row-{claim.pk}"' in page(claim, 2)
    assert f'id="row-{claim.pk}"' not in page(claim, 3)
    assert f'id="row-{claim.pk}"' in page(claim, 3, show="dismissed")


def test_a_moment_is_found_by_its_time_and_the_time_is_that_of_the_seal(claim: Claim, olena: User) -> None:
    cast.make_verdict(claim, olena)
    path = reverse("as_of_any", args=[claim.article_id])
    for seal in seals(claim):
        for at in (seal.at, seal.at + timedelta(microseconds=0)):
            answer = get(path, at=at.isoformat())
            assert answer["Location"] == reverse("as_of", args=[claim.article_id, seal.number])
    third = seals(claim)[2]
    just_before = get(path, at=(third.at - timedelta(microseconds=1)).isoformat(), claim=claim.pk)
    assert just_before["Location"] == f"{reverse('as_of', args=[claim.article_id, 2])}?claim={claim.pk}"
    day = third.at.date().isoformat()
    assert get(path, at=day)["Location"] == reverse("as_of", args=[claim.article_id, 3])
    assert get(path)["Location"] == reverse("as_of", args=[claim.article_id, 3])
    assert get(path, seal=2)["Location"] == reverse("as_of", args=[claim.article_id, 2])
    assert get(path, action=third.action_id)["Location"] == reverse("as_of", args=[claim.article_id, 3])
    claims_own = get(reverse("claim_as_of", args=[claim.pk]), at=third.at.isoformat())
    assert claims_own["Location"] == f"{reverse('as_of', args=[claim.article_id, 3])}?claim={claim.pk}"


def test_a_plus_sign_in_an_address_is_read_as_one(claim: Claim) -> None:
    at = (seals(claim)[-1].at + timedelta(hours=2)).replace(tzinfo=None).isoformat()
    client = Client()
    client.force_login(User.objects.get(username="olena"))
    answer = client.get(f"{reverse('as_of_any', args=[claim.article_id])}?at={at}+02:00")
    assert answer["Location"] == reverse("as_of", args=[claim.article_id, 2])


@pytest.mark.parametrize(
    "at",
    [
        "yesterday", "2026-13-40", "0000-01-01", "0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31",
        "9999-12-31T23:59-12:00", "2026-05-03T99:00", "2026-05-03T10:00+99:00", "T", "\x00", "’" * 500, "1e9",
        "-2026-05-03", "２０２６-05-03",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_said_in_words(claim: Claim, at: str) -> None:
    for name, parameter in (("as_of_any", "at"), ("as_of_compare_any", "from")):
        answer = get(reverse(name, args=[claim.article_id]), **{parameter: at})
        assert answer.status_code == 400
        assert "This moment cannot be shown" in answer.content.decode()


@pytest.mark.parametrize("number", [0, 3, 2**31, 2**63, 10**40])
def test_a_seal_that_is_not_there_is_said_in_words(claim: Claim, number: int) -> None:
    answer = get(f"/articles/{claim.article_id}/as-of/{number}/")
    assert answer.status_code == 404
    assert "its seals are 1 to 2" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["claim=x", f"claim={10**30}", "claim=0", "show=%00", "claim=-1", "first=9"]
)
def test_other_nonsense_in_the_address_is_passed_over(claim: Claim, query: str) -> None:
    assert get(f"{reverse('as_of', args=[claim.article_id, 2])}?{query}").status_code == 200


def test_before_the_article_was_there_the_page_says_since_when_it_is(claim: Claim) -> None:
    answer = get(reverse("as_of_any", args=[claim.article_id]), at="2001-01-01T00:00")
    assert answer.status_code == 404
    assert "Its history begins on" in answer.content.decode()


@pytest.mark.parametrize("name", ["outsider", "viewer"])
def test_whoever_may_not_see_the_article_learns_nothing(claim: Claim, name: str) -> None:
    article = claim.article_id
    addresses = [
        reverse("as_of", args=[article, 1]),
        reverse("as_of", args=[article, 999]),
        reverse("as_of_any", args=[article]) + "?at=nonsense",
        reverse("as_of_labels", args=[article]),
        reverse("claim_as_of", args=[claim.pk]),
        reverse("as_of_compare", args=[article, 1, 2]),
        reverse("as_of_compare_any", args=[article]),
    ]
    answers = [get(address, name) for address in addresses]
    if name == "outsider":
        assert {answer.status_code for answer in answers} == {404}
        assert all("Nothing is here" in answer.content.decode() for answer in answers)
    else:
        assert answers[0].status_code == 200


def test_what_was_erased_says_so_everywhere(claim: Claim, olena: User) -> None:
    verdict = cast.make_verdict(claim, olena, rationale="Private: Ann Example told me.")
    owner = cast.make_member(claim.article.project, "owner", Role.OWNER)
    redact(actor=acting(owner), row=verdict, field="rationale", version=None, reason="A court asked for it.")
    redact(
        actor=acting(owner), row=claim.article, field="title", version=None, reason="A court asked for it."
    )
    for number in range(3, 6):
        shown = page(claim, number, claim=claim.pk)
        assert "Ann Example" not in shown
        assert "verdict, rationale:" in shown
        assert "by Owner: A court asked for it." in shown
        assert "Bridge closed</" not in shown
        assert ERASED in shown


def test_the_slider_learns_its_moments_in_pages(claim: Claim, olena: User) -> None:
    path = reverse("as_of_labels", args=[claim.article_id])
    told = json.loads(get(path).content)
    assert (told["first"], [said for _, said in told["labels"]]) == (
        1,
        ["Olena added the article", "Olena marked a claim"],
    )
    for query in ({"from": 2}, {"from": "x"}, {"from": 10**30}, {"from": -5}, {"from": 10**17}):
        answer = get(path, **query)
        assert answer.status_code == 200
        assert len(json.loads(answer.content)["labels"]) <= TOLD


def test_the_page_asks_no_more_when_it_holds_more(claim: Claim, olena: User, ruth: User) -> None:
    a_long_story(claim, olena, ruth)
    client = Client()
    client.force_login(ruth)

    def queries() -> int:
        number = seals(claim)[-2].number
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("as_of", args=[claim.article_id, number]), {"claim": claim.pk})
        assert answer.status_code == 200
        return len(captured)

    before = queries()
    assert before <= 15
    for number in range(12):
        leave_note(actor=acting(olena), about=claim, text=f"Note {number}.")
        cast.make_claim(claim.article, olena, "the first closure in nine years", f"Claim {number}.")
    assert queries() == before


def test_the_words_of_the_past_are_escaped(claim: Claim, olena: User) -> None:
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="<script>alert(1)</script> “x”")
    leave_note(actor=acting(olena), about=claim, text="</textarea><img src=x onerror=alert(1)>")
    answer = get(reverse("as_of", args=[claim.article_id, 4]), claim=claim.pk).content.decode()
    assert "<script>alert(1)" not in answer
    assert "<img src=x" not in answer
