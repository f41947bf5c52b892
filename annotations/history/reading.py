"""Owns reading recorded and live rows for a verification: streamed, one kind of row at a time, as JSON text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history import sqlite_triggers
from annotations.history.installation import sqlite_columns
from annotations.history.log_tables import CHANGE_TABLE
from annotations.models.audit import MASK, Audit

FETCHED = 2_000
# Values in one statement.
AT_ONCE = 500

Value = TypeVar("Value", int, str)


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


def recorded_rows(
    connection: BaseDatabaseWrapper, entity: str, row_ids: Collection[int] | None = None
) -> Iterator[Recorded]:
    """Changes of a kind of row but moves, row by row, oldest first; of these rows only, where they are named."""
    for condition in _of_rows("row_id", row_ids):
        sql = (
            f"SELECT id, row_id, operation, body FROM {CHANGE_TABLE}"
            f" WHERE entity = %s AND operation <> 'M'{condition} ORDER BY entity, row_id, id"
        )
        yield from map(Recorded._make, streamed(connection, sql, [entity]))


def live_rows(
    connection: BaseDatabaseWrapper, audit: Audit, row_ids: Collection[int] | None = None
) -> Iterator[tuple[int, str]]:
    """(id, row as JSON text, spelled as the triggers spell it) in the order of ids."""
    expression = row_expression(connection, audit)
    for condition in _of_rows("id", row_ids):
        sql = f'SELECT id, {expression} FROM "{audit.table}" AS live WHERE 1 = 1{condition} ORDER BY id'
        yield from streamed(connection, sql, None)


def _of_rows(column: str, row_ids: Collection[int] | None) -> Iterator[str]:
    """Conditions that together let these rows through, in the order of their ids."""
    if row_ids is None:
        yield ""
        return
    for part in in_parts(row_ids):
        yield f" AND {column} IN ({', '.join(str(int(pk)) for pk in part)})"


def in_parts(values: Collection[Value]) -> Iterator[list[Value]]:
    """The values in their order, as many at once as a statement takes."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def moment_expression(connection: BaseDatabaseWrapper, column: str) -> str:
    """SQL for a moment as digests.moment spells it: read as text, it need not be parsed and written again."""
    if connection.vendor == "postgresql":
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"{column} || CASE length({column}) WHEN 19 THEN '.000000' WHEN 23 THEN '000' ELSE '' END"


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
        rows = cursor.fetchmany(FETCHED)
        while len(rows) == FETCHED:
            yield from rows
            rows = cursor.fetchmany(FETCHED)
        yield from rows


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
