"""Owns the claim that the tests attack, the attacker's reach, and what the verification then says. Tests nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from annotations.history.checkpoint_files import folders, keep_copies, kept_notes
from annotations.history.checkpoints import make_checkpoint
from annotations.history.finding import Finding
from annotations.history.gesture_mark import mark_key
from annotations.history.signing_key import signing_key
from annotations.history.verification import verify
from annotations.models import Action, Change, Checkpoint, Claim, Role, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting
from tests.flushing import Rows, put_back
from tests.history.bypass import triggers_off

SAID = "Fourteen bolts were cracked."


@pytest.fixture(name="claim")
def claim_signed_for(transactional_db: None, tmp_path: Path, settings: Any) -> Claim:
    """Reworded by Olena; every gesture so far is signed for, with a copy outside the database."""
    settings.DATA_DIR = tmp_path
    cast.make_scale()
    project = cast.make_project()
    owner = cast.make_member(project, "owner", Role.OWNER)
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    claim = cast.make_claim(cast.make_article(project, owner), reviewer)
    cast.make_article(project, owner, text="Another text altogether.", title="Another")
    claim = reworded(claim, SAID)
    sign()
    return claim


def reworded(claim: Claim, statement: str) -> Claim:
    olena = User.objects.get(username="olena")
    return reword_claim(actor=acting(olena), claim=claim, version=None, statement=statement)


def sign() -> Checkpoint:
    checkpoint = make_checkpoint(folders()[0].parent)
    assert keep_copies(folders()) == []
    return checkpoint


def attack(*statements: str | tuple[Any, ...]) -> None:
    """What somebody with the database's password can do: no trigger records or refuses it."""
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        for statement in statements:
            sql, *parameters = (statement,) if isinstance(statement, str) else statement
            cursor.execute(sql, parameters)


def found(*, kept: bool = True) -> list[Finding]:
    folder = folders()[0].parent
    return verify(
        connection,
        key_line=signing_key(folder).public_line,
        kept=kept_notes(folders()) if kept else None,
        mark_key=mark_key(folder),
    ).findings


def lines(*, kept: bool = True) -> list[str]:
    return [finding.line() for finding in found(kept=kept)]


def last_change(row: Claim) -> Change:
    return Change.objects.filter(entity="claim", row_id=row.pk).latest("id")


def origin(change: Change) -> str:
    """Who wrote it, when, in which gesture: as every line about it says."""
    action = Action.objects.get(pk=change.action_id or 0)
    return f"({action.actor_label}, {change.at:%Y-%m-%d %H:%M:%S}, gesture {action.pk}, change {change.pk})"


def restore(backup: Rows) -> None:
    """Every table emptied and filled from the backup."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.constraint_checks_disabled(), transaction.atomic(), triggers_off():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"TRUNCATE {', '.join(tables)}")
            else:
                cursor.execute("PRAGMA defer_foreign_keys = ON")
                for table in tables:
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 # our own tables
        put_back(connection, backup)
