"""Owns the text of SQLite's triggers, made from a table's real columns. Runs nothing by itself.

Design and measurements: trigger-written diffs with old and new values; REPLACE is caught by recursive triggers
on audited tables and by a BEFORE INSERT guard on the log tables.
"""

from __future__ import annotations

from annotations.history.log_tables import (
    ACTION_TABLE,
    CHANGE_TABLE,
    CONTEXT_TABLE,
    PRIVATE_COLUMNS,
    REDACTION_TABLE,
)
from annotations.models.audit import MASK, Audit

CAPTURE_PREFIX = "history_"
GUARD_PREFIX = "keep_"

# The Action that explains a write; where none does, the write is refused in strict mode.
_ACTION = (
    "(SELECT CASE WHEN strict AND action_id IS NULL THEN RAISE(ABORT, 'history: a write that no Action explains')"
    f" ELSE action_id END FROM {CONTEXT_TABLE} WHERE id = 1)"
)
# An INTEGER PRIMARY KEY answers to all of these: https://sqlite.org/lang_createtable.html#rowid
_ROW_ID = ("id", "rowid", "oid", "_rowid_")
_GROUP = 6
# What a Redaction may take: table -> (the column that names its row, what of it may change).
_REDACTED = {
    CHANGE_TABLE: ("change_id", ("nonce", "body")),
    ACTION_TABLE: ("redacted_action_id", ("nonce", *PRIVATE_COLUMNS)),
}


def capture_triggers(audit: Audit, columns: list[tuple[str, str]]) -> dict[str, str]:
    """Trigger name -> CREATE statement. `columns` are (name, declared type) in table order.

    An update that leaves a row in its place has a trigger of its own, with a single statement: it is the usual one,
    and every statement costs each row its share.
    """
    kept = kept_columns(audit, columns)
    added, removed = row_json(audit, kept, "NEW."), row_json(audit, kept, "OLD.")
    differs = " OR ".join(_differs(name) for name, _ in kept)
    stays = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name in ("id", *_stream_columns(audit)))
    places = ", ".join(f'"{name}"' for name in (*_stream_columns(audit), *_ROW_ID))
    triggers = (
        ("i", "INSERT", "", _insert(audit, "NEW", "I", added)),
        ("d", "DELETE", "", _insert(audit, "OLD", "D", removed)),
        ("u", "UPDATE", f"{stays} AND ({differs})", _insert(audit, "NEW", "U", _difference(audit, kept))),
        ("m", f"UPDATE OF {places}", f"NOT ({stays})", _moved(audit, kept, added, removed)),
    )
    return {
        name: f'CREATE TRIGGER "{name}" AFTER {event} ON "{audit.table}" {when and f"WHEN {when} "}BEGIN {body} END'
        for name, event, when, body in (
            (f"{CAPTURE_PREFIX}{audit.table}_{kind}", *rest) for kind, *rest in triggers
        )
    }


def _moved(audit: Audit, kept: list[tuple[str, str]], added: str, removed: str) -> str:
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


def guard_triggers(
    table: str, columns: list[tuple[str, str]], redactions: list[tuple[str, str]]
) -> dict[str, str]:
    """Refuse UPDATE, DELETE and REPLACE on an append-only table; a Change or Action may lose what a Redaction names.

    `redactions` are the columns of the table of Redactions, which a migration may not have made yet.
    """
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    redacted = _REDACTED.get(table)
    update = (
        f"WHEN NOT ({_redacts(columns, *redacted)})" if redacted and redacted[0] in dict(redactions) else ""
    )
    again = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'
    return {
        name: f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {condition} {refuse}'
        for name, event, condition in (
            (f"{GUARD_PREFIX}{table}_u", "UPDATE", update),
            (f"{GUARD_PREFIX}{table}_d", "DELETE", ""),
            (f"{GUARD_PREFIX}{table}_i", "INSERT", again),
        )
    }


def context_guard() -> dict[str, str]:
    """Refuse the naming of an Action that was not opened just now: PostgreSQL knows that by its transaction."""
    name = f"{GUARD_PREFIX}{CONTEXT_TABLE}_u"
    is_old = (
        f"NEW.action_id IS NOT (SELECT max(id) FROM {ACTION_TABLE})"
        f" OR EXISTS (SELECT 1 FROM {CHANGE_TABLE} WHERE action_id = NEW.action_id)"
    )
    return {
        name: f'CREATE TRIGGER "{name}" BEFORE UPDATE OF action_id ON "{CONTEXT_TABLE}"'
        f" WHEN NEW.action_id IS NOT NULL AND ({is_old})"
        " BEGIN SELECT RAISE(ABORT, 'history: this Action is over'); END"
    }


def _redacts(columns: list[tuple[str, str]], key: str, erasable: tuple[str, ...]) -> str:
    kept = " AND ".join(f'OLD."{name}" IS NEW."{name}"' for name, _ in columns if name not in erasable)
    return f"NEW.nonce = '' AND {kept} AND EXISTS (SELECT 1 FROM {REDACTION_TABLE} WHERE {key} = OLD.id)"


def _insert(audit: Audit, row: str, operation: str, body: str, *, condition: str = "") -> str:
    claim = f'{row}."{audit.claim}"' if audit.claim else "NULL"
    values = (
        f"strftime('%Y-%m-%d %H:%M:%f', 'now'), {_ACTION}, {_stream(audit, row)}, '{audit.entity}', {row}.id, "
        f"{claim}, '{operation}', lower(hex(randomblob(16))), {body}, ''"
    )
    columns = "at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user"
    given = f"SELECT {values} WHERE {condition}" if condition else f"VALUES ({values})"
    return f"INSERT INTO {CHANGE_TABLE} ({columns}) {given};"


def _stream_columns(audit: Audit) -> list[str]:
    return [column for _, column in audit.streams]


def _stream(audit: Audit, row: str) -> str:
    cases = " ".join(
        f'WHEN {row}."{column}" IS NOT NULL THEN \'{kind}:\' || {row}."{column}"'
        for kind, column in audit.streams
    )
    return f"CASE {cases} ELSE '{audit.entity}:' || {row}.id END"


def kept_columns(audit: Audit, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in columns if name not in audit.omitted]


def row_json(audit: Audit, columns: list[tuple[str, str]], prefix: str = "") -> str:
    """An expression for a whole row as a Change spells it. `prefix` is `NEW.`, `OLD.` or nothing.

    JSON is put together from its pieces: to have SQLite parse each piece again costs several times as much.
    """
    pairs = " || ',' || ".join(
        f"'\"{name}\":' || {_json(audit, name, kind, prefix)}" for name, kind in columns
    )
    return f"'{{' || {pairs} || '}}'"


def _difference(audit: Audit, columns: list[tuple[str, str]]) -> str:
    """`{column: [old, new]}` of the columns that differ, by groups: most of a table's columns stay as they are."""
    groups = (columns[start : start + _GROUP] for start in range(0, len(columns), _GROUP))
    pieces = " || ".join(_changed(audit, group) for group in groups)
    return f"'{{' || substr({pieces}, 2) || '}}'"


def _changed(audit: Audit, group: list[tuple[str, str]]) -> str:
    pairs = " || ".join(
        f"CASE WHEN {_differs(name)} THEN ',\"{name}\":[' || {_json(audit, name, kind, 'OLD.')} || ',' || "
        f"{_json(audit, name, kind, 'NEW.')} || ']' ELSE '' END"
        for name, kind in group
    )
    return f"CASE WHEN {' OR '.join(_differs(name) for name, _ in group)} THEN {pairs} ELSE '' END"


def _differs(name: str) -> str:
    return f'OLD."{name}" IS NOT NEW."{name}"'


def _json(audit: Audit, name: str, kind: str, prefix: str) -> str:
    """The column's value as JSON text. Booleans and reals are spelled as PostgreSQL spells them."""
    column = f'{prefix}"{name}"'
    if name in audit.masked:
        return f"'\"{MASK}\"'"
    if kind == "bool":
        # Django reads a 2 as no, SQLite as yes: only these two are spelled as yes and no.
        return f"CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE json_quote({column}) END"
    if kind == "real":
        # json() refuses what is no number there, an infinity.
        return f"CASE WHEN {column} IS NULL THEN 'null' ELSE json(printf('%!.17g', {column})) END"
    return f"json_quote({column})"
