"""Owns the text of SQLite's triggers, made from a table's real columns. Runs nothing by itself.

Design and measurements: trigger-written diffs with old and new values; REPLACE is caught by recursive triggers
on audited tables and by a BEFORE INSERT guard on the log tables.
"""

from __future__ import annotations

from annotations.history.log_tables import CHANGE_TABLE, CONTEXT_TABLE, REDACTION_TABLE
from annotations.models.audit import MASK, Audit

CAPTURE_PREFIX = "history_"
GUARD_PREFIX = "keep_"


def capture_triggers(audit: Audit, columns: list[tuple[str, str]]) -> dict[str, str]:
    """Trigger name -> CREATE statement. `columns` are (name, declared type) in table order."""
    kept = kept_columns(audit, columns)
    table = audit.table
    names = {operation: f"{CAPTURE_PREFIX}{table}_{operation.lower()}" for operation in "IUD"}
    added, removed = row_json(audit, kept, "NEW."), row_json(audit, kept, "OLD.")
    bodies = {
        "I": _insert(audit, "NEW", "I", added),
        "D": _insert(audit, "OLD", "D", removed),
        "U": _update(audit, kept, added, removed),
    }
    differs = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name, _ in kept)
    events = {"I": ("INSERT", ""), "U": ("UPDATE", differs), "D": ("DELETE", "")}
    return {
        names[operation]: _trigger(names[operation], table, event, bodies[operation], when=when)
        for operation, (event, when) in events.items()
    }


def _update(audit: Audit, kept: list[tuple[str, str]], added: str, removed: str) -> str:
    """A row that takes another id ends under the old one and begins under the new one."""
    same, other = "OLD.id IS NEW.id", "OLD.id IS NOT NEW.id"
    moved = f"{same} AND {_stream(audit, 'OLD')} IS NOT {_stream(audit, 'NEW')}"
    difference = _difference(audit, kept)
    return " ".join(
        (
            _insert(audit, "NEW", "U", difference, condition=same),
            _insert(audit, "OLD", "M", difference, condition=moved),
            _insert(audit, "OLD", "D", removed, condition=other),
            _insert(audit, "NEW", "I", added, condition=other),
        )
    )


def guard_triggers(table: str, columns: list[tuple[str, str]]) -> dict[str, str]:
    """Refuse UPDATE, DELETE and REPLACE on an append-only table; a Change may lose what a Redaction names."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    update = f"WHEN NOT ({_redacts(columns)})" if table == CHANGE_TABLE else ""
    again = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'
    return {
        name: f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {condition} {refuse}'
        for name, event, condition in (
            (f"{GUARD_PREFIX}{table}_u", "UPDATE", update),
            (f"{GUARD_PREFIX}{table}_d", "DELETE", ""),
            (f"{GUARD_PREFIX}{table}_i", "INSERT", again),
        )
    }


def _redacts(columns: list[tuple[str, str]]) -> str:
    kept = " AND ".join(
        f'OLD."{name}" IS NEW."{name}"' for name, _ in columns if name not in {"nonce", "body"}
    )
    return f"NEW.nonce = '' AND {kept} AND EXISTS (SELECT 1 FROM {REDACTION_TABLE} WHERE change_id = OLD.id)"


def _trigger(name: str, table: str, event: str, body: str, *, when: str = "") -> str:
    condition = f"WHEN {when} " if when else ""
    strict = (
        "SELECT RAISE(ABORT, 'history: a write that no Action explains') "
        f"WHERE (SELECT strict AND action_id IS NULL FROM {CONTEXT_TABLE} WHERE id = 1);"
    )
    return f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {condition}BEGIN {strict} {body} END'


def _insert(audit: Audit, row: str, operation: str, body: str, *, condition: str = "1") -> str:
    claim = f'{row}."{audit.claim}"' if audit.claim else "NULL"
    action = f"(SELECT action_id FROM {CONTEXT_TABLE} WHERE id = 1)"
    values = (
        f"strftime('%Y-%m-%d %H:%M:%f', 'now'), {action}, {_stream(audit, row)}, '{audit.entity}', {row}.id, "
        f"{claim}, '{operation}', lower(hex(randomblob(16))), {body}, ''"
    )
    columns = "at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user"
    return f"INSERT INTO {CHANGE_TABLE} ({columns}) SELECT {values} WHERE {condition};"


def _stream(audit: Audit, row: str) -> str:
    cases = " ".join(
        f'WHEN {row}."{column}" IS NOT NULL THEN \'{kind}:\' || {row}."{column}"'
        for kind, column in audit.streams
    )
    return f"CASE {cases} ELSE '{audit.entity}:' || {row}.id END"


def kept_columns(audit: Audit, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in columns if name not in audit.omitted]


def row_json(audit: Audit, columns: list[tuple[str, str]], prefix: str = "") -> str:
    """An expression for a whole row as a Change spells it. `prefix` is `NEW.`, `OLD.` or nothing."""
    pairs = ", ".join(f"'{name}', json({_json(audit, name, kind, prefix)})" for name, kind in columns)
    return f"json_object({pairs})"


def _difference(audit: Audit, columns: list[tuple[str, str]]) -> str:
    rows = " UNION ALL ".join(
        f"SELECT '{name}' AS k, {_json(audit, name, kind, 'OLD.')} AS o, {_json(audit, name, kind, 'NEW.')} AS n, "
        f'OLD."{name}" IS NOT NEW."{name}" AS differs'
        for name, kind in columns
    )
    return f"(SELECT json_group_object(k, json_array(json(o), json(n))) FROM ({rows}) WHERE differs)"


def _json(audit: Audit, name: str, kind: str, prefix: str) -> str:
    """The column's value as JSON text. Booleans and reals are spelled as PostgreSQL spells them."""
    column = f'{prefix}"{name}"'
    if name in audit.masked:
        return f"'\"{MASK}\"'"
    if kind == "bool":
        return f"CASE WHEN {column} IS NULL THEN 'null' WHEN {column} THEN 'true' ELSE 'false' END"
    if kind == "real":
        return f"CASE WHEN {column} IS NULL THEN 'null' ELSE printf('%!.17g', {column}) END"
    return f"json_quote({column})"
