"""Owns the listening socket and the web server behind it. Knows nothing of what is served."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]

HOST = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """A socket bound to the port of this machine alone. Raises OSError when the port cannot be had."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # On Windows this option would let two servers share a port; elsewhere it only forgives a quick restart.
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def serve(application: Application, listener: socket.socket) -> None:
    """Answers requests until SIGTERM or Ctrl-C: gunicorn, or waitress where gunicorn cannot run."""
    if sys.platform == "win32":
        from waitress import serve as serve_with_waitress

        serve_with_waitress(application, sockets=[listener])
    else:
        _serve_with_gunicorn(application, listener)


def _serve_with_gunicorn(application: Application, listener: socket.socket) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
        def load_config(self) -> None:
            for name, value in _gunicorn_settings(listener.detach()).items():
                self.cfg.set(name, value)

        def load(self) -> Application:
            return application

    Server().run()


def _gunicorn_settings(descriptor: int) -> dict[str, Any]:
    return {
        "bind": f"fd://{descriptor}",
        "workers": int(os.environ.get("WEB_CONCURRENCY") or 2),
        "worker_class": "gthread",
        "threads": 4,
        # The application is loaded already; forking it starts a worker in milliseconds.
        "preload_app": True,
        # It would open a socket under the home folder, which need not exist.
        "control_socket_disable": True,
        "graceful_timeout": 10,
        "loglevel": "warning",
        # Ctrl-C reaches every process of the terminal; the first one tells the workers, once.
        "post_worker_init": lambda worker: signal.signal(signal.SIGINT, signal.SIG_IGN),
    }
