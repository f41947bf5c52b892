"""A signed checkpoint kept elsewhere shows what the database alone cannot: a cut end, a whole history rewritten."""

from __future__ import annotations

import hashlib
import io
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from annotations.history.checkpoints import make_checkpoint
from annotations.history.signed_note import BadNoteError, SignedRoot, opened, signed, verifier_key
from annotations.history.signing_key import PRIVATE, signing_key
from annotations.history.verification import verify
from annotations.models import Claim, Leaf, Role, Seal, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting
from tests.history.bypass import triggers_off
from tests.history.forging import seals_made_anew


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


def reword(claim: Claim, statement: str) -> None:
    reword_claim(
        actor=acting(User.objects.get(username="olena")), claim=claim, version=None, statement=statement
    )


def problems(folder: Path, outside: str | None = None) -> list[str]:
    key = signing_key(folder).public_line
    return [found.problem for found in verify(connection, key_line=key, outside=outside).findings]


def run(*statements: str | tuple[str, *tuple[Any, ...]]) -> None:
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        for statement in statements:
            sql, parameters = (statement, ()) if isinstance(statement, str) else (statement[0], statement[1:])
            cursor.execute(sql, parameters)


def test_checkpoints_number_every_seal_once_and_hold(claim: Claim, tmp_path: Path) -> None:
    first = make_checkpoint(tmp_path)
    reword(claim, "Again.")
    second = make_checkpoint(tmp_path)
    assert second.size == first.size + 1 == Seal.objects.count()
    assert list(Leaf.objects.values_list("id", flat=True)) == list(range(second.size))
    assert problems(tmp_path, first.note) == []
    assert opened(first.note, signing_key(tmp_path).public_line).root.hex() == first.root


def test_a_cut_end_is_found_with_a_checkpoint_kept_outside(claim: Claim, tmp_path: Path) -> None:
    """The last gesture is removed from every table, heads rewound, the row put back: the database alone is sound."""
    run_before = Seal.objects.latest("id")
    reword(claim, "To be forgotten.")
    outside = make_checkpoint(tmp_path).note
    last = Seal.objects.latest("id")
    run(
        ("DELETE FROM annotations_change WHERE action_id = %s", last.action_id),
        ("DELETE FROM annotations_action WHERE id = %s", last.action_id),
        ("DELETE FROM annotations_seal WHERE id = %s", last.pk),
        "DELETE FROM annotations_leaf",
        "DELETE FROM annotations_checkpoint",
        (
            "UPDATE annotations_sealhead SET number = %s, hash = %s WHERE stream = %s",
            run_before.number,
            run_before.hash,
            run_before.stream,
        ),
        ("UPDATE annotations_claim SET statement = %s, version = %s", claim.statement, claim.version),
    )
    assert problems(tmp_path) == []
    make_checkpoint(tmp_path)
    assert ["cut off" in problem for problem in problems(tmp_path, outside)] == [True]


def test_a_whole_rewrite_is_found_with_a_checkpoint_kept_outside(claim: Claim, tmp_path: Path) -> None:
    """Every Change is altered, every seal made anew: only the note from before the rewrite disagrees."""
    reword(claim, "What was said.")
    outside = make_checkpoint(tmp_path).note
    before = list(Seal.objects.order_by("id").values_list("stream", "hash"))
    run(
        "UPDATE annotations_change SET body = replace(body, 'What was said.', 'What was not said.')",
        "UPDATE annotations_claim SET statement = 'What was not said.'",
        "DELETE FROM annotations_leaf",
        "DELETE FROM annotations_checkpoint",
    )
    reseal()
    assert list(Seal.objects.order_by("id").values_list("stream", "hash")) != before
    assert problems(tmp_path) == []
    make_checkpoint(tmp_path)
    assert ["rewritten" in problem for problem in problems(tmp_path, outside)] == [True]


def reseal() -> None:
    """What a forger with the program at hand would do."""
    run(*seals_made_anew())


def test_an_edited_checkpoint_and_an_altered_seal_are_found(claim: Claim, tmp_path: Path) -> None:
    note = make_checkpoint(tmp_path).note
    run("UPDATE annotations_checkpoint SET note = replace(note, 'factcheck-history', 'factcheck-histury')")
    assert any("has not signed" in problem for problem in problems(tmp_path))
    run("UPDATE annotations_leaf SET hash = 'ab' || substr(hash, 3)")
    found = problems(tmp_path, note)
    assert any("altered after a checkpoint" in problem for problem in found)
    assert any("rewritten" in problem for problem in found)


def test_a_note_is_believed_only_from_its_signer() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    root = SignedRoot("example.org/log", 7, hashlib.sha256(b"root").digest())
    note, line = signed(root, key), verifier_key("example.org/log", key.public_key())
    assert opened(note, line) == root
    for bad in (note.replace("\n7\n", "\n8\n"), signed(root, other), note[:-9] + "\n", "", "a\n\nb"):
        with pytest.raises(BadNoteError):
            opened(bad, line)
    with pytest.raises(BadNoteError):
        opened(note, line[:-4] + "AAAA")


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    assert signing_key(tmp_path).public_line == signing_key(tmp_path).public_line
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600


def test_the_commands_write_and_read_a_checkpoint(claim: Claim, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    call_command("checkpoint_history", out=tmp_path / "note.txt", stdout=io.StringIO())
    call_command("verify_history", since=tmp_path / "note.txt", stdout=io.StringIO())
    (tmp_path / "note.txt").write_text("nonsense")
    with pytest.raises(SystemExit):
        call_command("verify_history", since=tmp_path / "note.txt", stdout=io.StringIO())
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_history", since=tmp_path / "nowhere.txt", stdout=io.StringIO())
