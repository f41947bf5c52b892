"""Owns speaking to SQLite's driver directly: each write has half a dozen statements of the recorder's round it.

Past Django's cursors, which cost more than these statements do. Errors are Django's all the same. Marks are `?`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def driver(connection: BaseDatabaseWrapper) -> Iterator[sqlite3.Cursor]:
    """The driver's cursor on the open connection; raises django.db's errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        yield sqlite3.Connection.cursor(connection.connection)
