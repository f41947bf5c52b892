"""A person's own account: tokens shown once, a password changed, a look kept on the device."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, ApiToken, Verb
from annotations.services.tokens import hash_of, issue_token
from tests import cast
from tests.web.conftest import Browse, Desk

NEW = "an even better battery"


def test_a_new_token_is_shown_once_and_only_its_hash_is_kept(desk: Desk, reviewer: Client) -> None:
    answer = reviewer.post(reverse("token_issue"), {"name": "nightly export", "scope": "read", "days": "30"})
    found = re.search(r'value="(fc_[\w-]+)"', answer.content.decode())
    assert found
    token = ApiToken.objects.get()
    assert (token.name, token.sha256, token.person) == (
        "nightly export",
        hash_of(found[1]),
        desk.people["reviewer"],
    )
    assert token.expires_at is not None
    assert "no-store" in answer["Cache-Control"]
    page = reviewer.get(reverse("account")).content.decode()
    assert found[1] not in page
    assert token.prefix in page


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "scope": "read"},
        {"name": "\x00", "scope": "read"},
        {"name": "x" * 101, "scope": "read"},
        {"name": "export", "scope": "everything"},
        {"name": "export", "scope": "read", "days": "-1"},
    ],
)
def test_a_token_asked_for_wrongly_is_not_made(desk: Desk, reviewer: Client, typed: dict[str, str]) -> None:
    answer = reviewer.post(reverse("token_issue"), typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing(desk: Desk, reviewer: Client) -> None:
    token, _ = issue_token(actor=cast.acting(desk.people["reviewer"]), name="export")
    reviewer.post(reverse("token_revoke", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "export" not in reviewer.get(reverse("account")).content.decode()


def test_nobody_revokes_anothers_token(desk: Desk, browse: Browse) -> None:
    token, _ = issue_token(actor=cast.acting(desk.people["reviewer"]), name="export")
    assert browse("owner").post(reverse("token_revoke", args=[token.pk])).status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_changed_password_keeps_this_session_and_ends_the_others(desk: Desk, browse: Browse) -> None:
    here, elsewhere = browse("reviewer"), browse("reviewer")
    typed = {"old": cast.PASSWORD, "new": NEW, "again": NEW}
    assert here.post(reverse("password"), typed).status_code == 302
    desk.people["reviewer"].refresh_from_db()
    assert desk.people["reviewer"].check_password(NEW)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert Action.objects.filter(verb=Verb.PERSON_CHANGED, actor_id=desk.people["reviewer"].pk).count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "This is not your password."),
        ({"old": cast.PASSWORD, "new": NEW, "again": NEW + "!"}, "The two new passwords are not the same."),
        ({"old": cast.PASSWORD, "new": "short", "again": "short"}, "too short"),
        ({"old": cast.PASSWORD, "new": "password1234", "again": "password1234"}, "too common"),
        ({"old": "", "new": "", "again": ""}, "This field is required."),
        ({"old": "a\x00b", "new": NEW, "again": NEW}, "Null characters are not allowed."),
    ],
)
def test_a_refused_password_changes_nothing(
    desk: Desk, reviewer: Client, typed: dict[str, str], said: str
) -> None:
    answer = reviewer.post(reverse("password"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert NEW not in page
    desk.people["reviewer"].refresh_from_db()
    assert desk.people["reviewer"].check_password(cast.PASSWORD)


@pytest.mark.parametrize("name", ["token_issue", "password", "preferences", "key_reset"])
def test_what_changes_something_answers_no_get(desk: Desk, reviewer: Client, name: str) -> None:
    assert reviewer.get(reverse(name)).status_code == 405
