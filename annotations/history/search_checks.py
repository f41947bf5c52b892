"""Owns keeping SQLite's full-text index after every migrate, and the checks that say where it is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate

from annotations.history import sqlite_search

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
        applied = MigrationRecorder(connection).applied_migrations()
        if connection.vendor != "sqlite" or MADE_BY not in applied:
            continue
        if not sqlite_search.has_fts5():
            problems.append(
                checks.Warning(
                    "This Python's SQLite lacks FTS5, so that search reads every text and grows slow with them.",
                    hint="Use a Python whose SQLite has FTS5 (those of python.org and of Debian have), "
                    "then run `python manage.py migrate`.",
                    id="search.W001",
                )
            )
            continue
        problems += [
            checks.Error(
                f"The search index is not in place: {line}.",
                hint="Run `python manage.py migrate`, which makes it anew.",
                id="search.E001",
            )
            for line in sqlite_search.missing(connection)
        ]
    return problems
