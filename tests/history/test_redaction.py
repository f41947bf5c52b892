"""A redacted value is gone from row and history; that it was there, and every chain, stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations.history.verification import verify
from annotations.models import Action, Change, Claim, Redaction, Role, User
from annotations.services.claims import reword_claim
from annotations.services.redactions import redact
from tests import cast
from tests.cast import acting
from tests.history.bypass import triggers_off
from tests.history.test_export import verified

SECRET = "Anna Nowak of 5 Mill Lane is ill."


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    cast.make_scale()
    project = cast.make_project()
    owner = cast.make_member(project, "owner", Role.OWNER)
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    claim = cast.make_claim(cast.make_article(project, owner), reviewer, statement=SECRET)
    claim = reword_claim(
        actor=acting(reviewer), claim=claim, version=None, statement=SECRET + " So they say."
    )
    return reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="A person is ill.")


@pytest.fixture
def owner(claim: Claim) -> User:
    return User.objects.get(username="owner")


def held() -> str:
    return "\n".join(Change.objects.values_list("body", flat=True)) + str(list(Claim.objects.values()))


def test_a_value_is_erased_and_everything_still_fits(claim: Claim, owner: User) -> None:
    assert SECRET in held()
    lost = redact(
        actor=acting(owner), row=claim, field="statement", version=claim.version, reason="Court order 7."
    )
    assert SECRET not in held()
    assert lost == 4
    claim.refresh_from_db()
    assert claim.statement == "(erased)"
    assert verify(connection).findings == []
    kept = Redaction.objects.order_by("id")[0]
    action = Action.objects.get(pk=kept.action_id)
    assert (action.actor_label, kept.reason, kept.columns) == ("Owner", "Court order 7.", "statement")


def test_what_is_written_afterwards_is_recorded_as_ever(claim: Claim, owner: User) -> None:
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="Court order 7.")
    reword_claim(actor=acting(owner), claim=claim, version=None, statement="Reworded since.")
    assert verify(connection).findings == []
    redact(
        actor=acting(owner), row=claim, field="statement", version=None, reason="Again.", replacement="Other"
    )
    redact(
        actor=acting(owner), row=claim, field="claimant", version=None, reason="Too.", replacement="Somebody"
    )
    assert verify(connection).findings == []


def test_an_outsider_still_verifies_the_export(
    claim: Claim, owner: User, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    call_command("checkpoint_history", out=tmp_path / "before.txt", stdout=io.StringIO())
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="Court order 7.")
    call_command("export_history", out=tmp_path / "history.jsonl", verifier=tmp_path / "verify.py")
    assert verified(tmp_path, "--since", str(tmp_path / "before.txt"))[0] == 0
    assert SECRET not in (tmp_path / "history.jsonl").read_text(encoding="utf-8")


def test_a_forged_replacement_is_found(claim: Claim, owner: User) -> None:
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="Court order 7.")
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE annotations_change SET body = replace(body, '(erased)', 'Forged') WHERE nonce = ''"
        )
    assert any("erased values" in found.problem for found in verify(connection).findings)


def test_no_redaction_without_its_record(claim: Claim) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE annotations_change SET body = '{}', nonce = ''")
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_change SET body = '{}', nonce = '' WHERE entity = 'claim'")
    assert any(found.kind == "chain" for found in verify(connection).findings)


def test_only_an_owner_redacts_and_says_why(claim: Claim, owner: User) -> None:
    with pytest.raises(PermissionDenied):
        redact(
            actor=acting(User.objects.get(username="olena")),
            row=claim,
            field="statement",
            version=None,
            reason="x",
        )
    for field, reason in (("statement", " "), ("state", "why")):
        with pytest.raises(ValidationError):
            redact(actor=acting(owner), row=claim, field=field, version=None, reason=reason)
    assert SECRET in held()
