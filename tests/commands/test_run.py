"""`manage.py run` in a process of its own: the first start, the second, and what a wrong port is told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.evaluation import REPOSITORY

PATIENCE = 60  # seconds; a start takes about one, on a machine with nothing else to do


@pytest.fixture
def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def command(data: Path, *arguments: object) -> subprocess.Popen[str]:
    """Started with no terminal, no home folder and a database of its own."""
    environment = {"PATH": os.environ["PATH"], "FACTCHECK_DATA_DIR": str(data)}
    return subprocess.Popen(  # noqa: S603 # our own command line
        [sys.executable, "manage.py", "run", *map(str, arguments)],
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    with command(data, "--port", port) as server:
        try:
            yield server
        finally:
            server.kill()


def login_page(server: subprocess.Popen[str], port: int) -> str:
    """The first page that the server answers with."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except ConnectionRefusedError:
            time.sleep(0.05)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionRefusedError):
                raise
            time.sleep(0.05)
    raise AssertionError(
        f"No answer: {server.communicate()[0] if server.poll() is not None else 'still starting'}"
    )


def stopped(server: subprocess.Popen[str]) -> str:
    """What it had printed when SIGTERM had ended it in good order."""
    server.send_signal(signal.SIGTERM)
    printed, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, printed
    return printed


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM ends nothing in good order there. Run: on Linux")
def test_the_second_start_keeps_what_the_first_made(tmp_path: Path, free_port: int) -> None:
    data = tmp_path / "data"
    with running(data, free_port) as server:
        assert "password" in login_page(server, free_port)
        signed = a_checkpoint_in(data)
        first = stopped(server)
    logins = (data / "demo-logins.txt").read_text()
    key = (data / "secret-key.txt").read_text()
    assert f"http://127.0.0.1:{free_port}/" in first
    assert logins in first
    for name in ("demo-logins.txt", "secret-key.txt"):
        assert (data / name).stat().st_mode & 0o777 == 0o600

    with running(data, free_port) as server:
        assert "password" in login_page(server, free_port)
        assert logins in stopped(server)
    assert (data / "secret-key.txt").read_text() == key
    assert signed in data.glob("checkpoints/*.txt")


def a_checkpoint_in(data: Path) -> Path:
    """The first signed checkpoint, which is made beside the server."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for found in data.glob("checkpoints/checkpoint-*.txt"):
            return found
        time.sleep(0.05)
    raise AssertionError("No checkpoint was signed.")


@pytest.mark.skipif(
    sys.platform == "win32", reason="a thread signs there, and ends with the program. Run: on Linux"
)
@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_what_signs_beside_the_server_ends_with_it(
    tmp_path: Path, free_port: int, ended_by: signal.Signals
) -> None:
    data = tmp_path / "data"
    with running(data, free_port) as server:
        login_page(server, free_port)
        a_checkpoint_in(data)
        deadline = time.monotonic() + PATIENCE
        # Two workers, and the one that signs.
        while len(processes := children(server.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(processes) == 3
        server.send_signal(ended_by)
        server.wait(timeout=PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [pid for pid in processes if Path(f"/proc/{pid}").exists()] == []


def children(parent: int) -> list[int]:
    """Ids of the processes that this one started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        refused = command(tmp_path, "--port", port)
        printed, _ = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1
    assert printed.splitlines() == [
        f"CommandError: Port {port} cannot be used (Address already in use). Try another: make run PORT={port + 1}"
    ]


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "٨٠٨٠", ""])
def test_what_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    refused = command(tmp_path, f"--port={port}")
    printed, _ = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 2
    assert "is not a port; give a number from 1 to 65535." in printed
