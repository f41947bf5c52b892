"""Owns writing past the rules, as tests must: without an Action, or with the triggers off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.flushing import triggers_lifted


@contextmanager
def unexplained_writes_allowed() -> Iterator[None]:
    """While it is open, a write without an Action is recorded instead of refused."""
    _set_strict(is_strict=False)
    yield
    _set_strict(is_strict=True)


@contextmanager
def triggers_off() -> Iterator[None]:
    """While it is open, nothing is recorded or refused: what an attacker with the database's password can do."""
    settle()
    with triggers_lifted(connection):
        yield
        settle()


def _set_strict(*, is_strict: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_actioncontext SET strict = %s", [is_strict])


def settle() -> None:
    """Run what waits for the commit: PostgreSQL's seals, and its checks of foreign keys."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
