"""Owns reading back what an export that was kept elsewhere tells of Actions and checkpoints. Believes nothing of it.

What it says of an Action counts only where it has the hash that was sealed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from annotations.history.digests import ActionFields


@dataclass(slots=True)
class KeptExport:
    """`note` is its newest checkpoint, empty where it holds none."""

    actions: dict[int, ActionFields] = field(default_factory=dict)
    note: str = ""


def is_export(path: Path) -> bool:
    """Whether the file begins as an export does, and not as a checkpoint. Raises OSError."""
    with path.open("rb") as file:
        return file.read(1) == b"{"


def read_export(path: Path) -> KeptExport:
    """Raises OSError, or ValueError for what is no export."""
    found = KeptExport()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record["kind"] == "action":
                    at = datetime.fromisoformat(record["at"]).replace(tzinfo=UTC)
                    values = {name: record[name] for name in ActionFields._fields} | {"at": at}
                    found.actions[record["id"]] = ActionFields(**values)
                elif record["kind"] == "checkpoint":
                    found.note = record["note"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it is no export of a history: {error}") from error
    return found
