"""Owns putting the triggers into a database and telling which are missing. Their text is made elsewhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from annotations.history import postgresql_functions, postgresql_sealing, postgresql_triggers, sqlite_triggers
from annotations.history.log_tables import CONTEXT_TABLE, HEAD_TABLE, LOG_TABLES, REDACTION_TABLE
from annotations.models.audit import AUDITED


def register() -> None:
    post_migrate.connect(_after_migrate, dispatch_uid="annotations.history")


def _after_migrate(*, app_config: Any, using: str, **_: object) -> None:
    if app_config.label == "annotations":
        from django.db import connections

        from annotations.history.baseline import restate
        from annotations.history.repairing import record_loss

        connection = connections[using]
        with connection.cursor() as cursor:
            present = set(connection.introspection.table_names(cursor))
        # On the way back to an older schema, tables are gone with their triggers.
        lost = missing(connection) if present >= {*LOG_TABLES, CONTEXT_TABLE, *AUDITED} else []
        install(connection)
        if present >= set(LOG_TABLES):
            restate(connection)
            record_loss(connection, lost)


def install(connection: BaseDatabaseWrapper, tables: list[str] | None = None) -> None:
    """(Re)make the triggers of these tables, or of all. Does nothing while the log tables are missing."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    if not present.issuperset({*LOG_TABLES, CONTEXT_TABLE, HEAD_TABLE}):
        return
    is_whole = tables is None or not {*LOG_TABLES, CONTEXT_TABLE, HEAD_TABLE}.isdisjoint(tables)
    wanted = present if is_whole else present.intersection(tables or ())
    # Straight into the database: a migration's schema editor may be collecting statements of its own.
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and is_whole:
            cursor.execute(postgresql_functions.FUNCTIONS + postgresql_sealing.FUNCTIONS, None)
        for table in sorted(wanted & set(LOG_TABLES)):
            _run(cursor, connection, _guards(connection, table))
        if connection.vendor == "sqlite" and is_whole:
            _run(cursor, connection, _remade(sqlite_triggers.context_guard()))
        for table in sorted(wanted & set(AUDITED)):
            _run(cursor, connection, _captures(connection, table))
        if connection.vendor == "postgresql" and is_whole:
            cursor.execute(f"DROP FUNCTION IF EXISTS {postgresql_triggers.FORMER_FUNCTION}()")
        _keep_context(cursor)


def _run(cursor: Any, connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    for statement in statements:
        # None, not (): a percent sign in the text is then no placeholder.
        cursor.execute(statement, None)


def _guards(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return postgresql_triggers.guard_statements(table)
    return _remade(sqlite_guards(connection, table))


def sqlite_guards(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    return sqlite_triggers.guard_triggers(
        table, sqlite_columns(connection, table), sqlite_columns(connection, REDACTION_TABLE)
    )


def _captures(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return postgresql_triggers.capture_statements(AUDITED[table])
    return _remade(sqlite_triggers.capture_triggers(AUDITED[table], sqlite_columns(connection, table)))


def _remade(triggers: dict[str, str]) -> list[str]:
    return [
        statement
        for name, create in triggers.items()
        for statement in (f'DROP TRIGGER IF EXISTS "{name}"', create)
    ]


def sqlite_columns(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, str]]:
    """(name, declared type in lower case) of a table's columns, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f'PRAGMA table_info("{table}")')
        return [(str(row[1]), str(row[2]).lower()) for row in cursor.fetchall()]


def _keep_context(cursor: Any) -> None:
    cursor.execute(f"SELECT count(*) FROM {CONTEXT_TABLE}")
    if not cursor.fetchone()[0]:
        cursor.execute(
            f"INSERT INTO {CONTEXT_TABLE} (id, action_id, strict) VALUES (1, NULL, %s)",
            [settings.HISTORY_STRICT],
        )
    else:
        cursor.execute(f"UPDATE {CONTEXT_TABLE} SET strict = %s", [settings.HISTORY_STRICT])


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should be there and are not, or are switched off or different; one line each."""
    if connection.vendor == "postgresql":
        return _missing_on_postgresql(connection)
    return _missing_on_sqlite(connection)


def _missing_on_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    expected = sqlite_triggers.context_guard()
    for table in LOG_TABLES:
        expected |= sqlite_guards(connection, table)
    for table, audit in AUDITED.items():
        expected |= sqlite_triggers.capture_triggers(audit, sqlite_columns(connection, table))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    return [
        f"{name}: {'missing' if name not in found else 'changed'}"
        for name, text in sorted(expected.items())
        if found.get(name) != text
    ]


def _missing_on_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    expected = postgresql_triggers.expected_triggers(AUDITED.values(), LOG_TABLES)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgenabled, t.tgargs, p.proname, t.tgtype::int, t.tgoldtable, t.tgnewtable,"
            " substring(pg_get_triggerdef(t.oid) FROM 'WHEN \\((.*)\\) EXECUTE FUNCTION') FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        found = {
            (table, name): postgresql_triggers.Standing(state, bytes(arguments), *rest)
            for table, name, state, arguments, *rest in cursor.fetchall()
        }
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND proname LIKE 'factcheck%%'",
            [],
        )
        sources = dict(cursor.fetchall())
    problems = []
    for (table, name), should in sorted(expected.items()):
        has = found.get((table, name))
        if has != should:
            how = "missing" if has is None else "switched off" if has.enabled != should.enabled else "changed"
            problems.append(f"{name} on {table}: {how}")
    problems += [
        f"function {name}: {'changed' if name in sources else 'missing'}"
        for name, source in postgresql_triggers.function_sources().items()
        if sources.get(name) != source
    ]
    return problems
