"""One value of a gesture, and an account, are erased on their pages: shown first, confirmed, told wherever it stood."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from annotations.history.verification import verify
from annotations.models import Action, Change, Claim, User
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from annotations.services.tokens import issue_token
from tests import cast
from tests.cast import acting
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import words_of

SURE = {"reason": "A complaint.", "is_sure": "on"}


@pytest.fixture
def action(desk: Desk) -> Action:
    """A rewording with a reason."""
    by = acting(desk.people["reviewer"])
    reword_claim(
        actor=by, claim=desk.claim, version=None, statement="Ann Example said so.", reason="Ann called."
    )
    return Action.objects.get(verb="claim.reworded")


def address(action: Action) -> str:
    return reverse("action_redaction", args=[action.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("reviewer", 403), ("editor", 403), ("owner", 200), ("outsider", 404)],
)
def test_it_is_for_owners(action: Action, browse: Browse, who: str, status: int) -> None:
    assert browse(who).get(address(action)).status_code == status
    answer = browse(who).post(address(action), SURE | {"value": "action.reason"})
    assert answer.status_code == (302 if status == 200 else status)
    action.refresh_from_db()
    assert action.reason == ("(erased)" if status == 200 else "Ann called.")


def test_a_gestures_page_leads_there(action: Action, browse: Browse) -> None:
    there = reverse("gesture", args=[action.pk])
    assert address(action) in browse("owner").get(there).content.decode()
    assert address(action) not in browse("editor").get(there).content.decode()
    assert browse("outsider").get(there).status_code == 404


def test_the_reason_goes_alone_and_its_timeline_says_so(action: Action, browse: Browse) -> None:
    owner = browse("owner")
    assert "Ann called." in words_of(owner.get(address(action)))
    answer = owner.post(address(action), SURE | {"value": "action.reason"}, follow=True)
    told = words_of(answer)
    assert "Erased for good: reason of the gesture." in told
    assert "Ann called." not in told
    assert "Ann Example said so." in told
    assert "erased on" in told
    assert "by Owner: A complaint." in told
    assert verify(connection).findings == []


def test_a_value_goes_from_the_row_and_wherever_its_history_says_it(
    desk: Desk, action: Action, browse: Browse
) -> None:
    first = desk.claim.statement
    by = acting(desk.people["reviewer"])
    reword_claim(actor=by, claim=desk.claim, version=None, statement="It is so.")
    change = action.changes.get(entity="claim")
    asked = SURE | {"value": f"{change.pk}.statement"}
    page = words_of(browse("owner").get(address(action)))
    assert "Ann Example said so." in page
    assert browse("owner").post(address(action), asked).status_code == 302
    assert Claim.objects.get(pk=desk.claim.pk).statement == "It is so."
    bodies = " ".join(Change.objects.filter(entity="claim").values_list("body", flat=True))
    assert "Ann Example" not in bodies
    assert first not in bodies
    assert "It is so." in bodies
    history = browse("viewer").get(reverse("claim_history", args=[desk.claim.pk])).content.decode()
    assert "by Owner: A complaint." in history
    card = words_of(browse("viewer").get(reverse("claim", args=[desk.claim.pk])))
    assert "claim, statement: erased on" in card
    assert verify(connection).findings == []


def test_what_the_row_says_now_goes_too(desk: Desk, action: Action, browse: Browse) -> None:
    change = action.changes.get(entity="claim")
    browse("owner").post(address(action), SURE | {"value": f"{change.pk}.statement"})
    assert Claim.objects.get(pk=desk.claim.pk).statement == "(erased)"
    assert verify(connection).findings == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"value": ""}, "Choose what is erased."),
        ({"value": "action.actor_label"}, "This is not there any more."),
        ({"value": "9.statement"}, "This is not there any more."),
        ({"reason": ""}, "This field is required."),
        ({"is_sure": ""}, "Tick this to erase it for good."),
        ({"value": "\x00"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_goes(
    action: Action, browse: Browse, typed: dict[str, str], told: str
) -> None:
    answer = browse("owner").post(address(action), SURE | {"value": "action.reason"} | typed)
    assert answer.status_code == 422
    assert told in words_of(answer)
    action.refresh_from_db()
    assert action.reason == "Ann called."


def test_the_reason_may_not_repeat_what_goes(action: Action, browse: Browse) -> None:
    change = action.changes.get(entity="claim")
    asked = SURE | {"value": f"{change.pk}.statement", "reason": "No “ann example said so.” any more"}
    answer = browse("owner").post(address(action), asked)
    assert answer.status_code == 422
    assert "say it without the words that are erased" in words_of(answer)


@pytest.fixture
def operator(desk: Desk) -> Desk:
    desk.people["operator"] = cast.make_person("operator", is_operator=True)
    return desk


def test_an_account_is_shown_and_then_erased(operator: Desk, browse: Browse) -> None:
    person = operator.people["reviewer"]
    issue_token(actor=acting(person), name="laptop")
    leave_note(actor=acting(operator.people["editor"]), about=operator.claim, text="Ask Reviewer about it.")
    client, there = browse("operator"), reverse("person_redaction", args=[person.pk])
    page = words_of(client.get(there))
    assert "name for logging in: reviewer" in page
    assert "address: reviewer@example.org" in page
    assert "1 API token" in page
    assert "Ask Reviewer about it." in page
    refused = client.post(there, {"reason": "Asked for it.", "confirmation": "somebody"})
    assert refused.status_code == 422
    named = client.post(there, {"reason": "reviewer asked", "confirmation": "reviewer"})
    assert "say it without the person" in words_of(named)
    person.refresh_from_db()
    assert person.is_active
    done = client.post(there, {"reason": "Asked for it.", "confirmation": "reviewer"}, follow=True)
    person.refresh_from_db()
    assert (person.username, str(person), person.is_active) == (f"erased-{person.pk}", "(erased)", False)
    assert "Erased the account, and the name from" in words_of(done)
    assert not Action.objects.filter(actor_label="Reviewer").exists()
    assert verify(connection).findings == []


@pytest.mark.parametrize("who", ["viewer", "reviewer", "editor", "owner", "outsider"])
def test_an_account_is_the_operators(operator: Desk, browse: Browse, who: str) -> None:
    there = reverse("person_redaction", args=[operator.people["editor"].pk])
    assert browse(who).get(there).status_code == 403
    assert browse(who).post(there, {"reason": "x", "confirmation": "editor"}).status_code == 403


def test_the_persons_history_and_the_admin_lead_there(operator: Desk, browse: Browse) -> None:
    person, client = operator.people["reviewer"], browse("operator")
    there = reverse("person_redaction", args=[person.pk])
    assert there in client.get(reverse("person_history", args=[person.pk])).content.decode()
    assert there in client.get(reverse("admin:annotations_user_change", args=[person.pk])).content.decode()
    assert there not in browse("owner").get(reverse("person_history", args=[person.pk])).content.decode()
    assert client.get(reverse("person_redaction", args=[999_999])).status_code == 404


def test_an_operator_does_not_erase_themselves(operator: Desk, browse: Browse) -> None:
    there = reverse("person_redaction", args=[operator.people["operator"].pk])
    answer: Any = browse("operator").post(there, {"reason": "x", "confirmation": "operator"})
    assert answer.status_code == 422
    assert User.objects.get(username="operator").is_active
