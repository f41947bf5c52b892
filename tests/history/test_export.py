"""An outsider checks an exported history with one file, without factcheck, and finds any byte that was changed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from annotations.history.export import SCHEMA
from annotations.models import Claim, Role, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting


@pytest.fixture
def folder(transactional_db: None, tmp_path: Path, settings: Any) -> Path:
    """history.jsonl, verify.py, before.txt (a checkpoint before the last gesture) and after.txt."""
    settings.DATA_DIR = tmp_path
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    claim = cast.make_claim(cast.make_article(project, reviewer), reviewer)
    call_command("checkpoint_history", out=tmp_path / "before.txt", stdout=io.StringIO())
    reword(claim, reviewer, "Fourteen bolts 💡 \u2028 were cracked.")
    call_command("checkpoint_history", out=tmp_path / "after.txt", stdout=io.StringIO())
    call_command("export_history", out=tmp_path / "history.jsonl", verifier=tmp_path / "verify.py")
    return tmp_path


def reword(claim: Claim, reviewer: User, statement: str) -> None:
    reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=statement)


def verified(folder: Path, *arguments: str) -> tuple[int, str]:
    """Isolated mode: neither factcheck nor the environment is at hand."""
    done = subprocess.run(  # noqa: S603 # our own command line
        [sys.executable, "-I", str(folder / "verify.py"), str(folder / "history.jsonl"), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_an_outsider_finds_it_sound(folder: Path) -> None:
    for note in ("before.txt", "after.txt"):
        status, told = verified(folder, "--since", str(folder / note))
        assert (status, told.splitlines()[-1]) == (0, "Sound.")


ALTERED = [
    ("a statement", "Fourteen bolts", "Fifteen bolts"),
    ("a person", '"actor_label":"Olena"', '"actor_label":"Oleg"'),
    ("an operation", '"operation":"I"', '"operation":"B"'),
    ("a hash", '"hash":"', '"hash":"0'),
    ("a number in a note", "/factcheck-history\\n", "/factcheck-history\\n1"),
]


@pytest.mark.parametrize(("name", "old", "new"), ALTERED, ids=[row[0] for row in ALTERED])
def test_what_was_altered_is_found(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "history.jsonl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    status, told = verified(folder)
    assert (status, "Altered." in told) == (1, True), told


def test_a_cut_end_is_found_only_with_a_checkpoint_kept_outside(folder: Path) -> None:
    path = folder / "history.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    last_action = max(record["id"] for record in records if record["kind"] == "action")
    last_leaf = max(record["id"] for record in records if record["kind"] == "leaf")
    kept = [record for record in records if not is_of_the_end(record, last_action, last_leaf)]
    path.write_text("".join(json.dumps(record) + "\n" for record in kept), encoding="utf-8")
    assert verified(folder, "--since", str(folder / "before.txt"))[0] == 0
    status, told = verified(folder, "--since", str(folder / "after.txt"))
    assert status == 1
    assert "cut off" in told


def is_of_the_end(record: dict[str, Any], action: int, leaf: int) -> bool:
    return bool(
        record.get("action_id") == action
        or (record["kind"] == "action" and record["id"] == action)
        or (record["kind"] == "leaf" and record["id"] == leaf)
        or (record["kind"] == "checkpoint" and record["size"] > leaf)
    )


def test_nonsense_is_refused_in_words(folder: Path) -> None:
    (folder / "history.jsonl").write_text('{"kind": "change"}\nnot json\n')
    status, told = verified(folder)
    assert (status, "no sound export" in told) == (1, True)


def test_every_line_is_as_the_schema_says(folder: Path) -> None:
    check = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    lines = (folder / "history.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["kind"] for record in records} == {
        "header",
        "action",
        "change",
        "seal",
        "leaf",
        "checkpoint",
    }
    assert [error.message for record in records for error in check.iter_errors(record)] == []
    assert list(check.iter_errors(records[1] | {"nonce": "guess"}))
    assert list(check.iter_errors({"kind": "change"}))
