"""Owns reading recorded and live rows for a verification: streamed, one kind of row at a time, as JSON text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history import sqlite_triggers
from annotations.history.installation import sqlite_columns
from annotations.history.log_tables import CHANGE_TABLE
from annotations.models.audit import MASK, Audit

FETCHED = 500


class Recorded(NamedTuple):
    id: int
    row_id: int
    operation: str
    body: str


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything read inside is of one moment; writers are not held up. Inside a transaction it changes nothing."""
    if connection.in_atomic_block:
        yield
        return
    begin = (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if connection.vendor == "postgresql"
        else "BEGIN DEFERRED"
    )
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def recorded_rows(connection: BaseDatabaseWrapper, entity: str) -> Iterator[Recorded]:
    """All Changes of a kind of row but moves, row by row, oldest first."""
    sql = (
        f"SELECT id, row_id, operation, body FROM {CHANGE_TABLE}"
        " WHERE entity = %s AND operation <> 'M' ORDER BY entity, row_id, id"
    )
    for row in streamed(connection, sql, [entity]):
        yield Recorded(*row)


def live_rows(connection: BaseDatabaseWrapper, audit: Audit) -> Iterator[tuple[int, str]]:
    """(id, row as JSON text, spelled as the triggers spell it) in the order of ids."""
    expression = row_expression(connection, audit)
    yield from streamed(connection, f'SELECT id, {expression} FROM "{audit.table}" AS live ORDER BY id', None)


def row_expression(connection: BaseDatabaseWrapper, audit: Audit) -> str:
    """SQL for a whole row of the table, named `live` in the query, as a Change spells it."""
    if connection.vendor != "postgresql":
        kept = sqlite_triggers.kept_columns(audit, sqlite_columns(connection, audit.table))
        return sqlite_triggers.row_json(audit, kept)
    expression = f"to_jsonb(live) - ARRAY[{', '.join(_text(name) for name in audit.omitted)}]::text[]"
    for column in audit.masked:
        expression = f"jsonb_set({expression}, ARRAY[{_text(column)}], '\"{MASK}\"')"
    return f"({expression})::text"


def streamed(
    connection: BaseDatabaseWrapper, sql: str, parameters: list[Any] | None
) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement, a few hundred in memory at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
