"""What readers saw on a day: the rulings published then, in their words of then, and what became of them later."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Claim, Rating, Role, Ruling, Seal, User
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from tests import cast
from tests.cast import acting
from tests.history.bypass import unexplained_writes_allowed

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olena() -> User:
    cast.make_scale()
    project = cast.make_project()
    cast.make_person("outsider")
    cast.make_member(project, "ruth", Role.EDITOR)
    return cast.make_member(project, "olena", Role.REVIEWER)


@pytest.fixture
def claim(olena: User) -> Claim:
    return cast.make_claim(cast.make_article(olena.memberships.get().project, olena), olena)


@pytest.fixture
def ruth(claim: Claim) -> User:
    return User.objects.get(username="ruth")


def get(name: str = "readers", /, who: str = "olena", **query: Any) -> Answer:
    client = Client()
    client.force_login(User.objects.get(username=who))
    return client.get(reverse(name, args=["desk"]), query)


def page(at: datetime, **query: Any) -> str:
    answer = get(at=at.isoformat(), **query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def published(claim: Claim, ruth: User, summary: str = "It is so.") -> Ruling:
    cast.make_verdict(claim, User.objects.get(username="olena"))
    cite_address(actor=acting(ruth), claim=claim, url="https://example.org", title="R", stance="supports")
    rating = Rating.objects.get(code="true")
    draft = draft_ruling(actor=acting(ruth), claim=claim, rating=rating, summary=summary)
    return publish_ruling(actor=acting(ruth), ruling=draft, version=None)


def sealed_last(claim: Claim) -> datetime:
    return Seal.objects.filter(stream=f"article:{claim.article_id}").latest("number").at


def test_readers_saw_what_stood_then_and_the_page_says_what_came_later(claim: Claim, ruth: User) -> None:
    before = sealed_last(claim)
    told = published(claim, ruth)
    then = sealed_last(claim)
    correct_ruling(
        actor=acting(ruth), ruling=told, version=None, kind="rating_change", explanation="A new count.",
        rating=Rating.objects.get(code="false"), summary="It is not so.",
    )  # fmt: skip
    corrected = sealed_last(claim)
    correct_ruling(actor=acting(ruth), ruling=told, version=None, kind="retraction", explanation="All wrong.")
    retracted = sealed_last(claim)
    assert "No ruling was published then" in page(before)
    assert "No ruling was published then" in page(then - timedelta(microseconds=1))
    first = page(then)
    assert claim.statement in first
    assert "It is so." in first
    assert "It is not so." not in first
    assert "later corrected on" in first
    assert "later retracted on" in first
    second = page(corrected)
    assert "It is not so." in second
    assert "later corrected on" not in second
    assert "later retracted on" in second
    third = page(retracted)
    assert "later retracted on" not in third
    assert "is-retracted" in third


def test_a_ruling_that_was_removed_from_its_table_was_seen_all_the_same(claim: Claim, ruth: User) -> None:
    told = published(claim, ruth)
    then = sealed_last(claim)
    with unexplained_writes_allowed():
        Ruling.objects.filter(pk=told.pk).delete()
    assert "It is so." in page(then)


def test_one_claim_is_shown_alone(claim: Claim, olena: User, ruth: User) -> None:
    other = cast.make_claim(claim.article, olena, "the first closure in nine years", "Another claim.")
    published(claim, ruth, "About the bolts.")
    published(other, ruth, "About the closure.")
    shown = page(sealed_last(claim), claim=claim.pk)
    assert "About the bolts." in shown
    assert "About the closure." not in shown
    assert get(claim=claim.pk + 999).status_code == 404


def test_a_day_means_its_end_and_without_one_it_is_now(claim: Claim, ruth: User) -> None:
    published(claim, ruth)
    day = sealed_last(claim).date()
    assert "It is so." in unescape(get(day=day.isoformat()).content.decode())
    assert "It is so." not in unescape(get(day=(day - timedelta(days=1)).isoformat()).content.decode())
    assert "It is so." not in unescape(
        get(day=(day - timedelta(days=1)).isoformat(), time="12:00").content.decode()
    )
    assert "It is so." in unescape(get().content.decode())
    assert "still to come" in unescape(get(day="2990-01-01").content.decode())


def test_the_spreadsheet_holds_the_same(claim: Claim, ruth: User) -> None:
    told = published(claim, ruth, "=1+1")
    then = sealed_last(claim)
    correct_ruling(
        actor=acting(ruth), ruling=told, version=None, kind="typo", explanation="A letter.", summary="2"
    )
    answer = get("readers_csv", at=then.isoformat())
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["claim"], row["rating"], row["summary"]) == (claim.statement, "True", "'=1+1")
    assert row["later"].startswith("typo ")


@pytest.mark.parametrize(
    "query", [{"at": "soon"}, {"day": "0000-00-00"}, {"day": "2026-05-03", "time": "99"}, {"at": ""}]
)
def test_what_is_no_moment_is_said_in_words(claim: Claim, query: dict[str, str]) -> None:
    for name in ("readers", "readers_csv"):
        answer = get(name, **query)
        assert answer.status_code == 400
        assert "This moment cannot be shown" in answer.content.decode()


def test_whoever_is_no_member_learns_nothing(claim: Claim) -> None:
    for name in ("readers", "readers_csv"):
        assert get(name, who="outsider").status_code == 404
        assert get(name, who="outsider", at="nonsense").status_code == 404


def test_the_page_asks_no_more_when_it_holds_more_and_comes_in_pages(
    claim: Claim, olena: User, ruth: User
) -> None:
    client = Client()
    client.force_login(ruth)

    def queries(**query: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("readers", args=["desk"]), query)
        assert answer.status_code == 200
        return len(captured)

    correct_ruling(
        actor=acting(ruth),
        ruling=published(claim, ruth),
        version=None,
        kind="typo",
        explanation="A.",
        summary="B",
    )
    before = queries()
    for number in range(52):
        made = cast.make_claim(claim.article, olena, "the first closure in nine years", f"Claim {number}.")
        published(made, ruth, f"Answer {number}.")
    assert queries() <= before + 1
    assert before <= 15
    now = unescape(client.get(reverse("readers", args=["desk"])).content.decode())
    assert "Answer 51." in now
    assert "Answer 1." not in now
    assert "Answer 1." in unescape(
        client.get(reverse("readers", args=["desk"]), {"first": 50}).content.decode()
    )
