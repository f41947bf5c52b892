"""Owns what runs beside the web server: a child process that ends with it. Knows nothing of what it does."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Work = Callable[[threading.Event], None]


@contextmanager
def beside(work: Work) -> Iterator[None]:
    """Does the work until the block ends. Where no process can be forked, a thread does it."""
    if sys.platform == "win32":
        stop = threading.Event()
        threading.Thread(target=work, args=(stop,), daemon=True).start()
        yield
        stop.set()
        return
    owner, child = os.getpid(), os.fork()
    if child == 0:
        _do(work)
    try:
        yield
    finally:
        # The server's own children come by here as well, when they end.
        if os.getpid() == owner:
            _end(child)


def _do(work: Work) -> None:
    """In the child: works until it is told to stop or left alone, and never returns."""
    status = 1
    try:
        work(stopped_by_signals(parent=os.getppid()))
        status = 0
    finally:
        os._exit(status)


def stopped_by_signals(parent: int | None = None) -> threading.Event:
    """An event that SIGTERM and SIGINT set; also, where a parent is named, the end of that process."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if parent is not None:
        threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    return stop


def _watch(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent and not stop.wait(1.0):
        pass
    stop.set()


def _end(child: int) -> None:
    """Asks the child to end. The server may have waited for it already."""
    try:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return
