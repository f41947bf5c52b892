"""Attacks on more than a row: a cut tail, a rewritten history, exchanged articles, clocks and backups set back."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from annotations.history.checkpoint_files import folders
from annotations.history.checkpoints import make_checkpoint
from annotations.history.verification import verify
from annotations.models import Action, Article, Change, Checkpoint, Claim, Seal, User
from annotations.services.redactions import redact
from tests.cast import acting
from tests.flushing import Rows, all_rows
from tests.history.bypass import triggers_off, unexplained_writes_allowed
from tests.history.forging import seals_made_anew
from tests.history.tampering import (
    SAID,
    attack,
    claim_signed_for,  # noqa: F401 # a fixture
    last_change,
    lines,
    origin,
    restore,
    reworded,
    sign,
)


def test_a_cut_tail(claim: Claim) -> None:
    """Removed from every table, heads rewound, the row put back: sound in itself, and not what was signed."""
    before = Seal.objects.latest("id")
    reworded(claim, "To be forgotten.")
    size = sign().size
    last = Seal.objects.latest("id")
    attack(
        ("DELETE FROM annotations_change WHERE action_id = %s", last.action_id),
        ("DELETE FROM annotations_action WHERE id = %s", last.action_id),
        ("DELETE FROM annotations_seal WHERE id = %s", last.pk),
        "DELETE FROM annotations_leaf",
        "DELETE FROM annotations_checkpoint",
        ("DELETE FROM annotations_sealhead WHERE stream = %s", before.stream),
        (
            "INSERT INTO annotations_sealhead (stream, number, hash, at) VALUES (%s, %s, %s, %s)",
            *(before.stream, before.number, before.hash, before.at),
        ),
        ("UPDATE annotations_claim SET statement = %s, version = %s WHERE id = %s", SAID, claim.version, claim.pk),
    )  # fmt: skip
    make_checkpoint(folders()[0].parent)
    assert lines(kept=False) == []
    (line,) = lines()
    assert f"covers {size} seals, and only {size - 1} are left: the end was cut off" in line


def test_a_full_consistent_rewrite(claim: Claim) -> None:
    """Changes, seals, leaves, checkpoints: all made anew. The copies from before say after which seal it begins."""
    early = Checkpoint.objects.latest("id").size
    claim = reworded(claim, "What was said.")
    sign()
    seal = Seal.objects.latest("id")
    attack(
        "UPDATE annotations_change SET body = replace(body, 'What was said.', 'What was not said.')",
        "UPDATE annotations_claim SET statement = 'What was not said.' WHERE statement = 'What was said.'",
        "DELETE FROM annotations_leaf",
        "DELETE FROM annotations_checkpoint",
    )
    attack(*seals_made_anew())
    make_checkpoint(folders()[0].parent)
    assert lines(kept=False) == []
    (line,) = lines()
    assert "the history was rewritten" in line
    assert f"after the {early} that an earlier one covers, in seal {seal.number} of {seal.stream}" in line


def test_a_forged_context(claim: Claim) -> None:
    """To name an Action that is over: SQLite refuses it, PostgreSQL records the write as nobody's."""
    old = last_change(claim).action_id
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for action_id in (old, Action.objects.latest("id").pk, 999_999):
                with pytest.raises(DatabaseError, match="this Action is over"), transaction.atomic():
                    cursor.execute("UPDATE annotations_actioncontext SET action_id = %s", [action_id])
        with transaction.atomic():
            if connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('factcheck.action', %s, true)", [str(old)])
            cursor.execute("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", [claim.pk])
    assert last_change(claim).action_id is None
    report = verify(connection)
    assert (report.findings, report.unexplained) == ([], 1)
    assert report.unexplained_changes[0]["row_id"] == claim.pk


def test_a_redaction_without_a_record(claim: Claim) -> None:
    change = last_change(claim)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE annotations_change SET body = '{}', nonce = '' WHERE id = %s", [change.pk])
    attack(("UPDATE annotations_change SET body = '{}', nonce = '' WHERE id = %s", change.pk))
    told = lines()
    assert told[0].endswith(f"change {change.pk} is not what seal 3 closed {origin(change)}")
    assert any(line.startswith(f"claim {claim.pk}: statement should be") for line in told)


def test_a_forged_replacement_text(claim: Claim) -> None:
    owner = User.objects.get(username="owner")
    redact(actor=acting(owner), row=claim, field="statement", version=None, reason="Court order 7.")
    assert lines() == []
    change = Change.objects.filter(nonce="").latest("id")
    attack(
        (
            "UPDATE annotations_change SET body = replace(body, '(erased)', 'Never said') WHERE id = %s",
            change.pk,
        )
    )
    told = lines()
    assert told[0] == (
        f"change {change.pk}: article:{claim.article_id}: what stands in place of the erased values of change"
        f" {change.pk} was altered {origin(change)}"
    )


def test_a_redaction_forged_with_its_record(claim: Claim) -> None:
    """The record itself is recorded and sealed: one that no Action made contradicts its own history."""
    change = last_change(claim)
    body = json.dumps({"statement": ["", "Never said"]})
    redaction = (
        "INSERT INTO annotations_redaction (at, action_id, change_id, columns, body_hash, replacement_hash, reason)"
        " VALUES ('2026-01-01 00:00:00+00:00', %s, %s, 'statement', %s, %s, 'forged')"
    )
    was = hashlib.sha256((change.nonce + change.body).encode()).hexdigest()
    now = hashlib.sha256(body.encode()).hexdigest()
    attack(
        (redaction, change.action_id, change.pk, was, now),
        ("UPDATE annotations_change SET body = %s, nonce = '' WHERE id = %s", body, change.pk),
    )
    assert any(line.startswith("redaction ") and "was added without a record" in line for line in lines())


def test_two_articles_swapped(claim: Claim) -> None:
    one, other = Article.objects.order_by("id")
    texts = "UPDATE annotations_revision SET article_id = %s WHERE article_id = %s"
    # Through a third number, for each article has one first revision; nothing else fits afterwards.
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        first = one.revisions.get().pk
        cursor.execute("UPDATE annotations_revision SET number = 99 WHERE id = %s", [first])
        cursor.execute(texts, [one.pk, other.pk])
        cursor.execute(
            "UPDATE annotations_revision SET article_id = %s, number = 1 WHERE id = %s", [other.pk, first]
        )
    told = lines()
    assert len(told) == 2
    for revision, should, has in (
        (first, one.pk, other.pk),
        (other.revisions.model.objects.exclude(pk=first).get().pk, other.pk, one.pk),
    ):
        change = Change.objects.get(entity="revision", row_id=revision)
        where = f"revision {revision}: article_id should be {should} {origin(change)}, is {has}"
        assert f"{where}: was changed without a record" in told


def test_changes_of_two_articles_swapped(claim: Claim) -> None:
    """In the record itself: each stream lacks what it sealed and holds what it did not."""
    one, other = (
        Change.objects.get(entity="article", row_id=article.pk) for article in Article.objects.order_by("id")
    )
    attack(
        ("UPDATE annotations_change SET stream = 'article:0' WHERE id = %s", one.pk),
        ("UPDATE annotations_change SET stream = %s WHERE id = %s", one.stream, other.pk),
        ("UPDATE annotations_change SET stream = %s WHERE id = %s", other.stream, one.pk),
    )
    told = lines()
    for change in (one, other):
        assert any(f"change {change.pk} under seal 1 is gone" in line for line in told), told
        assert any(f"the first one {change.pk}, were never sealed" in line for line in told), told


def test_a_clock_set_back(claim: Claim) -> None:
    """Years back between two gestures: the order is the ids', no seal is older than the one before, nothing breaks."""
    newest = Seal.objects.latest("id").at
    with time_machine.travel(timezone.now() - timedelta(days=3650), tick=False):
        reworded(claim, "In the past.")
        reworded(claim, "And again.")
        sign()
    ats = list(
        Seal.objects.filter(stream=f"article:{claim.article_id}")
        .order_by("number")
        .values_list("at", flat=True)
    )
    assert ats == sorted(set(ats))
    assert ats[-1] > newest
    assert lines() == []


def test_a_backdated_change(claim: Claim) -> None:
    change = last_change(claim)
    attack(("UPDATE annotations_change SET at = '2020-01-01 00:00:00+00:00' WHERE id = %s", change.pk))
    (line,) = lines()
    assert f"change {change.pk} is not what seal 3 closed (Olena, 2020-01-01 00:00:00" in line


def test_an_old_backup_restored(claim: Claim) -> None:
    """The whole database as it was, sound in every detail; the newer checkpoints lie outside and are missed."""
    backup: Rows = all_rows(connection)
    size = Checkpoint.objects.latest("id").size
    reworded(claim, "Since the backup.")
    sign()
    restore(backup)
    assert Claim.objects.get(pk=claim.pk).statement == SAID
    assert lines(kept=False) == []
    (line,) = lines()
    assert (
        f"covers {size + 1} seals, and only {size} are left: the end was cut off, or an old backup restored"
        in line
    )
    # Work goes on after the restore: what was signed before it is contradicted for ever.
    reworded(claim, "After the restore.")
    sign()
    assert any("the history was rewritten" in line for line in lines())
