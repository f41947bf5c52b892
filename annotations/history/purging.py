"""Owns clearing out the database's own leftovers of erased text: free pages, the log of SQLite, dead rows.

Old copies of the files (backups, snapshots, replicas) are out of its reach: what was taken before still holds the text.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from annotations.history.sqlite_search import forget_erased, has_fts5


def purge(connection: BaseDatabaseWrapper) -> bool:
    """Rewrite the database without what was erased. Outside any transaction; False when others were in the way.

    SQLite: the index is merged, VACUUM copies what is alive into fresh pages, and the write-ahead log is emptied.
    PostgreSQL: VACUUM frees dead rows. Their bytes are written over as the tables grow; VACUUM FULL gets rid of them
    at once, but locks everybody out meanwhile, so it is left to the operator.
    """
    with connection.cursor() as cursor:
        try:
            if connection.vendor == "postgresql":
                cursor.execute("VACUUM")
                return True
            if has_fts5():
                forget_erased(connection)
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = cursor.fetchone()[0]
        except DatabaseError:
            return False
        return not is_busy
