"""Owns values in a SQLite table that are of another kind than their column: no program of ours writes them.

Django reads a truth that is neither 0 nor 1 as false, where SQL takes it for true; a BLOB has no form in JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.finding import Finding
from annotations.history.installation import sqlite_columns
from annotations.history.reading import streamed
from annotations.models.audit import Audit

LISTED = 100


def misfits(connection: BaseDatabaseWrapper, audit: Audit) -> Iterator[Finding]:
    """One Finding for each such value, LISTED at the most."""
    columns = sqlite_columns(connection, audit.table)
    wrong = {name: _wrong(name, kind) for name, kind in columns if name not in audit.omitted}
    if not wrong:
        return  # A table that is not there: the comparison says so.
    shown = ", ".join(f'CASE WHEN {test} THEN quote("{name}") END' for name, test in wrong.items())
    anyhow = " OR ".join(wrong.values())
    sql = f'SELECT id, {shown} FROM "{audit.table}" WHERE {anyhow} ORDER BY id LIMIT {LISTED}'
    for row_id, *values in streamed(connection, sql, None):
        for (name, _), value in zip(wrong.items(), values, strict=True):
            if value is not None:
                problem = (
                    f"holds {str(value)[:80]}, which no such column may hold: it reads as something else"
                )
                yield Finding("value", f"{name} {problem}", audit.table, row_id)


def damages(connection: BaseDatabaseWrapper, audit: Audit) -> Iterator[Finding]:
    """An index that does not lead to the rows: questions that it answers get other rows than those that are compared.

    https://sqlite.org/pragma.html#pragma_integrity_check
    """
    for (line,) in streamed(connection, f'PRAGMA integrity_check("{audit.table}")', None):
        if line != "ok":
            yield Finding("object", f"{audit.table} does not hold together: {line}", audit.table)


def _wrong(name: str, kind: str) -> str:
    if kind == "bool":
        return f'"{name}" NOT IN (0, 1)'
    if kind == "real":
        return f"(typeof(\"{name}\") NOT IN ('real', 'integer', 'null') OR abs(\"{name}\") > 1.8e308)"
    if "int" in kind:
        return f"typeof(\"{name}\") NOT IN ('integer', 'null')"
    if kind.startswith(("varchar", "text", "date", "time")):
        return f"typeof(\"{name}\") NOT IN ('text', 'null')"
    return f"typeof(\"{name}\") = 'blob'"
