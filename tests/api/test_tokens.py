"""Making, using and revoking tokens; who the caller is."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from annotations.models import ApiToken, Change, Project, User
from annotations.services.people import change_person
from tests.api.caller import PROBLEM, Caller, calling, refusals
from tests.cast import PASSWORD, STAGE

MAKE = {"name": "nightly", "scope": "write"}


def with_password(name: str, password: str = PASSWORD) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def test_a_token_is_made_with_a_password_used_and_revoked(reviewer: User) -> None:
    made = Caller().send("POST", "tokens/", MAKE, headers=with_password("reviewer"))
    assert made.status_code == 201, made.content
    key = made.json()["key"]
    assert key.startswith(made.json()["prefix"])
    api = Caller(key)
    assert api.get("me/").json() == {
        "id": reviewer.pk,
        "username": "reviewer",
        "name": "Reviewer",
        "is_operator": False,
        "may_write": True,
        "memberships": [{"project": "desk", "role": "reviewer"}],
    }
    (listed,) = api.get("tokens/").json()["results"]
    assert "key" not in listed
    assert listed["last_used_on"] == timezone.now().date().isoformat()
    assert api.delete(f"tokens/{listed['id']}/").status_code == 204
    refused = api.get("me/")
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert key not in str(list(Change.objects.values_list("body", flat=True)))


def test_a_password_opens_only_the_making_of_tokens(reviewer: User) -> None:
    assert Caller().send("GET", "me/", headers=with_password("reviewer")).status_code == 401
    for name, password in [("reviewer", "wrong"), ("nobody", PASSWORD), ("re\x00viewer", PASSWORD), ("", "")]:
        refused = Caller().send("POST", "tokens/", MAKE, headers=with_password(name, password))
        assert (refused.status_code, refused.headers["Content-Type"]) == (401, PROBLEM)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer fc_x", "Bearer \xff\xfe", "Bearer fc_\x00", "Basic !"]
)
def test_a_broken_proof_is_401(db: None, header: str) -> None:
    refused = Caller().send(
        "GET", "me/" if "Bearer" in header else "tokens/", headers={"Authorization": header}
    )
    assert (refused.status_code, refused.headers["Content-Type"]) == (401, PROBLEM)


def test_an_expired_token_opens_nothing(reviewer: User) -> None:
    soon = (timezone.now() + timedelta(hours=1)).isoformat()
    made = Caller().send("POST", "tokens/", MAKE | {"expires_at": soon}, headers=with_password("reviewer"))
    api = Caller(made.json()["key"])
    assert api.get("me/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert api.get("me/").status_code == 401
    past = Caller().send(
        "POST", "tokens/", MAKE | {"expires_at": "2001-01-01"}, headers=with_password("reviewer")
    )
    assert "expires_at" in refusals(past)


def test_a_disabled_account_opens_nothing(api: Caller, reviewer: User) -> None:
    change_person(actor=STAGE, person=reviewer, is_active=False)
    assert api.get("me/").status_code == 401


def test_a_reading_token_only_reads(reviewer: User, project: Project) -> None:
    api = calling(reviewer, ApiToken.Scope.READ)
    assert api.get("me/").json()["may_write"] is False
    refused = api.post("articles/", {"project": "desk", "text": "Some words."})
    assert (refused.status_code, refused.json()["detail"]) == (403, "This API token may only read.")


def test_a_token_makes_no_tokens_and_shows_no_others(api: Caller, desk: Caller) -> None:
    assert api.post("tokens/", MAKE).status_code == 403
    (others,) = desk.get("tokens/").json()["results"]
    assert api.get(f"tokens/{others['id']}/").status_code == 404
    assert api.delete(f"tokens/{others['id']}/").status_code == 404


def test_a_session_must_send_the_csrf_key(reviewer: User, project: Project) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reviewer)
    body = '{"project": "desk", "text": "Some words."}'
    assert browser.get("/api/v1/me/").status_code == 200
    refused = browser.post("/api/v1/articles/", body, content_type="application/json")
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, PROBLEM)
    browser.get("/api/docs/?script=")
    key = browser.cookies["csrftoken"].value
    sent = browser.post(
        "/api/v1/articles/", body, content_type="application/json", headers={"X-CSRFToken": key}
    )
    assert sent.status_code == 201, sent.content
