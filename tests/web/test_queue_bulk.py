"""Tags and assignment from the queue, everything that matches, and the way back in one press."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Assignment, Claim, State, Tag, Verb
from annotations.selectors.queue import PAGE_SIZE
from annotations.services.articles import change_article, split_article
from annotations.services.assignments import assign_claims
from annotations.services.claims import change_claim
from annotations.services.tags import tag_claims
from tests import cast
from tests.services.tables import tables
from tests.web.conftest import Browse, Desk


@pytest.fixture
def suggested(desk: Desk) -> list[Claim]:
    return split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)


def bulk(client: Client, desk: Desk, chosen: list[Claim], **given: str) -> str:
    sent = {
        "claims": [claim.pk for claim in chosen],
        "here": "place=suggested",
        "place": "suggested",
        **given,
    }
    answer = client.post(reverse("queue_bulk", args=[desk.project.slug]), sent, follow=True)
    return str(answer.content.decode())


def queue(client: Client, desk: Desk, **asked: str) -> str:
    answer = client.get(reverse("queue", args=[desk.project.slug]), {"place": "every", **asked})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_tags_are_put_on_and_taken_off_and_shown(
    desk: Desk, reviewer: Client, suggested: list[Claim]
) -> None:
    shown = bulk(reviewer, desk, suggested, gesture="tag", tags="bridges, <b>mayor</b>")
    assert f"{len(suggested)} claims tagged." in shown
    assert "&lt;b&gt;mayor&lt;/b&gt;" in shown
    assert "<b>mayor" not in shown
    assert Tag.objects.filter(claim_tags__claim=suggested[0]).count() == 2
    bulk(reviewer, desk, suggested[:1], gesture="untag", tags="BRIDGES")
    assert not Tag.objects.filter(claim_tags__claim=suggested[0], name="bridges").exists()
    assert "Name at least one tag." in bulk(reviewer, desk, suggested, gesture="tag", tags=" ")


def test_a_reviewer_takes_claims_on_and_an_editor_gives_them(
    desk: Desk, browse: Browse, suggested: list[Claim]
) -> None:
    bulk(browse("reviewer"), desk, suggested, gesture="assign", person="me")
    assert set(Assignment.objects.values_list("person__username", flat=True)) == {"reviewer"}
    refused = bulk(browse("reviewer"), desk, suggested, gesture="assign", person="editor")
    assert "an editor assigns them to others" in refused
    given = bulk(browse("editor"), desk, suggested, gesture="assign", person="owner")
    assert f"{len(suggested)} claims assigned." in given
    assert "Owner" in given
    for name in ("viewer", "outsider", "nobody", "\x00"):
        assert "Nobody of this name" in bulk(browse("editor"), desk, suggested, gesture="assign", person=name)
    bulk(browse("editor"), desk, suggested, gesture="clear")
    assert not Assignment.objects.exists()


def test_the_message_undoes_the_whole_of_it(desk: Desk, reviewer: Client, suggested: list[Claim]) -> None:
    before = tables()
    shown = bulk(reviewer, desk, suggested, gesture="accept")
    action = Action.objects.order_by("-id")[0]
    address = reverse("action_undo", args=[action.pk])
    assert f'action="{address}"' in shown
    here = reverse("queue", args=[desk.project.slug]) + "?place=suggested"
    answer = reviewer.post(address, {"here": here}, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "Undone: you accepted the claim" in answer.content.decode()
    assert tables() == before
    assert Action.objects.order_by("-id")[0].verb == Verb.GESTURE_UNDONE
    again = reviewer.post(address, {"here": here}, follow=True).content.decode()
    assert "taken back already" in again


def test_nobody_undoes_what_somebody_else_did(desk: Desk, browse: Browse, suggested: list[Claim]) -> None:
    bulk(browse("reviewer"), desk, suggested, gesture="accept")
    address = reverse("action_undo", args=[Action.objects.order_by("-id")[0].pk])
    for name in ("editor", "outsider", "viewer"):
        assert browse(name).post(address, {"here": "/"}).status_code == 404
    assert browse("reviewer").get(address).status_code == 405
    away = browse("reviewer").post(address, {"here": "https://example.org/"})
    assert away["Location"] == reverse("home")


def test_all_that_match_are_changed_also_those_on_other_pages(desk: Desk, reviewer: Client) -> None:
    for number in range(PAGE_SIZE + 5):
        cast.make_claim(desk.article, desk.people["reviewer"], statement=f"Bridge number {number} is closed.")
    cast.make_claim(desk.article, desk.people["reviewer"], statement="Something else altogether.")
    shown = queue(reviewer, desk, place="open", words="number closed")
    assert f"all {PAGE_SIZE + 5} that match" in shown
    sent = {"every": "1", "here": "place=open&words=number+closed", "place": "open"}
    reviewer.post(
        reverse("queue_bulk", args=[desk.project.slug]),
        sent | {"gesture": "dismiss", "dismissal": "not_checkable"},
    )
    assert Claim.objects.filter(state=State.DISMISSED).count() == PAGE_SIZE + 5
    assert Claim.objects.get(statement__startswith="Something else").state == State.OPEN


def test_a_filter_that_is_not_understood_changes_nothing(
    desk: Desk, reviewer: Client, suggested: list[Claim]
) -> None:
    before = tables()
    sent = {"every": "1", "here": "place=suggested&kind=nonsense", "place": "suggested", "gesture": "accept"}
    answer = reviewer.post(reverse("queue_bulk", args=[desk.project.slug]), sent, follow=True)
    assert "This filter is not understood" in answer.content.decode()
    assert tables() == before


@pytest.fixture
def arranged(desk: Desk) -> Desk:
    """The claim of the desk is tagged, said on a day and assigned to the reviewer; another one is none of it."""
    reviewer, project = desk.people["reviewer"], desk.project
    actor = cast.acting(reviewer)
    tag_claims(actor=actor, project=project, claims=[desk.claim], names=["bridges & roads"])
    assign_claims(actor=actor, project=project, claims=[desk.claim], person=reviewer)
    change_claim(actor=actor, claim=desk.claim, version=None, said_on=cast.DAY)
    cast.make_claim(
        desk.article, reviewer, quote="the first closure in nine years", statement="The other one."
    )
    return desk


@pytest.mark.parametrize(
    ("asked", "is_found", "is_other_found"),
    [
        ({"tag": "bridges & roads"}, True, False),
        ({"tag": "roads"}, True, True),
        ({"assigned": "me"}, True, False),
        ({"assigned": "@reviewer"}, True, False),
        ({"assigned": "@editor"}, False, False),
        ({"assigned": "nobody"}, False, True),
        ({"assigned": "@nobody"}, True, True),
        ({"said_since": "2025-03-14", "said_until": "2025-03-14"}, True, False),
        ({"said_since": "2025-03-15"}, False, False),
        ({"said_until": "2025-03-13"}, False, False),
        ({"said_since": "0000-00-00"}, True, True),
    ],
)
def test_the_address_filters(
    arranged: Desk, reviewer: Client, asked: dict[str, str], *, is_found: bool, is_other_found: bool
) -> None:
    shown = queue(reviewer, arranged, **asked)
    assert (arranged.claim.statement in shown) is is_found
    assert ("The other one." in shown) is is_other_found


def test_a_claim_without_a_day_was_said_on_the_articles(arranged: Desk, reviewer: Client) -> None:
    actor = cast.acting(arranged.people["editor"])
    change_article(actor=actor, article=arranged.article, version=None, published_on=cast.DAY)
    shown = queue(reviewer, arranged, said_since="2025-03-14")
    assert arranged.claim.statement in shown
    assert "The other one." in shown
