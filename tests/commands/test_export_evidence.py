"""`manage.py export_evidence`: a bundle of what is signed for, or one line that says why not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.history.checkpoints import has_unsigned_seals, make_checkpoint
from annotations.models import Claim, Ruling
from tests import cast
from tests.history.evidence_desk import INTERNAL, make_ruling, unpacked, verified


@pytest.fixture
def ruling(transactional_db: None, tmp_path: Path, settings: Any) -> Ruling:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return make_ruling(settings.DATA_DIR)


def test_it_signs_what_is_new_first_and_joins_a_kept_checkpoint(
    ruling: Ruling, tmp_path: Path, settings: Any
) -> None:
    cast.make_person("somebody")
    kept = tmp_path / "kept.txt"
    kept.write_text(make_checkpoint(settings.DATA_DIR).note, encoding="utf-8")
    cast.make_person("another")
    assert has_unsigned_seals()
    out = io.StringIO()
    call_command("export_evidence", ruling.claim_id, out=tmp_path / "e.zip", since=kept, stdout=out)
    assert not has_unsigned_seals()
    assert str(tmp_path / "e.zip") in out.getvalue()
    folder = unpacked((tmp_path / "e.zip").read_bytes(), tmp_path / "evidence")
    assert verified(folder, "--since", str(kept))[0] == 0
    assert INTERNAL not in (folder / "history.jsonl").read_text(encoding="utf-8")


def test_internal_notes_are_told_when_asked_for(ruling: Ruling, tmp_path: Path) -> None:
    call_command(
        "export_evidence",
        ruling.claim_id,
        with_internal_notes=True,
        out=tmp_path / "e.zip",
        stdout=io.StringIO(),
    )
    folder = unpacked((tmp_path / "e.zip").read_bytes(), tmp_path / "evidence")
    assert INTERNAL in (folder / "history.jsonl").read_text(encoding="utf-8")


def test_what_cannot_be_done_is_said_in_one_line(ruling: Ruling, tmp_path: Path) -> None:
    unruled = Claim.objects.exclude(pk=ruling.claim_id).get()
    with pytest.raises(CommandError, match="has no published ruling"):
        call_command("export_evidence", unruled.pk)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_evidence", ruling.claim_id, out=tmp_path / "nowhere" / "e.zip")
    (tmp_path / "note.txt").write_text("no note", encoding="utf-8")
    for since in (tmp_path / "note.txt", tmp_path / "missing.txt"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("export_evidence", ruling.claim_id, since=since)
