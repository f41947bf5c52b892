"""Owns the history as JSON Lines: everything an outsider needs to check it without us or our database.

One object a line, told apart by `kind`: one `header` first, then every `redaction`, `action`, `change`, `seal`, `leaf`
and `checkpoint`, each kind in the order of its ids. Moments are UTC with microseconds, bodies and hashes are the
stored text itself. history.schema.json describes each line; offline_verifier.py reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, models

from annotations.history.digests import moment
from annotations.history.reading import one_moment
from annotations.models import Action, Change, Checkpoint, Leaf, Redaction, Seal

FORMAT = "factcheck history 1"
SCHEMA = Path(__file__).with_name("history.schema.json")
# Redactions first: who reads a Change must know whether it was erased.
KINDS: dict[str, type[models.Model]] = {
    "redaction": Redaction,
    "action": Action,
    "change": Change,
    "seal": Seal,
    "leaf": Leaf,
    "checkpoint": Checkpoint,
}
# Says nothing outside the database it stands in.
LEFT_OUT = {"txid"}
FETCHED = 500

Record = dict[str, Any]


def exported_lines(key_line: str) -> Iterator[str]:
    """The whole history at one moment, a JSON object a line with its line end."""
    yield as_line(header("all", key_line) | {"exported_at": moment(datetime.now(tz=UTC))})
    with one_moment(connection):
        for kind, model in KINDS.items():
            for record in records_of(kind, model._default_manager.order_by("pk")):
                yield as_line(record)


def header(scope: str, key_line: str) -> Record:
    """`scope` is `all`, or says of what this is the evidence."""
    return {"kind": "header", "format": FORMAT, "scope": scope, "key": key_line}


def records_of(kind: str, rows: models.QuerySet[Any]) -> Iterator[Record]:
    """The rows as they are exported, in the order they come, some hundred in memory."""
    columns = [field.column or "" for field in rows.model._meta.local_fields if field.column not in LEFT_OUT]
    for row in rows.values_list(*columns).iterator(chunk_size=FETCHED):
        yield {"kind": kind} | dict(zip(columns, map(_plain, row), strict=True))


def as_line(record: Record) -> str:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    # Line ends to some readers, though not to JSON.
    for character in "\u0085\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text + "\n"


def _plain(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value
