"""Owns keeping SQLite's full-text index after every migrate, and the checks that say where an index is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate

from annotations.history import sqlite_search
from annotations.models.searched import SEARCHED

MADE_BY = ("annotations", "0002_search")


def register() -> None:
    checks.register(full_text_search_is_there, checks.Tags.database)
    post_migrate.connect(_after_migrate, dispatch_uid="annotations.search")


def _after_migrate(*, app_config: Any, using: str, **_: object) -> None:
    connection = connections[using]
    if app_config.label != "annotations" or connection.vendor != "sqlite":
        return
    if MADE_BY in MigrationRecorder(connection).applied_migrations():
        sqlite_search.make(connection)


def full_text_search_is_there(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    problems: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if MADE_BY not in MigrationRecorder(connection).applied_migrations():
            continue
        if connection.vendor == "sqlite" and not sqlite_search.has_fts5():
            problems.append(_LACKS_FTS5)
            continue
        hint = "Run `python manage.py migrate`, which makes it anew."
        lines = sqlite_search.missing(connection) if connection.vendor == "sqlite" else []
        if connection.vendor == "postgresql":
            hint = "Enable the trigger; if it is gone, restore the database or unapply and apply 0002_search."
            lines = _missing_on_postgresql(connection)
        problems += [
            checks.Error(f"The search index is not kept up: {line}.", hint=hint, id="search.E001")
            for line in lines
        ]
    return problems


_LACKS_FTS5 = checks.Warning(
    "This Python's SQLite lacks FTS5, so that search reads every text and grows slow with them.",
    hint="Use a Python whose SQLite has FTS5 (those of python.org and of Debian have), "
    "then run `python manage.py migrate`.",
    id="search.W001",
)


def _missing_on_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgenabled FROM pg_trigger WHERE tgname LIKE 'find\\_%%'", [])
        found = dict(cursor.fetchall())
    expected = [f"{searched.index}_{event}" for searched in SEARCHED.values() for event in "iudt"]
    return [
        f"{name}: {'switched off' if name in found else 'missing'}"
        for name in expected
        if found.get(name) not in {"A", b"A"}
    ]
