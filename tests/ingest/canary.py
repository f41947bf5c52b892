"""Owns servers on this machine that tests fetch from: one that answers as a test says, one that nobody may reach."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.test import override_settings

from annotations.ingest.public_address import Reach

Answer = Callable[["Site", socket.socket, str], None]


@dataclass
class Site:
    """A server of raw bytes: `answers` by path, "*" for every other one. `asked` holds the heads of all requests."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def reach(self) -> Reach:
        """Lets this one server through, beside the public web."""
        return Reach(own=frozenset({("127.0.0.1", self.port)}))

    def says(self, path: str, body: str | bytes, *headers: str, status: str = "200 OK") -> str:
        """Answer `path` with a body; the full address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = lambda _site, peer, _head: peer.sendall(packed(data, *headers, status=status))
        return self.url + path

    def redirects(self, path: str, place: str, status: str = "302 Found") -> str:
        return self.says(path, "", f"Location: {place}", status=status)


def packed(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    if not any(header.lower().startswith("content-type") for header in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def site() -> Iterator[Site]:
    with override_settings(FETCHING=True), socket.create_server(("127.0.0.1", 0)) as listener:
        found = Site(listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, found), daemon=True)
        thread.start()
        try:
            yield found
        finally:
            found.over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join(5)


def _serve(listener: socket.socket, found: Site) -> None:
    while not found.over.is_set():
        try:
            peer, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(peer, found), daemon=True).start()


def _answer(peer: socket.socket, found: Site) -> None:
    with peer, suppress(OSError):
        peer.settimeout(20)
        head = b""
        while b"\r\n\r\n" not in head and (piece := peer.recv(65_536)):
            head += piece
        text = head.decode("latin-1")
        found.asked.append(text)
        path = text.split(" ")[1].partition("?")[0] if " " in text else "/"
        answer = found.answers.get(path) or found.answers.get("*")
        if answer is None:
            peer.sendall(packed(b"", status="404 Not Found"))
        else:
            answer(found, peer, text)
