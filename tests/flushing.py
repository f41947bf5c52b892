"""Owns emptying the database between tests that commit, past the triggers that refuse it.

Tables of the log refuse DELETE and TRUNCATE, and recording triggers would write new rows while the old
ones go. So the triggers are lifted for the flush alone, and rows that migrations made are put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management.commands import flush as flush_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]

ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@contextmanager
def flush_past_the_guards(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """While it is open, Django's flush leaves the database as it is now: as the migrations made it."""
    made_by_migrations = all_rows(connection)
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_and_put_back(operations: BaseDatabaseOperations, statements: Any) -> None:
        connection = operations.connection
        with transaction.atomic(using=connection.alias), triggers_lifted(connection):
            flush(operations, statements)
            put_back(connection, made_by_migrations)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_and_put_back)
        # What Django would make anew after a flush is among the rows that were put back.
        patch.setattr(flush_command, "emit_post_migrate_signal", lambda *_: None)
        yield


@contextmanager
def triggers_lifted(connection: BaseDatabaseWrapper, but: str = "") -> Iterator[None]:
    """Nothing is recorded and nothing refused inside; afterwards every trigger is as it was.

    Triggers whose names begin with `but` stay.
    """
    lift, restore = (_sqlite if connection.vendor == "sqlite" else _postgresql)(connection, but)
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
        yield
        for statement in restore:
            cursor.execute(statement)


def _sqlite(connection: BaseDatabaseWrapper, but: str) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
        triggers = [found for found in cursor.fetchall() if not (but and found[0].startswith(but))]
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]


def _postgresql(connection: BaseDatabaseWrapper, but: str) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, quote_ident(tgname), tgenabled FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled <> 'D'"
        )
        triggers = [found for found in cursor.fetchall() if not (but and found[1].startswith(but))]
    lift = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name, _ in triggers]
    restore = [f"ALTER TABLE {table} {ENABLE[how]} TRIGGER {name}" for table, name, how in triggers]
    return ["; ".join(lift)] * bool(lift), ["; ".join(restore)] * bool(restore)


def all_rows(connection: BaseDatabaseWrapper) -> Rows:
    """Table -> (columns, rows), of the tables that hold any."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 # own table
            if found := cursor.fetchall():
                rows[table] = [column[0] for column in cursor.description], found
    return rows


def put_back(connection: BaseDatabaseWrapper, rows: Rows) -> None:
    """The rows into their tables, which are empty."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, (columns, found) in rows.items():
            names = ", ".join(quote(column) for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", found)  # noqa: S608
