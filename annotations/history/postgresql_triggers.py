"""Owns the text of PostgreSQL's triggers, and how each should stand in the catalogue. Runs nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotations.history import postgresql_functions, postgresql_sealing
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, SEAL_TABLE
from annotations.models.audit import Audit


class Capture(NamedTuple):
    """Which trigger records a kind of write, with what function, and under what names it hands over the rows."""

    trigger: str
    function: str
    old_rows: str | None
    new_rows: str | None


CAPTURES = {
    "INSERT": Capture("history_insert", "factcheck_capture_rows", None, "touched_rows"),
    "DELETE": Capture("history_delete", "factcheck_capture_rows", "touched_rows", None),
    "UPDATE": Capture("history_update", "factcheck_capture_updates", "old_rows", "new_rows"),
}
# What earlier versions had in their place: one trigger a table, called for each row.
FORMER_TRIGGER, FORMER_FUNCTION = "history_capture", "factcheck_capture"
GUARD_TRIGGER = "keep_append_only"
NO_TRUNCATE_TRIGGER = "keep_no_truncate"
NO_HAND_TRIGGER = "keep_no_hand"
STAMP_TRIGGER = "history_stamp"

# What pg_trigger.tgtype says: 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
_KINDS = {
    "history_insert": 4,
    "history_delete": 8,
    "history_update": 16,
    GUARD_TRIGGER: 1 + 2 + 8 + 16,
    NO_TRUNCATE_TRIGGER: 2 + 32,
    STAMP_TRIGGER: 1 + 2 + 4,
    NO_HAND_TRIGGER: 1 + 2 + 4,
    postgresql_sealing.SEAL_TRIGGER: 1 + 4,
}
_ALWAYS = "A"
# Tables that only triggers write to -> what tells that it was no trigger. Rows are stated anew ("B") by a migration.
_BY_TRIGGERS = {
    CHANGE_TABLE: "((pg_trigger_depth() = 0) AND ((new.operation)::text <> 'B'::text))",
    SEAL_TABLE: "(pg_trigger_depth() = 0)",
}


class Standing(NamedTuple):
    """What pg_trigger says of a trigger; `condition` as pg_get_triggerdef() spells it."""

    enabled: str
    arguments: bytes
    function: str
    kind: int
    old_rows: str | None = None
    new_rows: str | None = None
    condition: str | None = None


def expected_triggers(audits: Iterable[Audit], log_tables: Iterable[str]) -> dict[tuple[str, str], Standing]:
    """(table, trigger) -> how it should stand in the catalogue."""
    refuse = "factcheck_refuse"
    wanted = {
        (ACTION_TABLE, STAMP_TRIGGER): _standing(STAMP_TRIGGER, "factcheck_stamp"),
        (CHANGE_TABLE, postgresql_sealing.SEAL_TRIGGER): _standing(
            postgresql_sealing.SEAL_TRIGGER, "factcheck_seal"
        ),
    }
    for audit in audits:
        arguments = b"".join(one.encode() + b"\0" for one in _arguments(audit))
        for name, function, old_rows, new_rows in CAPTURES.values():
            wanted[audit.table, name] = Standing(
                _ALWAYS, arguments, function, _KINDS[name], old_rows, new_rows
            )
        wanted[audit.table, NO_TRUNCATE_TRIGGER] = _standing(NO_TRUNCATE_TRIGGER, refuse)
    for table in log_tables:
        wanted[table, GUARD_TRIGGER] = _standing(GUARD_TRIGGER, _guard(table))
        wanted[table, NO_TRUNCATE_TRIGGER] = _standing(NO_TRUNCATE_TRIGGER, refuse)
    for table, condition in _BY_TRIGGERS.items():
        wanted[table, NO_HAND_TRIGGER] = _standing(NO_HAND_TRIGGER, refuse)._replace(condition=condition)
    return wanted


def _standing(name: str, function: str) -> Standing:
    return Standing(_ALWAYS, b"", function, _KINDS[name])


def function_sources() -> dict[str, str]:
    """Name -> text between the dollar quotes, as pg_proc.prosrc holds it."""
    text = postgresql_functions.FUNCTIONS + postgresql_sealing.FUNCTIONS
    pattern = r"FUNCTION (factcheck_\w+)\([^)]*\) RETURNS [^$]*\$function\$(.*?)\$function\$"
    return dict(re.findall(pattern, text, re.DOTALL))


def capture_statements(audit: Audit) -> list[str]:
    """Statements that (re)make the table's capture triggers."""
    quoted = ", ".join(f"'{argument}'" for argument in _arguments(audit))
    statements = [f'DROP TRIGGER IF EXISTS {FORMER_TRIGGER} ON "{audit.table}"']
    for write, (name, function, old_rows, new_rows) in CAPTURES.items():
        rows = " ".join(
            f"{when} TABLE AS {rows}" for when, rows in (("OLD", old_rows), ("NEW", new_rows)) if rows
        )
        each = f"STATEMENT EXECUTE FUNCTION {function}({quoted})"
        statements += _replaced(audit.table, name, f"AFTER {write}", each, rows)
    return statements + _replaced(
        audit.table, NO_TRUNCATE_TRIGGER, "BEFORE TRUNCATE", "STATEMENT EXECUTE FUNCTION factcheck_refuse()"
    )


def _guard(table: str) -> str:
    keeping = {CHANGE_TABLE: "factcheck_keep_change", ACTION_TABLE: "factcheck_keep_action"}
    return keeping.get(table, "factcheck_refuse")


def _arguments(audit: Audit) -> list[str]:
    pairs = [part for pair in audit.streams for part in pair]
    return [audit.entity, ",".join(audit.masked), ",".join(audit.omitted), audit.claim, *pairs]


def guard_statements(table: str) -> list[str]:
    """Statements that make a table append-only, and those of the history's own hand where only triggers write."""
    guard = f"ROW EXECUTE FUNCTION {_guard(table)}()"
    statements = [
        *_replaced(table, GUARD_TRIGGER, "BEFORE UPDATE OR DELETE", guard),
        *_replaced(
            table, NO_TRUNCATE_TRIGGER, "BEFORE TRUNCATE", "STATEMENT EXECUTE FUNCTION factcheck_refuse()"
        ),
    ]
    if table == ACTION_TABLE:
        statements += _replaced(
            table, STAMP_TRIGGER, "BEFORE INSERT", "ROW EXECUTE FUNCTION factcheck_stamp()"
        )
    if table == CHANGE_TABLE:
        statements += postgresql_sealing.seal_statements()
    if table in _BY_TRIGGERS:
        by_hand = f"WHEN ({_BY_TRIGGERS[table]}) EXECUTE FUNCTION factcheck_refuse()"
        statements += _replaced(table, NO_HAND_TRIGGER, "BEFORE INSERT", f"ROW {by_hand}")
    return statements


def _replaced(table: str, trigger: str, when: str, each: str, rows: str = "") -> list[str]:
    referencing = f"REFERENCING {rows} " if rows else ""
    return [
        f'DROP TRIGGER IF EXISTS {trigger} ON "{table}"',
        f'CREATE TRIGGER {trigger} {when} ON "{table}" {referencing}FOR EACH {each}',
        # Also fires when a superuser plays replica.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {trigger}',
    ]
