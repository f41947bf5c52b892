"""Erasing on the command line: it tells first, erases when told to, and takes an account out of everything."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.history.verification import verify
from annotations.models import Action, ApiToken, Change, Claim, Role, User
from annotations.services.claims import reword_claim
from annotations.services.tokens import issue_token
from tests import cast
from tests.cast import acting


@pytest.fixture
def reviewer(transactional_db: None) -> User:
    cast.make_scale()
    reviewer = cast.make_member(cast.make_project(), "zofia_nowak", Role.REVIEWER)
    cast.make_claim(cast.make_article(reviewer.memberships.get().project, reviewer), reviewer)
    issue_token(actor=acting(reviewer), name="zofia's laptop")
    return reviewer


def run(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, words: str = "14 cracked bolts", **more: Any
) -> str:
    told = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(words))
    call_command("redact_history", *arguments, stdout=told, **more)
    return told.getvalue()


def test_words_are_told_and_then_erased(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was erased" in run(monkeypatch, "--project", "desk")
    assert Claim.objects.filter(statement__contains="14 cracked bolts").exists()
    told = run(
        monkeypatch, "--everywhere", "--yes", "--reason", "Order 7.", "--on-behalf-of", "District court"
    )
    assert told.endswith("erased from 3 rows, 6 changes and 0 reasons\n")
    assert not Claim.objects.filter(statement__contains="14 cracked bolts").exists()
    action = Action.objects.latest("id")
    assert (action.actor_label, action.on_behalf_of, action.reason) == (
        "redact_history",
        "District court",
        "Order 7.",
    )
    assert verify(connection).findings == []


def test_an_account_is_taken_out_of_everything(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was erased" in run(monkeypatch, "--person", "zofia_nowak")
    run(monkeypatch, "--person", "zofia_nowak", "--yes", "--reason", "She asked for it.")
    reviewer.refresh_from_db()
    assert (str(reviewer), reviewer.username, reviewer.email, reviewer.is_active) == (
        "(erased)",
        f"erased-{reviewer.pk}",
        "",
        False,
    )
    assert ApiToken.objects.get().revoked_at is not None
    held = " ".join(Change.objects.values_list("body", flat=True)).casefold()
    assert "zofia" not in held
    assert "Zofia" not in " ".join(Action.objects.values_list("actor_label", flat=True))
    assert Claim.objects.get().marked_by == reviewer
    assert verify(connection).findings == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--project", "nowhere"), "no project"),
        (("--person", "nobody"), "nobody called"),
        (("--project", "desk", "--yes"), "Say why"),
        (("--person", "zofia_nowak", "--yes"), "Say why"),
        (("--person", "zofia_nowak", "--yes", "--reason", "ZOFIA_NOWAK asked."), "without the person's name"),
    ],
)
def test_refusals_are_words(
    reviewer: User, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        run(monkeypatch, *arguments)


def test_files_are_cleared_out_again(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hold nothing" in run(monkeypatch, "--purge")


def test_one_value_alone_is_erased(reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = Claim.objects.get()
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Other.", reason="Ann called.")
    action = Action.objects.latest("id")
    change = action.changes.get()
    assert "Nothing was erased" in run(monkeypatch, "--action", str(action.pk))
    run(monkeypatch, "--action", str(action.pk), "--yes", "--reason", "A complaint.")
    action.refresh_from_db()
    assert action.reason == "(erased)"
    given = ("--change", str(change.pk), "--field", "statement", "--yes")
    assert "erased from 3 places" in run(monkeypatch, *given, "--reason", "A complaint.")
    claim.refresh_from_db()
    assert claim.statement == "(erased)"
    with pytest.raises(CommandError, match="cannot be erased"):
        run(monkeypatch, *given, "--reason", "A complaint.")
    with pytest.raises(CommandError, match="no such gesture or change"):
        run(monkeypatch, "--change", "999999")
    assert verify(connection).findings == []
