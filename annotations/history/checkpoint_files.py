"""Owns the copies of checkpoints outside the database: one file each, whose name never stands for another content.

A copy on this machine is better than none; the one that counts lies where the database's administrator cannot write.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from annotations.models import Checkpoint

# So many of the newest are made up for, after a folder was out of reach.
MADE_UP_FOR = 200


def folders() -> list[Path]:
    """Where copies are kept: in the data folder, and where FACTCHECK_CHECKPOINT_FOLDER says."""
    outside = [Path(settings.CHECKPOINT_FOLDER).expanduser()] if settings.CHECKPOINT_FOLDER else []
    return [settings.DATA_DIR / "checkpoints", *outside]


def file_name(checkpoint: Checkpoint) -> str:
    """Sorted by name, they are in their order; another root has another name."""
    return f"checkpoint-{checkpoint.size:012d}-{checkpoint.root[:16]}.txt"


def keep_copies(kept_in: Iterable[Path]) -> list[str]:
    """Write the newest checkpoints that a folder lacks. Returns what went wrong, a line a folder."""
    newest = list(Checkpoint.objects.order_by("-id")[:MADE_UP_FOR])
    trouble = []
    for folder in kept_in:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            present = {path.name for path in folder.iterdir()}
            for checkpoint in reversed(newest):
                if file_name(checkpoint) not in present:
                    _write(folder / file_name(checkpoint), checkpoint.note)
        except OSError as refused:
            trouble.append(f"{folder} cannot be written: {refused.strerror}")
    return trouble


def kept_notes(kept_in: Iterable[Path]) -> dict[str, str]:
    """Every copy, by its place: what was signed once is evidence for ever, whatever became of the database."""
    found = {}
    for folder in kept_in:
        for path in sorted(folder.glob("checkpoint-*.txt")):
            try:
                found[str(path)] = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                found[str(path)] = f"(cannot be read: {error})"
    return found


def _write(path: Path, note: str) -> None:
    """Whole or not at all, also through a power cut."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o444), "w", encoding="utf-8"
    ) as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
