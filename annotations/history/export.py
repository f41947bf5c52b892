"""Owns the history as JSON Lines: everything an outsider needs to check it without us or our database.

One object a line, told apart by `kind`: one `header` first, then every `action`, `change`, `seal`, `leaf`,
`redaction` and `checkpoint`, each kind in the order of its ids. Moments are UTC with microseconds, bodies and
hashes are the stored text itself. offline_verifier.py reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from annotations.history.digests import moment
from annotations.history.reading import one_moment
from annotations.models import Action, Change, Checkpoint, Leaf, Redaction, Seal

FORMAT = "factcheck history 1"
KINDS: dict[str, type[models.Model]] = {
    "action": Action,
    "change": Change,
    "seal": Seal,
    "leaf": Leaf,
    "redaction": Redaction,
    "checkpoint": Checkpoint,
}
# Says nothing outside the database it stands in.
LEFT_OUT = {"txid"}


def exported_lines(key_line: str) -> Iterator[str]:
    """The whole history at one moment, a JSON object a line with its line end."""
    header = {
        "kind": "header",
        "format": FORMAT,
        "exported_at": moment(datetime.now(tz=UTC)),
        "key": key_line,
    }
    yield _line(header)
    with one_moment(connection):
        for kind, model in KINDS.items():
            columns = [
                field.column or "" for field in model._meta.local_fields if field.column not in LEFT_OUT
            ]
            rows = model._default_manager.order_by("pk").values_list(*columns)
            for row in rows.iterator(chunk_size=500):
                yield _line({"kind": kind} | dict(zip(columns, map(_plain, row), strict=True)))


def _plain(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value


def _line(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    # Line ends to some readers, though not to JSON.
    for character in "\u0085\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text + "\n"
