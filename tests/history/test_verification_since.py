"""A check since a checkpoint walks what has moved, says what it left out, and trusts no tree it cannot prove."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from annotations.history.checkpoints import make_checkpoint
from annotations.history.signing_key import signing_key
from annotations.history.verification import Report, verify
from annotations.models import Change, Checkpoint, Claim, Leaf, Role, SealHead, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting
from tests.history.bypass import triggers_off, unexplained_writes_allowed

Claims = tuple[Claim, Claim]


@pytest.fixture
def claims(transactional_db: None, tmp_path: Path, settings: Any) -> Claims:
    """A claim in each of two articles, all of it under a checkpoint; then a gesture on the first."""
    settings.DATA_DIR = tmp_path
    cast.make_scale()
    project = cast.make_project()
    olena = cast.make_member(project, "olena", Role.REVIEWER)
    moved, still = (
        cast.make_claim(cast.make_article(project, olena, text=f"{cast.TEXT} {number}"), olena)
        for number in range(2)
    )
    (tmp_path / "kept.txt").write_text(make_checkpoint(tmp_path).note, encoding="utf-8")
    reword_claim(actor=acting(olena), claim=moved, version=None, statement="Since then.")
    return moved, still


def since(folder: Path) -> Report:
    note = (folder / "kept.txt").read_text(encoding="utf-8")
    key = signing_key(folder).public_line
    return verify(connection, key_line=key, outside=note, only_moved=True)


def attack(sql: str, *parameters: Any) -> None:
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_only_what_moved_is_walked(claims: Claims, tmp_path: Path) -> None:
    report = since(tmp_path)
    assert report.findings == []
    walked = Change.objects.filter(stream=f"article:{claims[0].article_id}").count()
    assert report.changes - report.changes_not_walked == walked
    assert report.streams_not_walked == SealHead.objects.count() - 1
    assert since_nothing_is_left_out(tmp_path).changes_not_walked == 0


def since_nothing_is_left_out(folder: Path) -> Report:
    return verify(connection, key_line=signing_key(folder).public_line)


def test_a_forged_row_is_found_where_something_moved_and_left_out_where_nothing_did(
    claims: Claims, tmp_path: Path
) -> None:
    moved, still = claims
    attack("UPDATE annotations_claim SET claimant = 'Forged' WHERE id = %s", still.pk)
    assert since(tmp_path).findings == []
    assert len(since_nothing_is_left_out(tmp_path).findings) == 1
    attack("UPDATE annotations_claim SET claimant = 'Forged' WHERE id = %s", moved.pk)
    assert [found.row_id for found in since(tmp_path).findings] == [moved.pk]


def test_a_forged_change_and_actor_are_found_where_something_moved(claims: Claims, tmp_path: Path) -> None:
    change = Change.objects.filter(entity="claim", row_id=claims[0].pk).latest("id")
    attack("UPDATE annotations_change SET db_user = 'x' WHERE id = %s", change.pk)
    attack("UPDATE annotations_action SET reason = 'x' WHERE id = %s", change.action_id)
    assert [found.kind for found in since(tmp_path).findings] == ["chain", "action"]


def test_what_was_written_past_every_action_has_moved(claims: Claims, tmp_path: Path) -> None:
    still = claims[1]
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET claimant = 'By hand' WHERE id = %s", [still.pk])
    report = since(tmp_path)
    assert (report.findings, report.streams_not_walked) == ([], SealHead.objects.count() - 2)


def test_a_tree_that_does_not_continue_the_note_vouches_for_nothing(claims: Claims, tmp_path: Path) -> None:
    """Then everything is walked, so that the forged row elsewhere is found as well."""
    attack("UPDATE annotations_claim SET claimant = 'Forged' WHERE id = %s", claims[1].pk)
    attack("UPDATE annotations_leaf SET hash = %s WHERE id = 0", "ab" * 32)
    report = since(tmp_path)
    assert report.changes_not_walked == 0
    assert any("rewritten" in found.problem for found in report.findings)
    assert claims[1].pk in {found.row_id for found in report.findings if found.table == "annotations_claim"}


def test_a_removed_seal_is_found_also_where_nothing_moved(claims: Claims, tmp_path: Path) -> None:
    attack("DELETE FROM annotations_seal WHERE stream = %s", f"article:{claims[1].article_id}")
    assert {found.problem for found in since(tmp_path).findings} >= {"was removed after a checkpoint"}


def test_the_command_says_what_it_left_out(claims: Claims, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("verify_history", since=tmp_path / "kept.txt", stdout=out)
    report = since(tmp_path)
    said = f"Not checked again: {report.changes_not_walked} changes in {report.streams_not_walked} streams"
    assert said in out.getvalue()
    assert "Every row that was checked is exactly what its history says." in out.getvalue()
    out = io.StringIO()
    call_command("verify_history", against=tmp_path / "kept.txt", stdout=out)
    assert "Not checked" not in out.getvalue()
    assert "Every table is exactly what its history says." in out.getvalue()
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("verify_history", "--since", "a", "--against", "b", stdout=out)


def test_a_later_checkpoint_leaves_more_out(claims: Claims, tmp_path: Path) -> None:
    note = make_checkpoint(tmp_path).note
    (tmp_path / "kept.txt").write_text(note, encoding="utf-8")
    report = since(tmp_path)
    assert (report.changes, report.streams_not_walked) == (
        report.changes_not_walked,
        SealHead.objects.count(),
    )
    assert Leaf.objects.count() == Checkpoint.objects.latest("id").size
    assert User.objects.exists()
