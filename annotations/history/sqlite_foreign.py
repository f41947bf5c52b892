"""Owns finding what stands in a SQLite file beside our tables and could make them lie, or write in somebody's name.

A trigger of others writes under the gesture that set it off, and what a view shows need not be what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history import sqlite_search, sqlite_triggers
from annotations.history.installation import sqlite_columns, sqlite_guards
from annotations.history.log_tables import LOG_TABLES
from annotations.models.audit import AUDITED
from annotations.models.searched import SEARCHED


def foreign_objects(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """A line for each, naming it and what it stands on."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    history = _history(connection)
    search = {name: text for one in SEARCHED.values() for name, text in sqlite_search.triggers(one).items()}
    stored = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY name"
    for kind, name, table, text in _rows(connection, stored):
        # Triggers of the history that were changed are told by installation.missing.
        if kind == "trigger" and name not in history and text != search.get(name):
            yield f"the trigger {name} on {table} is {'changed' if name in search else 'not ours'}"
        if name in tables and kind == "view":
            yield f"{name} is a view in the place of a table"
        if name in tables and kind == "table" and text.upper().startswith("CREATE VIRTUAL"):
            yield f"{name} is a virtual table in the place of a table"
    for table in sorted(AUDITED):
        for row in _rows(connection, f'PRAGMA table_xinfo("{table}")'):
            if row[6]:
                yield f"{table}.{row[1]} is computed instead of stored"


def _history(connection: BaseDatabaseWrapper) -> set[str]:
    names = set(sqlite_triggers.context_guard())
    for table in LOG_TABLES:
        names |= sqlite_guards(connection, table).keys()
    for table, audit in AUDITED.items():
        names |= sqlite_triggers.capture_triggers(audit, sqlite_columns(connection, table)).keys()
    return names


def _rows(connection: BaseDatabaseWrapper, sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, None)
        return list(cursor.fetchall())
