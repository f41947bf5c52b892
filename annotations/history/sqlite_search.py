"""Owns SQLite's full-text tables and the triggers that keep them in step with every write.

FTS5 with external content: the index holds no copy of the text, so text that is erased from its table is gone.
Sources: https://sqlite.org/fts5.html sections 4.3.1 (tokenizer) and 4.4.3 (external content).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.models.searched import SEARCHED, Searched

# Combining marks belong to their word, in Devanagari as in Arabic; an apostrophe parts words however it is typed.
TOKENIZER = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc'' separators ''ʼ''"


@cache
def has_fts5() -> bool:
    """Whether this Python's SQLite was built with FTS5."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError:
            return False
    return True


def make(connection: BaseDatabaseWrapper) -> None:
    """Every index that is missing or of another shape is made and filled; triggers are made anew."""
    if not has_fts5():
        _drop_triggers(connection)  # They would refuse every write.
        return
    found = _stored(connection, "table")
    for searched in SEARCHED.values():
        if found.get(searched.index) == _table(searched):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {searched.index}")
            cursor.execute(_table(searched))
            cursor.execute(f"INSERT INTO {searched.index}({searched.index}) VALUES ('rebuild')")
    remake_triggers(connection, [searched.table for searched in SEARCHED.values()])


def unmake(connection: BaseDatabaseWrapper) -> None:
    _drop_triggers(connection)
    with connection.cursor() as cursor:
        for searched in SEARCHED.values():
            cursor.execute(f"DROP TABLE IF EXISTS {searched.index}")


def _drop_triggers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for searched in SEARCHED.values():
            for name in triggers(searched):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def remake_triggers(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """The triggers of these tables, for the indexes that exist; Django's table remake drops them."""
    wanted = [searched for searched in SEARCHED.values() if searched.table in tables]
    found = _stored(connection, "table") if wanted else {}
    with connection.cursor() as cursor:
        for searched in wanted:
            if {searched.table, searched.index} <= found.keys():
                for name, create in triggers(searched).items():
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(create, None)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The full-text tables and triggers that should be there and are not, or are different; one line each."""
    expected = {searched.index: _table(searched) for searched in SEARCHED.values()}
    for searched in SEARCHED.values():
        expected |= triggers(searched)
    found = _stored(connection, "table") | _stored(connection, "trigger")
    return [
        f"{name}: {'missing' if name not in found else 'changed'}"
        for name, text in expected.items()
        if found.get(name) != text
    ]


def forget_erased(connection: BaseDatabaseWrapper) -> None:
    """Merge the index, so that words of erased text leave its pages and not only its answers."""
    with connection.cursor() as cursor:
        for searched in SEARCHED.values():
            cursor.execute(f"INSERT INTO {searched.index}({searched.index}) VALUES ('optimize')")


def triggers(searched: Searched) -> dict[str, str]:
    """Trigger name -> CREATE statement."""
    columns = ", ".join(searched.columns)
    added = f"INSERT INTO {searched.index}(rowid, {columns}) VALUES ({_values(searched, 'NEW')});"
    removed = (
        f"INSERT INTO {searched.index}({searched.index}, rowid, {columns}) "
        f"VALUES ('delete', {_values(searched, 'OLD')});"
    )
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in ("id", *searched.columns))
    return {
        name: f"CREATE TRIGGER {name} AFTER {event} ON {searched.table} {condition}BEGIN {body} END"
        for name, event, condition, body in (
            (f"{searched.index}_i", "INSERT", "", added),
            (f"{searched.index}_u", "UPDATE", f"WHEN {differs} ", f"{removed} {added}"),
            (f"{searched.index}_d", "DELETE", "", removed),
        )
    }


def _values(searched: Searched, row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in ("id", *searched.columns))


def _table(searched: Searched) -> str:
    columns = ", ".join(searched.columns)
    content = f"content='{searched.table}', content_rowid='id'"
    return f"CREATE VIRTUAL TABLE {searched.index} USING fts5({columns}, {content}, tokenize='{TOKENIZER}')"


def _stored(connection: BaseDatabaseWrapper, kind: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = %s", [kind])
        return dict(cursor.fetchall())
