"""Owns attributing what a data migration writes: one Action names the migration, and its writes belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython, RunSQL

from annotations.history.log_tables import ACTION_TABLE, CONTEXT_TABLE

_ATTRIBUTE = "history_migration"
# No verb of a person's: migrations alone use it.
SCHEMA_CHANGED = "schema.changed"


def announce(connection: BaseDatabaseWrapper, migration: Migration | None) -> None:
    """Say which migration is about to run, None for none. Only those that may write rows are attributed."""
    name = ""
    if migration is not None and any(isinstance(one, RunPython | RunSQL) for one in migration.operations):
        name = f"{migration.app_label}.{migration.name}"
    setattr(connection, _ATTRIBUTE, name)


@contextmanager
def attributed(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Writes inside belong to the announced migration. Called inside its transaction.

    An empty database has no history that a migration could change, so none is begun there.
    """
    name = getattr(connection, _ATTRIBUTE, "")
    if not name or not connection.in_atomic_block or not _has_history(connection):
        yield
        return
    from annotations.history.actor import program
    from annotations.history.opening import carry, open_action
    from annotations.history.recording import hold
    from annotations.history.sqlite_sealing import seal
    from annotations.models import Channel

    action = open_action(connection, program("migration", Channel.MIGRATION), SCHEMA_CHANGED, name)
    hold(connection, action)
    try:
        yield
    finally:
        hold(connection, None)
    # Where it fails, the transaction goes, and with it all that the database was told.
    if connection.vendor == "sqlite":
        seal(connection)
    carry(connection, None)


def _has_history(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        if not {ACTION_TABLE, CONTEXT_TABLE} <= set(present):
            return False
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {ACTION_TABLE})")
        return bool(cursor.fetchone()[0])
