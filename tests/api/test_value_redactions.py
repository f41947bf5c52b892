"""One value of a gesture or of a change is erased in the API, by an owner, with a reason."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.history.verification import verify
from annotations.models import Action, Role, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.api.caller import Caller, calling
from tests.cast import acting


@pytest.fixture
def action(transactional_db: None) -> Action:
    cast.make_scale()
    project = cast.make_project()
    olena = cast.make_member(project, "olena", Role.REVIEWER)
    cast.make_member(project, "owner", Role.OWNER)
    cast.make_person("outsider")
    claim = cast.make_claim(cast.make_article(project, olena), olena)
    reword_claim(
        actor=acting(olena), claim=claim, version=None, statement="Ann said so.", reason="Ann called."
    )
    return Action.objects.latest("id")


def as_(name: str) -> Caller:
    return calling(User.objects.get(username=name))


def test_a_gestures_reason(action: Action) -> None:
    asked = {"field": "reason", "reason": "A complaint."}
    path = f"actions/{action.pk}/redact/"
    assert as_("olena").post(path, asked).status_code == 403
    assert as_("outsider").post(path, asked).status_code == 404
    answer = as_("owner").post(path, asked)
    assert (answer.status_code, answer.json()["reason"]) == (200, "(erased)")
    assert as_("owner").post(path, {"field": "verb", "reason": "x"}).status_code == 400
    assert verify(connection).findings == []


def test_a_changes_value(action: Action) -> None:
    change = action.changes.get(entity="claim")
    path, asked = f"changes/{change.pk}/redact/", {"field": "statement", "reason": "A complaint."}
    assert as_("olena").post(path, asked).status_code == 403
    assert as_("outsider").post(path, asked).status_code == 404
    assert as_("owner").post(path, {"field": "state", "reason": "x"}).status_code == 400
    assert as_("owner").post(path, {"field": "statement", "reason": " "}).status_code == 400
    answer = as_("owner").post(path, asked)
    assert answer.status_code == 200
    assert "Ann said" not in answer.content.decode()
    assert as_("owner").post(path, asked).status_code == 400
    assert verify(connection).findings == []
