"""The evidence for a ruling stands on its own, proves what it says, and betrays nothing that is not its business."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from jsonschema import Draft202012Validator

from annotations.exchange.evidence import NoCheckpointError, evidence_bundle
from annotations.history.checkpoints import make_checkpoint
from annotations.history.export import SCHEMA
from annotations.history.signed_note import opened
from annotations.history.signing_key import signing_key
from annotations.models import Action, Change, Checkpoint, Note, Role, Ruling, User
from annotations.services.claims import reword_claim
from annotations.services.notes import change_note, resolve_note
from annotations.services.redactions import redact, redact_action
from annotations.services.reverts import revert_changes
from tests import cast
from tests.cast import acting
from tests.history.bundles import (  # noqa: F401 # two fixtures among them
    alter,
    everything,
    folder_unpacked,
    records,
    resigned,
    ruling_published,
)
from tests.history.bypass import unexplained_writes_allowed
from tests.history.evidence_desk import INTERNAL, OTHER_CLAIM, PUBLIC, unpacked, verified


def test_an_outsider_finds_it_sound_and_reads_what_is_proved(
    folder: Path, ruling: Ruling, settings: Any
) -> None:
    key = signing_key(settings.DATA_DIR).public_line
    status, told = verified(folder, "--key", key)
    assert (status, told.splitlines()[-1]) == (0, "Sound."), told
    assert f"statement: {ruling.claim.statement}" in told
    assert "summary: Inspectors counted 14 in the bridge." in told
    assert "rating: True" in told
    assert "newer than the checkpoint" not in told
    assert (
        opened((folder / "checkpoint.txt").read_text(encoding="utf-8"), key).size
        == Checkpoint.objects.latest("id").size
    )


def test_the_same_state_gives_the_same_bytes(ruling: Ruling) -> None:
    assert evidence_bundle(ruling) == evidence_bundle(ruling)


def test_only_what_belongs_to_the_ruling_is_told(folder: Path, ruling: Ruling) -> None:
    text = everything(folder)
    assert PUBLIC in text
    for secret in (INTERNAL, OTHER_CLAIM, "olena@example.org", "ruth@example.org", "Anna"):
        assert secret not in text
    told = [record for record in records(folder) if record["kind"] == "change"]
    withheld = [record for record in records(folder) if record["kind"] == "withheld"]
    assert {record["entity"] for record in told} == {
        "article", "revision", "claim", "fragment", "verdict", "citation", "note", "ruling", "correction", "source",
        "ratingscale", "rating",
    }  # fmt: skip
    assert {record["claim_id"] for record in told} == {None, ruling.claim_id}
    # The other claim and its fragment, and the internal note.
    assert len(withheld) == 3
    assert all("body" not in record and "nonce" not in record for record in withheld)
    nonces = Change.objects.filter(pk__in=[record["id"] for record in withheld]).values_list(
        "nonce", flat=True
    )
    assert not any(nonce in text for nonce in nonces)


def test_what_is_withheld_cannot_be_guessed_back_without_its_nonce(folder: Path) -> None:
    """Whoever guesses the very words still has 128 bits to find: the same body gives another hash each time."""
    hidden = Change.objects.get(entity="note", body__contains="Anna Nowak")
    told = next(
        record["body_hash"]
        for record in records(folder)
        if record["kind"] == "withheld" and record["id"] == hidden.pk
    )

    def made(nonce: str) -> str:
        return hashlib.sha256((nonce + hidden.body).encode()).hexdigest()

    assert len(hidden.nonce) == 32
    assert made(hidden.nonce) == told
    assert made("") != told


def test_internal_notes_come_only_when_asked_for(ruling: Ruling, tmp_path: Path) -> None:
    folder = unpacked(evidence_bundle(ruling, with_internal_notes=True), tmp_path / "with")
    assert INTERNAL in everything(folder)
    assert OTHER_CLAIM not in everything(folder)
    assert verified(folder)[0] == 0


def test_what_was_taken_back_is_named_and_proved(ruling: Ruling, tmp_path: Path) -> None:
    note, by = Note.objects.get(text=PUBLIC), acting(User.objects.get(pk=ruling.drafted_by_id))
    resolve_note(actor=by, note=note, version=None)
    resolved = Change.objects.get(entity="note", row_id=note.pk, operation="U")
    made = revert_changes(actor=by, changes=[resolved], reason="Too early.")
    make_checkpoint(tmp_path / "data")
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    [named] = [record for record in records(folder) if record.get("entity") == "reversal"]
    assert json.loads(named["body"]) | {"id": 0} == {
        "id": 0,
        "action_id": made.pk,
        "reverted_action_id": resolved.action_id,
        "change_ids": str(resolved.pk),
        "to_seal": None,
    }
    taking = next(
        record for record in records(folder) if record["kind"] == "action" and record["id"] == made.pk
    )
    assert taking["reverts"] == resolved.action_id
    informed = json.loads((folder / "prov.json").read_text(encoding="utf-8"))["wasInformedBy"]
    assert [(one["prov:informed"], one["prov:informant"]) for one in informed.values()] == [
        (f"fc:action.{made.pk}", f"fc:action.{resolved.action_id}")
    ]
    assert verified(folder)[0] == 0


def test_a_note_that_was_internal_once_stays_withheld(ruling: Ruling, tmp_path: Path) -> None:
    note = Note.objects.get(text=INTERNAL)
    change_note(actor=acting(note.author), note=note, version=note.version, text="For all.", is_public=True)
    make_checkpoint(tmp_path / "data")
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    assert "For all." not in everything(folder)
    assert verified(folder)[0] == 0


def test_every_line_is_as_the_schema_says(folder: Path) -> None:
    check = Draft202012Validator(json.loads((folder / "history.schema.json").read_text(encoding="utf-8")))
    assert (folder / "history.schema.json").read_bytes() == SCHEMA.read_bytes()
    assert [error.message for record in records(folder) for error in check.iter_errors(record)] == []
    assert {record["kind"] for record in records(folder)} == {
        "header", "action", "change", "withheld", "seal", "inclusion", "consistency", "checkpoint",
    }  # fmt: skip


def test_the_page_has_no_script_and_needs_nothing_from_elsewhere(folder: Path) -> None:
    page = (folder / "ruling.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;cracked&lt;/b&gt;" in page
    assert "Inspectors counted 14 in the bridge." in page
    assert "Said where." in page
    for foreign in ("<script", "<link", "src=", "@import", "url("):
        assert foreign not in page


@pytest.mark.parametrize(
    "name",
    [
        *("README.txt", "article.txt", "checkpoint.txt", "history.jsonl", "history.schema.json", "prov.json"),
        *("ruling.html", "ruling.json", "verifier-key.txt", "MANIFEST.txt"),
    ],
)
def test_one_byte_changed_anywhere_is_found(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    at = data.index(b"a")
    data[at] = ord("b")
    (folder / name).write_bytes(data)
    status, told = verified(folder)
    assert (status, told.splitlines()[-1]) == (1, "Altered."), told


def test_a_file_that_is_missing_or_added_is_found(folder: Path) -> None:
    (folder / "extra.txt").write_text("more")
    assert "extra.txt was added" in verified(folder)[1]
    (folder / "extra.txt").unlink()
    (folder / "prov.json").unlink()
    assert "prov.json is missing" in verified(folder)[1]


def test_it_is_held_against_a_checkpoint_that_was_kept(ruling: Ruling, tmp_path: Path) -> None:
    notes = list(Checkpoint.objects.order_by("id").values_list("note", flat=True))
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    for number, note in enumerate(notes):
        kept = tmp_path / f"{number}.txt"
        kept.write_text(note, encoding="utf-8")
        assert verified(folder, "--since", str(kept))[0] == 0


def test_a_checkpoint_that_no_line_joins_is_asked_for(ruling: Ruling, tmp_path: Path, settings: Any) -> None:
    """An outsider's note from between: the bundle made with it holds the proof, another one says what is missing."""
    cast.make_person("somebody")
    middle = make_checkpoint(settings.DATA_DIR)
    cast.make_person("another")
    make_checkpoint(settings.DATA_DIR)
    kept = tmp_path / "kept.txt"
    kept.write_text(middle.note, encoding="utf-8")
    without = unpacked(evidence_bundle(ruling), tmp_path / "without")
    status, told = verified(without, "--since", str(kept))
    assert status == 1
    assert "nothing here joins" in told
    root = opened(middle.note, signing_key(settings.DATA_DIR).public_line)
    joined = unpacked(evidence_bundle(ruling, since=root), tmp_path / "joined")
    assert verified(joined, "--since", str(kept))[0] == 0


def test_a_write_that_nobody_answers_for_is_said_to_be_one(
    ruling: Ruling, tmp_path: Path, settings: Any
) -> None:
    with unexplained_writes_allowed():
        Ruling.objects.filter(pk=ruling.pk).update(summary="Nobody said so.")
    make_checkpoint(settings.DATA_DIR)
    ruling.refresh_from_db()
    status, told = verified(unpacked(evidence_bundle(ruling), tmp_path / "evidence"))
    written = Change.objects.get(entity="ruling", action=None)
    assert f"Written outside factcheck, by nobody known: change {written.pk} of ruling {ruling.pk}" in told
    assert (status, told.splitlines()[-1][:20]) == (0, "Sound as a record, b")


def test_gestures_after_the_checkpoint_are_said_to_be_newer(ruling: Ruling, tmp_path: Path) -> None:
    other = ruling.article.claims.exclude(pk=ruling.claim_id).get()
    reword_claim(
        actor=acting(User.objects.get(username="olena")), claim=other, version=None, statement="Later."
    )
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    status, told = verified(folder)
    assert status == 0
    assert "1 seals are newer than the checkpoint" in told


def test_a_redacted_value_is_gone_and_all_still_fits(ruling: Ruling, tmp_path: Path, settings: Any) -> None:
    owner = cast.make_member(ruling.article.project, "owner", Role.OWNER)
    verdict = ruling.claim.verdicts.get()
    redact(actor=acting(owner), row=verdict, field="rationale", version=None, reason="Court order 7.")
    make_checkpoint(settings.DATA_DIR)
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    text = everything(folder)
    assert "14 bolts 💡" not in text
    assert "Court order 7." in text
    assert verified(folder)[0] == 0
    alter(folder, "(erased)", "(ok)", count=99)
    resigned(folder, settings.DATA_DIR)
    assert "erased values" in verified(folder)[1]


def test_without_a_checkpoint_there_is_no_evidence(
    transactional_db: None, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    with pytest.raises(NoCheckpointError):
        evidence_bundle(Ruling(pk=1, claim_id=1, article_id=1))


def test_the_zip_itself_is_verified_too(ruling: Ruling, tmp_path: Path) -> None:
    bundle = evidence_bundle(ruling)
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
    folder = unpacked(bundle, tmp_path / "evidence")
    (tmp_path / "evidence.zip").write_bytes(bundle)
    (folder / "verify.py").replace(tmp_path / "verify.py")
    import subprocess
    import sys

    command = [sys.executable, "-I", "verify.py", "evidence.zip"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path, env={})  # noqa: S603
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Sound.")


def test_an_erased_reason_is_gone_and_all_still_fits(ruling: Ruling, tmp_path: Path, settings: Any) -> None:
    """What an Action told is erased as well; the bundle holds the record of it and what that record hangs on."""
    owner = cast.make_member(ruling.article.project, "owner", Role.OWNER)
    action = Action.objects.get(verb="ruling.corrected")
    project = ruling.article.project
    assert redact_action(
        actor=acting(owner), action=action, project=project, field="reason", reason="Court order 8."
    )
    make_checkpoint(settings.DATA_DIR)
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    lines = [record for record in records(folder) if record["kind"] == "redaction"]
    assert [record["redacted_action_id"] for record in lines if record["redacted_action_id"]] == [action.pk]
    status, told = verified(folder)
    assert status == 0, told


def test_the_language_of_whoever_asks_makes_no_difference(ruling: Ruling) -> None:
    bundle = evidence_bundle(ruling)
    with override("de"):
        assert evidence_bundle(ruling) == bundle
