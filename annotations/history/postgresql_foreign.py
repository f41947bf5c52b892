"""Owns finding what stands in PostgreSQL beside our tables and could make them lie, or write in somebody's name.

A trigger of others writes under the gesture that set it off; a rule, a view, a policy, a function of the right
argument types shows what is not stored.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history import postgresql_triggers
from annotations.history.log_tables import LOG_TABLES
from annotations.models.audit import AUDITED
from annotations.models.searched import SEARCHED

# These write into the history, whoever sets them off.
DEFINER = frozenset({"factcheck_capture_rows", "factcheck_capture_updates", "factcheck_seal"})
# The texts of the functions that keep the search index, as a migration made them once.
SEARCH = {
    "factcheck_fold": "3d91471c1e12dfd6673aafd4bccc7edc8f99c9b4bc161b67e9451c264eebd31f",
    "factcheck_words": "347fa1bd5f222c931fec40ac0ec896ba3ec38182233d2b12b7ee1eb63bd8e43a",
    "factcheck_asked": "5c6ce22182852ddd5c6dac9cc712eddf1ff34cae15910161269f1a7b92d6bec3",
    "factcheck_holds": "bc5e07f353af80162c3ded73a525ad2b6cde433b60a134c16add3220fe69d502",
    "factcheck_index": "8d467acbd1f0437ae6ac61d82043f5af41812454ca986fc0c0997e0ad73182b2",
}
_OURS = """
WITH t AS (
  SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, n.nspname
  FROM unnest(%s::text[]) AS name JOIN pg_class c ON c.oid = to_regclass(quote_ident(name))
  JOIN pg_namespace n ON n.oid = c.relnamespace)
"""
_NOT_OF_AN_EXTENSION = "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')"
# What to look for, and how it is told.
_WRONG = (
    ("SELECT relname, nspname FROM t WHERE nspname <> 'public'", "{0} is read from the schema {1}"),
    ("SELECT relname FROM t WHERE relkind NOT IN ('r', 'p')", "{0} is no table, but shown as one"),
    ("SELECT relname FROM t WHERE relrowsecurity", "{0} hides rows, by row level security"),
    (
        "SELECT t.relname, r.rulename FROM pg_rewrite r JOIN t ON t.oid = r.ev_class WHERE r.rulename <> '_RETURN'",
        "the rule {1} on {0} is not ours",
    ),
    (
        "SELECT t.relname, i.inhrelid::regclass::text FROM pg_inherits i JOIN t ON t.oid = i.inhparent",
        "{0} shows the rows of {1} as its own",
    ),
    (
        "SELECT t.relname, a.attname FROM pg_attribute a JOIN t ON t.oid = a.attrelid WHERE a.attgenerated <> ''",
        "{0}.{1} is computed instead of stored",
    ),
    (
        (
            "SELECT o.oid::regoperator::text FROM pg_operator o WHERE o.oprnamespace = 'public'::regnamespace"
            f" AND {_NOT_OF_AN_EXTENSION}"
        ),
        "the operator {0} is not ours",
    ),
    ("SELECT evtname FROM pg_event_trigger", "the event trigger {0} is not ours"),
)
_TRIGGERS = (
    "SELECT c.relname, t.tgname, p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
    " ORDER BY 1, 2"
)
_FUNCTIONS = (
    "SELECT proname, o.oid::regprocedure::text, prosrc, prosecdef, coalesce(proconfig::text, '') FROM pg_proc o"
    f" WHERE pronamespace = 'public'::regnamespace AND {_NOT_OF_AN_EXTENSION} ORDER BY 2"
)


def foreign_objects(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """A line for each, naming it and what it stands on."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    yield from _triggers(connection)
    for sql, told in _WRONG:
        for row in _rows(connection, f"{_OURS}{sql} ORDER BY 1", [tables]):
            yield told.format(*row)
    yield from _functions(connection)


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[str]:
    ours = set(postgresql_triggers.expected_triggers(AUDITED.values(), LOG_TABLES))
    ours |= {(one.table, f"{one.index}_{event}") for one in SEARCHED.values() for event in "iudt"}
    for table, name, function in _rows(connection, _TRIGGERS):
        if (table, name) not in ours or (name.startswith("find_") and function != "factcheck_index"):
            yield f"the trigger {name} on {table} is not ours"


def _functions(connection: BaseDatabaseWrapper) -> Iterator[str]:
    history = postgresql_triggers.function_sources()
    seen: set[str] = set()
    for name, told, source, is_definer, settings in _rows(connection, _FUNCTIONS):
        if name in seen or (name not in history and name not in SEARCH):
            yield f"the function {told} is not ours"
            continue
        seen.add(name)
        if name in SEARCH and _digest(source) != SEARCH[name]:
            yield f"the function {told} is changed"
        if is_definer != (name in DEFINER):
            yield f"the function {told} runs with other rights than ours"
        if name in DEFINER and "search_path=public, pg_temp" not in settings:
            yield f"the function {told} looks for its tables elsewhere"


def _digest(source: str) -> str:
    """SHA-256 of a function's text, but for the collation that one of them names: it differs between databases."""
    return hashlib.sha256(re.sub(r"lower\(folded[^)]*\)", "lower(folded)", source).encode()).hexdigest()


def _rows(connection: BaseDatabaseWrapper, sql: str, parameters: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
