"""Owns a published ruling and its evidence as an outsider unpacks it, and how it is forged. Tests nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.evidence import evidence_bundle
from annotations.history.signed_note import signed_text
from annotations.history.signing_key import signing_key
from annotations.models import Ruling
from tests.history.evidence_desk import make_ruling, unpacked

Records = list[dict[str, Any]]


@pytest.fixture(name="ruling")
def ruling_published(transactional_db: None, tmp_path: Path, settings: Any) -> Ruling:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return make_ruling(settings.DATA_DIR)


@pytest.fixture(name="folder")
def folder_unpacked(ruling: Ruling, tmp_path: Path) -> Path:
    return unpacked(evidence_bundle(ruling), tmp_path / "evidence")


def records(folder: Path) -> Records:
    return [
        json.loads(line)
        for line in (folder / "history.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]


def everything(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def resigned(folder: Path, key_folder: Path) -> None:
    """What a dishonest newsroom could do: sign the files as they are now."""
    key = signing_key(key_folder)
    files = sorted(path for path in folder.iterdir() if path.name != "MANIFEST.txt")
    listed = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    head = (folder / "MANIFEST.txt").read_text(encoding="utf-8").split("\n")[:2]
    note = signed_text("\n".join([*head, *listed, ""]), key.name, key.private)
    (folder / "MANIFEST.txt").write_text(note, encoding="utf-8")


def alter(folder: Path, old: str, new: str, name: str = "history.jsonl", count: int = 1) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
