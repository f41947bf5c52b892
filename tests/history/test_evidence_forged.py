"""What a newsroom forges in its evidence, and signs, is found all the same."""

from __future__ import annotations

import hashlib
import json
import warnings
import zipfile
from pathlib import Path

import pytest

from annotations.history.offline_verifier import checked
from tests.history.bundles import (  # noqa: F401 # fixtures
    Records,
    alter,
    folder_unpacked,
    records,
    resigned,
    ruling_published,
)
from tests.history.evidence_desk import verified

FORGERIES = [
    ("the told state", "ruling.json", "counted 14 in the bridge", "counted 15 in the bridge", "ruling.json"),
    ("the article", "article.txt", "Long Bridge", "Lone Bridge", "article.txt"),
    ("a change's body", "history.jsonl", "Inspectors counted 14", "Inspectors counted 41", "closed"),
    ("a withheld body", "history.jsonl", '"body_hash":"', '"body_hash":"00', "closed"),
    (
        "another checkpoint beside it",
        "checkpoint.txt",
        "factcheck-history",
        "another-history",
        "checkpoint.txt is not",
    ),
    ("a name twice", "history.jsonl", '"kind":"change","id"', '"kind":"change","id":0,"id"', "stands twice"),
    (
        "a seal over everything",
        "history.jsonl",
        '"change_ids":"',
        '"change_ids":"1-99999999999999,',
        "more changes",
    ),
    ("a person", "history.jsonl", '"actor_label":"Ruth"', '"actor_label":"Rita"', "action"),
    ("a proof", "history.jsonl", '"path":["', '"path":["00', "not under"),
    (
        "a seal said to be newer",
        "history.jsonl",
        '"is_newer_than_checkpoint":false',
        '"is_newer_than_checkpoint":true',
        "has no proof|is not",
    ),
]


@pytest.mark.parametrize(("what", "name", "old", "new", "said"), FORGERIES, ids=[row[0] for row in FORGERIES])
def test_what_the_newsroom_itself_forged_and_signed_is_found(
    folder: Path, tmp_path: Path, what: str, name: str, old: str, new: str, said: str
) -> None:
    alter(folder, old, new, name)
    if what == "a seal said to be newer":
        lines = records(folder)
        first = next(record["id"] for record in lines if record["kind"] == "seal")
        kept = [r for r in lines if not (r["kind"] == "inclusion" and r["seal_id"] == first)]
        (folder / "history.jsonl").write_text("".join(json.dumps(r) + "\n" for r in kept), encoding="utf-8")
    resigned(folder, tmp_path / "data")
    status, told = verified(folder)
    assert status == 1, told
    assert any(part in told for part in said.split("|")), told


def test_a_forged_twin_of_a_change_is_found(folder: Path, tmp_path: Path) -> None:
    """A second line with the id of a real Change: the real one fits its seal, the forged one would be replayed."""
    lines = records(folder)
    at = next(
        i
        for i, r in enumerate(lines)
        if r["kind"] == "change" and r["entity"] == "ruling" and r["operation"] == "U"
    )
    twin = lines[at] | {"body": json.dumps({"url": ["", "https://example.org/forged"]})}
    lines.insert(at, twin)
    (folder / "history.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines), encoding="utf-8")
    resigned(folder, tmp_path / "data")
    status, told = verified(folder)
    assert status == 1
    assert "stand twice" in told


def rewritten(folder: Path, data: Path, lines: Records) -> tuple[int, str]:
    """What the program says of other lines under the newsroom's own signature."""
    (folder / "history.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines), encoding="utf-8")
    resigned(folder, data)
    return verified(folder)


def test_a_correction_that_is_withheld_is_found(folder: Path, tmp_path: Path) -> None:
    """The newsroom itself would pass off the ruling as it was before its correction."""
    lines = records(folder)
    last = max(r["id"] for r in lines if r["kind"] == "change" and r["entity"] == "ruling")
    for at, record in enumerate(lines):
        if record["kind"] == "change" and record["id"] == last:
            nonce, body = record.pop("nonce"), record.pop("body")
            hashed = hashlib.sha256((nonce + body).encode()).hexdigest()
            lines[at] = record | {"kind": "withheld", "body_hash": hashed}
    status, said = rewritten(folder, tmp_path / "data", lines)
    assert status == 1
    assert f"change {last} of ruling" in said
    assert "bears on the ruling and is withheld" in said


def test_a_row_under_another_spelling_of_its_number_is_found(folder: Path, tmp_path: Path) -> None:
    """ "17" and 17 have the same digest: the correction would be replayed into a row of its own."""
    lines = records(folder)
    change = max(
        (r for r in lines if r["kind"] == "change" and r["entity"] == "ruling"), key=lambda r: r["id"]
    )
    change["row_id"] = str(change["row_id"])
    status, said = rewritten(folder, tmp_path / "data", lines)
    assert status == 1
    assert "row_id is" in said


@pytest.mark.parametrize("name", ["ruling.json", "../ruling.json", "/etc/ruling.json", "sub/ruling.json"])
def test_a_zip_that_unpacks_to_something_else_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(forged, "w") as archive, warnings.catch_warnings(action="ignore"):
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
        archive.writestr(name, b"{}")
    with pytest.raises(ValueError, match="twice in the zip, or lies outside"):
        checked(forged, None, None)


def test_a_folder_in_the_folder_is_refused(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "ruling.html").write_text("Something else.", encoding="utf-8")
    status, said = verified(folder)
    assert status == 1
    assert "sub is no file of a bundle" in said
