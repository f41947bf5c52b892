"""Owns a real server over the benchmarks' database, as `manage.py run` starts it. Measures nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds until the server must answer


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of its own process; the database, made before, is the benchmarks' own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"DATABASE_URL": _database_url(), "FACTCHECK_HISTORY_STRICT": ""}
    command = [sys.executable, "manage.py", "run", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 # our own program
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/healthz") as answer:  # noqa: S310 # our own server
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"The server at {address} does not answer.")


def _database_url() -> str:
    """The database that Django is connected to now, as an address for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, host = quote(settings["USER"] or ""), quote(settings["HOST"] or "", safe="")
    return f"postgresql://{user}:{quote(settings['PASSWORD'] or '')}@{host}:{settings['PORT'] or ''}/{settings['NAME']}"
