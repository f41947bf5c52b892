"""Single changes, and a whole claim, are taken back: what happens, what stays and what is in the way is shown first."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from annotations.history.verification import verify
from annotations.models import Action, Change, Claim, Note, Rating, Reversal, Role, Seal, User, Verb, Verdict
from annotations.services.claims import respan_claim, reword_claim
from annotations.services.notes import leave_note
from annotations.services.rulings import draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests import cast
from tests.cast import acting
from tests.history.bypass import unexplained_writes_allowed

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ruth() -> User:
    cast.make_scale()
    project = cast.make_project()
    cast.make_person("outsider")
    cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_member(project, "ruth", Role.EDITOR)


@pytest.fixture
def claim(ruth: User) -> Claim:
    olena = User.objects.get(username="olena")
    return cast.make_claim(cast.make_article(ruth.memberships.get().project, olena), olena)


@pytest.fixture
def olena(claim: Claim) -> User:
    return User.objects.get(username="olena")


def browse(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def shown(answer: Answer) -> str:
    return unescape(answer.content.decode())


def last() -> Action:
    return Action.objects.latest("id")


def seal() -> int:
    return Seal.objects.filter(stream__startswith="article:").count()


def restore(claim: Claim, number: int, name: str = "ruth", **data: Any) -> Answer:
    """Open the page and send its form, as it stands but for `data`."""
    client, path = browse(name), reverse("claim_restore_to", args=[claim.pk, number])
    page = client.get(path)
    if page.status_code != 200:
        return page
    return client.post(path, {"reason": "A slip.", "seen": page.context["fingerprint"], **data})


def test_some_changes_of_a_gesture_are_chosen_previewed_and_taken_back(claim: Claim, olena: User) -> None:
    respan_claim(actor=acting(olena), claim=claim, version=None, spans=[Span(2, 9), Span(11, 14)])
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    gesture, client = last(), browse("ruth")
    change = gesture.changes.get(entity="claim")
    path = reverse("changes_choose", args=[gesture.pk])
    page = shown(client.get(path))
    assert "Reworded." in page
    assert "Take these back" not in page
    page = shown(client.get(path, {"change": change.pk}))
    assert "What would change: 1 row" in page
    assert f"<ins>{claim.statement}</ins>" in page
    refused = client.post(path, {"change": change.pk, "reason": " "})
    assert (refused.status_code, last()) == (422, gesture)
    assert "Say why this is taken back." in shown(refused)
    assert client.post(path, {"change": change.pk, "reason": "A slip."}).status_code == 302
    assert Claim.objects.get().statement == claim.statement
    assert (last().verb, last().reason) == (Verb.CHANGES_REVERTED, "A slip.")
    assert last().reverts == gesture.pk
    page = shown(client.get(reverse("article_history", args=[claim.article_id])))
    assert f'takes back part of Action <a class="plain" href="/actions/{gesture.pk}/">' in page
    by = f'<a class="plain" href="/actions/{last().pk}/">'
    assert f"part of it was taken back by <bdi>Ruth</bdi>, Action {by}" in page
    alone = shown(client.get(reverse("gesture", args=[gesture.pk])))
    assert "Reworded." in alone
    assert "part of it was taken back by <bdi>Ruth</bdi>" in alone
    assert verify(connection).findings == []


def test_later_work_is_named_and_nothing_is_done(claim: Claim, olena: User) -> None:
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="First.")
    gesture = last()
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Second.")
    path, change = reverse("changes_choose", args=[gesture.pk]), gesture.changes.get()
    page = browse("ruth").get(path, {"change": change.pk})
    assert "it has been changed since, from “First.” to “Second.”" in shown(page)
    assert "Take these back" not in shown(page)
    answer = browse("ruth").post(path, {"change": change.pk, "reason": "A slip."})
    assert answer.status_code == 422
    assert Claim.objects.get().statement == "Second."


def test_a_write_from_outside_is_taken_back_from_its_own_page(claim: Claim, olena: User) -> None:
    with unexplained_writes_allowed():
        Claim.objects.filter(pk=claim.pk).update(claimant="Nobody")
    change = Change.objects.get(action__isnull=True, entity="claim")
    path, client = reverse("change_revert", args=[change.pk]), browse("ruth")
    assert "Written to the database directly." in shown(client.get(path))
    assert client.post(path, {"change": change.pk, "reason": "Not ours."}).status_code == 302
    assert Claim.objects.get().claimant == ""


def test_a_gesture_leads_to_its_single_changes(claim: Claim, olena: User) -> None:
    address = reverse("action_revert", args=[last().pk])
    assert "Only some of it" in shown(browse("ruth").get(address))
    assert "Only some of it" not in shown(browse("olena").get(address))


def test_a_claim_goes_back_to_what_it_was(claim: Claim, olena: User) -> None:
    before = seal()
    kept = cast.make_claim(claim.article, olena, "the first closure in nine years", "Another claim.")
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    respan_claim(actor=acting(olena), claim=claim, version=None, spans=[Span(2, 9), Span(11, 14)])
    cite_address(actor=acting(olena), claim=claim, url="https://example.org", title="R", stance="supports")
    leave_note(actor=acting(olena), about=claim, text="Ask.")
    page = shown(browse("ruth").get(reverse("claim_restore_to", args=[claim.pk, before])))
    assert "What stays as it is" not in page
    assert restore(claim, before).status_code == 302
    current = Claim.objects.get(pk=claim.pk)
    assert (current.statement, current.start, current.end) == (claim.statement, claim.start, claim.end)
    assert [fragment.quote for fragment in current.fragments.all()] == [cast.QUOTE]
    assert not current.citations.exists()
    assert not current.notes.exists()
    assert Claim.objects.filter(pk=kept.pk).exists()
    taken = list(
        Action.objects.filter(verb__in=["claim.reworded", "claim.respanned", "source.cited", "note.left"])
        .order_by("id")
        .values_list("id", flat=True)
    )
    assert (last().reason, last().reverts) == ("A slip.", taken[-1])
    rows = Reversal.objects.filter(action_id=last().pk).order_by("reverted_action_id")
    assert [(row.reverted_action_id, row.to_seal) for row in rows] == [(pk, before) for pk in taken]
    told = shown(browse("ruth").get(reverse("claim_history", args=[claim.pk])))
    assert f"took the claim back to what it was at moment {before}" in told
    assert verify(connection).findings == []


def test_what_a_rule_keeps_stays_and_is_named_with_the_reason(claim: Claim, olena: User) -> None:
    before = seal()
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    verdict = cast.make_verdict(claim, olena)
    page = shown(browse("ruth").get(reverse("claim_restore_to", args=[claim.pk, before])))
    assert "What stays as it is" in page
    assert "only the reviewer who gave a verdict takes it back or gives it again" in page
    assert restore(claim, before).status_code == 302
    assert Claim.objects.get().statement == claim.statement
    assert Verdict.objects.get() == verdict


def test_a_verdict_goes_back_with_its_own_reviewer(claim: Claim, ruth: User) -> None:
    verdict = cast.make_verdict(claim, ruth)
    before = seal()
    rating = Rating.objects.get(code="false")
    give_verdict(actor=acting(ruth), claim=claim, rating=rating, rationale="No.", version=verdict.version)
    assert restore(claim, before).status_code == 302
    assert Verdict.objects.get().rating == verdict.rating


def test_what_was_published_stays(claim: Claim, olena: User, ruth: User) -> None:
    before = seal()
    cast.make_verdict(claim, olena)
    cite_address(actor=acting(olena), claim=claim, url="https://example.org", title="R", stance="supports")
    rating = Rating.objects.get(code="true")
    draft = draft_ruling(actor=acting(ruth), claim=claim, rating=rating, summary="It is so.")
    publish_ruling(actor=acting(ruth), ruling=draft, version=None)
    leave_note(actor=acting(olena), about=claim, text="Ask.")
    page = shown(browse("ruth").get(reverse("claim_restore_to", args=[claim.pk, before])))
    assert "its ruling is published, which only a correction changes" in page
    assert restore(claim, before).status_code == 302
    assert Claim.objects.get().state == "published"
    assert not Note.objects.exists()


def test_nothing_is_done_that_was_not_shown(claim: Claim, olena: User) -> None:
    before = seal()
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    client, path = browse("ruth"), reverse("claim_restore_to", args=[claim.pk, before])
    seen = client.get(path).context["fingerprint"]
    leave_note(actor=acting(olena), about=claim, text="Just now.")
    answer = client.post(path, {"reason": "A slip.", "seen": seen})
    assert answer.status_code == 422
    assert "Something changed meanwhile." in shown(answer)
    assert Note.objects.exists()
    assert restore(claim, before, seen="nonsense").status_code == 422
    assert restore(claim, before, reason="").status_code == 422
    assert restore(claim, before, reason="x" * 501).status_code == 422
    assert restore(claim, before).status_code == 302


def test_there_must_be_something_to_go_back_to(claim: Claim, olena: User) -> None:
    too_early = restore(claim, 1)
    assert (too_early.status_code, "was not here then" in shown(too_early)) == (404, True)
    assert "Nothing was done on the claim since." in shown(
        browse("ruth").get(reverse("claim_restore_to", args=[claim.pk, seal()]))
    )
    assert restore(claim, seal()).status_code == 422
    for number in (0, 99, 10**30):
        assert browse("ruth").get(f"/claims/{claim.pk}/restore-to/{number}/").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("outsider", 404), ("olena", 403), ("ruth", 200)])
def test_who_may_open_the_pages(claim: Claim, olena: User, name: str, status: int) -> None:
    change = last().changes.get(entity="claim")
    with unexplained_writes_allowed():
        Claim.objects.filter(pk=claim.pk).update(claimant="Nobody")
    outside = Change.objects.get(action__isnull=True, entity="claim")
    leave_note(actor=acting(olena), about=claim, text="Ask.")
    addresses = [
        reverse("changes_choose", args=[change.action_id]),
        reverse("change_revert", args=[outside.pk]),
        reverse("claim_restore_to", args=[claim.pk, 2]),
    ]
    assert [browse(name).get(address).status_code for address in addresses] == [status] * 3


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 40, "0", "\x00"])
def test_nonsense_in_the_address_chooses_nothing(claim: Claim, asked: str) -> None:
    path = reverse("changes_choose", args=[last().pk])
    assert browse("ruth").get(path, {"change": asked}).status_code == 200
    assert browse("ruth").post(path, {"change": asked, "reason": "x"}).status_code == 200


def test_taking_back_is_offered_to_those_who_may(claim: Claim, olena: User, ruth: User) -> None:
    cast.make_verdict(claim, olena)
    draft_ruling(actor=acting(ruth), claim=claim, rating=Rating.objects.get(code="true"), summary="It is so.")
    path = reverse("claim_history", args=[claim.pk])
    drafted, given = Action.objects.order_by("-id")[:2]
    for name, offered in (("olena", {given.pk}), ("ruth", {given.pk, drafted.pk})):
        page = shown(browse(name).get(path))
        links = {one.pk for one in (drafted, given) if reverse("action_revert", args=[one.pk]) in page}
        assert links == offered
