"""What a newsroom forges in its evidence, and signs, is found all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.history.bundles import alter, folder_unpacked, records, resigned, ruling_published  # noqa: F401 # fixtures
from tests.history.evidence_desk import verified

FORGERIES = [
    ("the told state", "ruling.json", "counted 14 in the bridge", "counted 15 in the bridge", "ruling.json"),
    ("the article", "article.txt", "Long Bridge", "Lone Bridge", "article.txt"),
    ("a change's body", "history.jsonl", "Inspectors counted 14", "Inspectors counted 41", "closed"),
    ("a withheld leaf", "history.jsonl", '"leaf":"', '"leaf":"00', "closed"),
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
