"""What a site answers is taken within limits of size and time, whatever it tries."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator

import pytest

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.fetching import Limits, fetch
from tests.ingest.canary import Site, packed, site
from tests.ingest.test_fetching import refusal


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (204, "closed"),
        (401, "closed"),
        (403, "closed"),
        (404, "gone"),
        (410, "gone"),
        (429, "failing"),
        (503, "failing"),
    ],
)
def test_a_refusal_of_the_site_is_told(web: Site, status: int, code: str) -> None:
    web.says("/", "no", status=f"{status} No")
    assert refusal(web, web.url) == code


def test_a_page_that_is_too_large_is_left(web: Site) -> None:
    web.says("/told", b"x" * 200_001)
    web.answers["/lied"] = lambda _site, peer, _head: peer.sendall(packed(b"", length=10**30))
    web.answers["/untold"] = lambda _site, peer, _head: peer.sendall(
        b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 300_000
    )
    assert {refusal(web, web.url + path) for path in ("/told", "/lied", "/untold")} == {"too_large"}


def test_an_endless_body_is_left(web: Site) -> None:
    def endless(found: Site, peer: socket.socket, _head: str) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not found.over.is_set():
            peer.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")

    web.answers["/"] = endless
    assert refusal(web, web.url) == "too_large"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_not_unpacked(web: Site, layers: int) -> None:
    body = bytes(50_000_000)
    for _ in range(layers):
        body = gzip.compress(body, 9)
    web.says("/", body, f"Content-Encoding: {', '.join(['gzip'] * layers)}")
    started = time.process_time()
    assert refusal(web, web.url, Limits(seconds=10, most_bytes=200_000)) in {"too_large", "broken"}
    assert time.process_time() - started < 1


def drip(head: bytes, drop: bytes) -> object:
    def answer(found: Site, peer: socket.socket, _head: str) -> None:
        peer.sendall(head)
        while not found.over.wait(0.05):
            peer.sendall(drop)

    return answer


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"[:1]),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"", b""),
    ],
)
def test_whatever_drips_in_slowly_ends_in_time(web: Site, head: bytes, drop: bytes) -> None:
    web.answers["/"] = drip(head, drop)  # type: ignore[assignment]
    started = time.monotonic()
    assert refusal(web, web.url, Limits(seconds=0.7)) == "slow"
    assert time.monotonic() - started < 3


def test_redirects_share_one_time(web: Site) -> None:
    def late(found: Site, peer: socket.socket, _head: str) -> None:
        found.over.wait(0.4)
        peer.sendall(packed(b"", "Location: /", status="302 Found"))

    web.answers["/"] = late
    started = time.monotonic()
    assert refusal(web, web.url, Limits(seconds=0.7)) == "slow"
    assert time.monotonic() - started < 3


def test_a_name_that_is_looked_up_too_long_is_left(web: Site) -> None:
    def slow(_host: str, _port: int) -> list[str]:
        web.over.wait(5)
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="slow"):
        fetch(f"http://example.org:{web.port}/", reach=web.reach, limits=Limits(seconds=0.3), look_up=slow)
    assert web.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/9.9 many OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 1_000_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
        packed(b"short", length=50),
    ],
)
def test_an_answer_that_is_none_is_left(web: Site, answer: bytes) -> None:
    web.answers["/"] = lambda _site, peer, _head: peer.sendall(answer)
    assert refusal(web, web.url) in {"unreachable", "broken"}


def test_a_hundred_megabytes_of_headers_are_left(web: Site) -> None:
    def many(found: Site, peer: socket.socket, _head: str) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(1_600):
            peer.sendall(b"X-A: " + b"b" * 65_000 + b"\r\n")

    web.answers["/"] = many
    assert refusal(web, web.url, Limits(seconds=8)) == "unreachable"
