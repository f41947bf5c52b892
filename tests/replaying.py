"""Owns rebuilding every table from the history alone after a test, and comparing it byte for byte with what is there.

Stricter than verify_history, which forgives the other engine's spelling: here both were written by this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.reading import live_rows, one_moment, recorded_rows
from annotations.models.audit import AUDITED, Audit

# The tests of the doors: what they do, a person or a program could do.
DOORS = ("api", "web", "browser", "admin")


def replay_differences(connection: BaseDatabaseWrapper) -> list[str]:
    """A line for each row that is not what its Changes lead to."""
    with one_moment(connection):
        return [line for audit in AUDITED.values() for line in _table(connection, audit)]


def _table(connection: BaseDatabaseWrapper, audit: Audit) -> Iterator[str]:
    rebuilt = dict(_rebuilt(connection, audit))
    live = {row_id: _bytes(json.loads(row)) for row_id, row in live_rows(connection, audit)}
    for row_id in sorted(rebuilt.keys() | live.keys()):
        should, has = rebuilt.get(row_id), live.get(row_id)
        if should != has:
            yield f"{audit.entity} {row_id}: the history leads to {should!r}, the table holds {has!r}"


def _rebuilt(connection: BaseDatabaseWrapper, audit: Audit) -> Iterator[tuple[int, bytes]]:
    for row_id, changes in groupby(recorded_rows(connection, audit.entity), key=lambda one: one.row_id):
        row: dict[str, Any] | None = None
        for change in changes:
            body = json.loads(change.body)
            if change.operation == "D":
                row = None
            elif change.operation == "U":
                row = (row or {}) | {column: new for column, (_, new) in body.items()}
            else:
                row = body
        if row is not None:
            yield row_id, _bytes(row)


def _bytes(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
