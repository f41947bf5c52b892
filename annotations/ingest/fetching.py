"""Owns getting one page of the public web, for every door that asks for one. Reads no markup, stores nothing.

Each name is looked up once, every address it has must be public, and the connection goes to one of those very
addresses; redirects are followed by hand under the same rule. What an error says never tells one refusal of the
network from another, so that nobody can map a network from here.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

import certifi
from django.conf import settings
from urllib3.connection import HTTPConnection
from urllib3.exceptions import DecodeError, HTTPError, IncompleteRead

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.public_address import NotFetchableError, Reach, Target, configured_reach, target_of

MOST_REDIRECTS = 3
MOST_ADDRESSES = 3  # tried one after the other, where a name has several
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_AT_ONCE = 65_536
_ASKED_WITH = {
    "User-Agent": "factcheck (a reader's copy for checking a quotation)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}

LookUp = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is for everything together, redirects and looking up too; `most_bytes` for the inflated body."""

    seconds: float = 12.0
    most_bytes: int = 6_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came. `url` is where the last redirect led; `media_type` and `charset` are "" when not told."""

    url: str
    media_type: str
    charset: str
    body: bytes


def looked_up(host: str, port: int) -> list[str]:
    """Every address of a name, in the order of the system's preference. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class _Trip:
    """One fetching with all its hops. `deadline` is on the monotonic clock."""

    reach: Reach
    limits: Limits
    look_up: LookUp
    trust: ssl.SSLContext | None
    deadline: float

    @property
    def left(self) -> float:
        """Seconds; never 0, which would mean without a timeout."""
        return max(0.01, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.deadline

    def target(self, url: str, base: str = "") -> Target:
        try:
            return target_of(urljoin(base, url) if base else url, self.reach)
        except (NotFetchableError, ValueError):
            raise FetchError("address") from None


def fetch(
    url: str,
    *,
    reach: Reach | None = None,
    limits: Limits | None = None,
    look_up: LookUp = looked_up,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """The page at an address. Raises FetchError.

    `reach`, unless given, is that of the settings; `trust` says whose certificates are believed.
    """
    if not settings.FETCHING:
        raise FetchError("off")
    limits = limits or Limits()
    trip = _Trip(reach or configured_reach(), limits, look_up, trust, time.monotonic() + limits.seconds)
    target = trip.target(url)
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _asked(target, trip)
        if isinstance(answer, Fetched):
            return answer
        target = trip.target(answer, base=target.url)
    raise FetchError("redirects")


def _asked(target: Target, trip: _Trip) -> Fetched | str:
    """The page, or where it redirects to."""
    try:
        with _connected(target, trip) as connection:
            headers = {"Host": target.host_header, **_ASKED_WITH}
            connection.request("GET", target.path, headers=headers, preload_content=False)
            with closing(connection.getresponse()) as response:
                answer = _redirect(response) or _page(target, response, trip.limits)
        # What was cut off at the deadline can look like a body without a length that ended.
        if trip.is_over:
            raise FetchError("slow")
        return answer
    except (DecodeError, IncompleteRead):
        raise FetchError("slow" if trip.is_over else "broken") from None
    except (HTTPError, HTTPException, OSError, EOFError, ValueError):
        raise FetchError("slow" if trip.is_over else "unreachable") from None


# --- the connection ------------------------------------------------------------------------------


@contextmanager
def _connected(target: Target, trip: _Trip) -> Iterator[HTTPConnection]:
    """A connection to one of the host's own addresses, shut at the deadline: a timeout of the socket alone starts
    anew with every byte that drips in."""
    raw = _first_that_answers(_public_addresses(target, trip), target.port, trip)
    held: list[socket.socket] = [raw]
    timer = threading.Timer(trip.left, _shut, [held])
    timer.daemon = True
    timer.start()
    connection = HTTPConnection(target.host, target.port, timeout=trip.left)
    try:
        connection.sock = _secured(raw, target, trip, held) if target.is_secure else raw
        yield connection
    finally:
        timer.cancel()
        connection.close()
        for sock in held:
            sock.close()


def _public_addresses(target: Target, trip: _Trip) -> list[str]:
    """All addresses of the host, each of them allowed. Raises OSError when it has none, or one that is not."""
    addresses = [target.host] if target.is_address else _looked_up_in_time(target, trip)
    if not addresses or not all(trip.reach.allows(address, target.port) for address in addresses):
        raise OSError
    return addresses


def _looked_up_in_time(target: Target, trip: _Trip) -> list[str]:
    """The addresses, unless the deadline comes first: looking up a name knows no timeout of its own."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(trip.look_up(target.host, target.port))
        except (OSError, ValueError):
            answers.put([])

    threading.Thread(target=look_up, daemon=True).start()
    try:
        return answers.get(timeout=trip.left)
    except queue.Empty:
        raise TimeoutError from None


def _first_that_answers(addresses: list[str], port: int, trip: _Trip) -> socket.socket:
    for address in addresses[:MOST_ADDRESSES]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=min(5.0, trip.left))
    raise OSError


def _secured(raw: socket.socket, target: Target, trip: _Trip, held: list[socket.socket]) -> ssl.SSLSocket:
    """TLS over the connection, checked for the host's name, whatever the address it was looked up at."""
    trust = trip.trust or _public_trust()
    wrapped = trust.wrap_socket(raw, server_hostname=target.host, do_handshake_on_connect=False)
    held.append(wrapped)
    wrapped.do_handshake()
    return wrapped


@cache
def _public_trust() -> ssl.SSLContext:
    """The system's authorities, and the public ones for systems that have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _shut(held: list[socket.socket]) -> None:
    for sock in held:
        with suppress(OSError):
            # Past TLS, which is not made to be ended by another thread.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)


# --- the answer ----------------------------------------------------------------------------------


def _redirect(response: Any) -> str:
    """Where a redirect leads, "" for an answer that is none."""
    if response.status not in _REDIRECTS:
        return ""
    place: str = response.headers.get("Location", "").strip()
    if not place:
        raise FetchError("gone")
    with suppress(UnicodeError):
        place = place.encode("latin-1").decode()  # headers arrive as Latin-1, browsers read them as UTF-8
    return place


def _page(target: Target, response: Any, limits: Limits) -> Fetched:
    if response.status != 200:
        raise FetchError(_code_of(response.status))
    if response.headers.get("Content-Encoding", "").strip().lower() not in _CODINGS:
        raise FetchError("broken")
    media_type, _semicolon, parameters = response.headers.get("Content-Type", "").partition(";")
    return Fetched(
        url=target.url,
        media_type=media_type.strip().lower()[:100],
        charset=_charset(parameters),
        body=_body(response, limits.most_bytes),
    )


def _code_of(status: int) -> str:
    if status in {404, 410}:
        return "gone"
    return "failing" if status == 429 or status >= 500 else "closed"


def _body(response: Any, most: int) -> bytes:
    told = response.headers.get("Content-Length", "")
    if told.isascii() and told.isdecimal() and int(told[:18]) > most:
        raise FetchError("too_large")
    pieces, size = [], 0
    while piece := response.read(_AT_ONCE, decode_content=True):
        size += len(piece)
        if size > most:
            raise FetchError("too_large")
        pieces.append(piece)
    return b"".join(pieces)


def _charset(parameters: str) -> str:
    for parameter in parameters[:500].split(";"):
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""
