"""Several claims chosen on the workbench: each gesture is one Action, the next page says it and can undo it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Assignment, Claim, ClaimTag, Dismissal, Role, State, Verb
from annotations.services.articles import split_article
from annotations.services.bulk import dismiss_claims
from tests import cast
from tests.services.tables import tables
from tests.web.conftest import Browse, Desk


@pytest.fixture
def suggested(desk: Desk) -> list[Claim]:
    return split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)


def press(client: Client, desk: Desk, chosen: list[Claim], **given: str) -> str:
    sent = {"claims": " ".join(str(claim.pk) for claim in chosen), **given}
    answer = client.post(reverse("several", args=[desk.article.pk]), sent, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("who", "typed", "said", "verb"),
    [
        ("reviewer", {"gesture": "accept"}, "accepted.", Verb.CLAIM_ACCEPTED),
        ("reviewer", {"gesture": "dismiss", "dismissal": "duplicate"}, "dismissed.", Verb.CLAIM_DISMISSED),
        ("reviewer", {"gesture": "tag", "tags": "bridges, roads"}, "tagged.", Verb.CLAIM_TAGGED),
        ("reviewer", {"gesture": "assign"}, "assigned.", Verb.CLAIM_ASSIGNED),
        ("editor", {"gesture": "assign", "person": "reviewer"}, "assigned.", Verb.CLAIM_ASSIGNED),
    ],
)
def test_a_gesture_is_one_action_that_its_message_undoes(
    desk: Desk, browse: Browse, suggested: list[Claim], who: str, typed: dict[str, str], said: str, verb: Verb
) -> None:
    client = browse(who)
    before = tables()
    shown = press(client, desk, suggested, **typed)
    assert f"{len(suggested)} claims {said}" in shown
    action = Action.objects.order_by("-id")[0]
    assert action.verb == verb
    address = reverse("action_undo", args=[action.pk])
    assert f'action="{address}"' in shown
    here = re.findall(r'name="here" value="([^"]*)"', shown)[0]
    assert "Undone: you" in client.post(address, {"here": here}, follow=True).content.decode()
    assert tables() == before


def test_what_was_dismissed_is_restored_together(desk: Desk, browse: Browse, suggested: list[Claim]) -> None:
    actor = cast.acting(desk.people["reviewer"])
    dismiss_claims(actor=actor, project=desk.project, claims=suggested, dismissal=Dismissal.DUPLICATE)
    shown = press(browse("reviewer"), desk, [*suggested, desk.claim], gesture="restore", show="dismissed")
    assert f"{len(suggested)} claims restored." in shown
    assert not Claim.objects.filter(state=State.DISMISSED).exists()


def test_tags_and_people_are_taken_off_again(desk: Desk, browse: Browse, suggested: list[Claim]) -> None:
    editor = browse("editor")
    press(editor, desk, suggested, gesture="tag", tags="bridges, roads")
    assert f"Tag taken off {len(suggested)} claims." in press(
        editor, desk, suggested, gesture="untag", tags="Roads"
    )
    assert set(ClaimTag.objects.values_list("tag__name", flat=True)) == {"bridges"}
    press(editor, desk, suggested, gesture="assign", person="reviewer")
    press(editor, desk, suggested, gesture="assign", person="me")
    assert "Taken off" in press(editor, desk, suggested, gesture="unassign", person="reviewer")
    assert set(Assignment.objects.values_list("person__username", flat=True)) == {"editor"}
    assert "assigned to nobody now" in press(editor, desk, suggested, gesture="clear")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("who", "typed", "said"),
    [
        ("reviewer", {"gesture": "assign", "person": "editor"}, "an editor assigns them to others"),
        ("editor", {"gesture": "assign", "person": "viewer"}, "Nobody of this name may review"),
        ("editor", {"gesture": "assign", "person": "\x00"}, "Nobody of this name may review"),
        ("reviewer", {"gesture": "tag", "tags": " , "}, "Name at least one tag."),
        ("reviewer", {"gesture": "tag", "tags": "x" * 41}, "A tag has at most 40 characters."),
        ("reviewer", {"gesture": "dismiss"}, "Say why the claims are dismissed."),
        ("reviewer", {"gesture": "dismiss", "dismissal": "\x00"}, "Say why the claims are dismissed."),
        ("reviewer", {}, "Choose what to do with the claims."),
        ("reviewer", {"gesture": "restore"}, "Select the claims first."),
        ("viewer", {"gesture": "tag", "tags": "bridges"}, "Only a reviewer of the project may do this."),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(
    desk: Desk, browse: Browse, suggested: list[Claim], who: str, typed: dict[str, str], said: str
) -> None:
    client = browse(who)
    before = tables()
    assert said in press(client, desk, suggested, **typed)
    assert tables() == before


def test_the_way_back_is_to_the_claim_and_the_list_that_were_there(desk: Desk, browse: Browse) -> None:
    address = reverse("several", args=[desk.article.pk])
    sent = {"claims": str(desk.claim.pk), "gesture": "tag", "tags": "bridges"}
    back = browse("reviewer").post(address, {**sent, "open": str(desk.claim.pk), "show": "waiting"})
    assert back["Location"] == reverse("claim", args=[desk.claim.pk]) + "?show=waiting"
    for nonsense in ("//example.org", "\x00", "9" * 40):
        back = browse("reviewer").post(address, {**sent, "open": nonsense, "show": nonsense})
        assert back["Location"] == reverse("workbench", args=[desk.article.pk])
    assert browse("outsider").post(address, sent).status_code == 404


def test_a_claim_of_another_project_is_not_reached(desk: Desk, browse: Browse) -> None:
    other = cast.make_project("other")
    elsewhere = cast.make_member(other, "elsewhere", Role.REVIEWER)
    stranger = cast.make_claim(cast.make_article(other, elsewhere), elsewhere)
    press(browse("reviewer"), desk, [stranger, desk.claim], gesture="tag", tags="bridges")
    assert set(ClaimTag.objects.values_list("claim", flat=True)) == {desk.claim.pk}
