"""A page is fetched from the public web alone, within its limits, and whatever goes wrong is said in constant words.

Nothing here leaves this machine: one of its own servers is let through, and another one counts who reaches it.
"""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator

import pytest
from django.test import override_settings

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.fetching import Fetched, Limits, fetch
from annotations.ingest.public_address import Reach
from tests.ingest.canary import Site, site
from tests.ingest.test_public_address import INSIDE

UNREACHABLE = "The page could not be reached."
QUICK = Limits(seconds=1.0, most_bytes=200_000)


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def canary() -> Iterator[Site]:
    """A server on this machine that nothing may reach."""
    with site() as found:
        found.says("*", "secret")
        yield found
        assert found.asked == []


def fetched(web: Site, url: str, limits: Limits = QUICK) -> Fetched:
    return fetch(url, reach=web.reach, limits=limits)


def refusal(web: Site, url: str, limits: Limits = QUICK) -> str:
    with pytest.raises(FetchError) as caught:
        fetched(web, url, limits)
    return caught.value.code


def test_a_page_comes_with_its_kind_and_its_last_address(web: Site) -> None:
    web.says("/report", "<p>Fourteen bolts.</p>", "Content-Type: Text/HTML; Charset='UTF-8'")
    web.redirects("/old", "/moved?from=old#part")
    web.redirects("/moved", "report", status="301 Moved")
    page = fetched(web, f"{web.url}/old#here")
    assert page == Fetched(f"{web.url}/report", "text/html", "UTF-8", b"<p>Fourteen bolts.</p>")
    assert [head.split(" ")[1] for head in web.asked] == ["/old", "/moved?from=old", "/report"]
    assert f"\r\nHost: 127.0.0.1:{web.port}\r\n" in web.asked[0]
    assert "cookie" not in web.asked[2].lower()


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(web: Site, coding: str) -> None:
    words = b"<p>Fourteen bolts.</p>" * 500
    body = gzip.compress(words) if coding == "gzip" else zlib.compress(words)
    web.says("/", body, f"Content-Encoding: {coding}")
    assert fetched(web, web.url).body == words


def test_a_page_without_a_length_ends_with_its_connection(web: Site) -> None:
    web.answers["/"] = lambda _site, peer, _head: peer.sendall(b"HTTP/1.0 200 OK\r\n\r\nwords")
    assert fetched(web, web.url) == Fetched(f"{web.url}/", "", "", b"words")


# --- who may be reached ----------------------------------------------------------------------------


@pytest.mark.parametrize("address", [a for a in INSIDE if a != "localhost"])
def test_a_name_that_leads_inside_is_not_reached(canary: Site, address: str) -> None:
    reach = Reach(ports=frozenset({80, canary.port}))
    with pytest.raises(FetchError) as caught:
        fetch(
            f"http://example.org:{canary.port}/",
            reach=reach,
            limits=QUICK,
            look_up=lambda _host, _port: [address],
        )
    assert caught.value.message == UNREACHABLE


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "１２７.０.０.１"]
)
def test_this_machine_is_not_reached_by_any_of_its_names(canary: Site, host: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"http://{host}:{canary.port}/", reach=Reach(ports=frozenset({canary.port})), limits=QUICK)
    assert caught.value.message == UNREACHABLE


@pytest.mark.parametrize(
    "addresses", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["8.8.8.8", "::1"], []]
)
def test_every_address_of_a_name_must_be_public(canary: Site, addresses: list[str]) -> None:
    with pytest.raises(FetchError, match="unreachable"):
        fetch(
            f"http://example.org:{canary.port}/",
            reach=Reach(ports=frozenset({canary.port})),
            limits=QUICK,
            look_up=lambda _host, _port: addresses,
        )


def test_a_name_is_looked_up_once_a_hop_and_that_address_is_used(web: Site, canary: Site) -> None:
    """A resolver that answers something else the second time finds nobody asking."""
    web.says("/", "<p>Fourteen bolts.</p>")
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    page = fetch(f"http://example.org:{web.port}/", reach=web.reach, limits=QUICK, look_up=look_up)
    assert page.body == b"<p>Fourteen bolts.</p>"
    assert asked == ["example.org"]
    assert f"\r\nHost: example.org:{web.port}\r\n" in web.asked[0]
    with pytest.raises(FetchError, match="unreachable"):
        fetch(f"http://example.org:{web.port}/", reach=web.reach, limits=QUICK, look_up=look_up)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_inside_is_not_followed(web: Site, canary: Site, status: int) -> None:
    web.redirects("/", f"{canary.url}/secret", status=f"{status} Over there")
    assert refusal(web, web.url) == "address"
    reach = Reach(ports=frozenset({80, canary.port}), own=web.reach.own)
    with pytest.raises(FetchError, match="unreachable"):
        fetch(web.url, reach=reach, limits=QUICK)


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd", "ftp://example.org/", "data:text/html,x", "http://169.254.169.254/latest/",
        "//127.0.0.1/", "http://[::1]/", "http://user@example.org/", "http://example.org:22/", "http:\\\\x",
        "javascript:alert(1)", "http://127.1/", "http://[::1",
    ],
)  # fmt: skip
def test_a_redirect_elsewhere_is_held_to_the_same_rule(web: Site, place: str) -> None:
    web.redirects("/", place)
    assert refusal(web, web.url) in {"address", "unreachable"}


def test_redirects_are_followed_three_times(web: Site) -> None:
    for number in range(5):
        web.redirects(f"/{number}", f"/{number + 1}")
    web.says("/5", "<p>The end.</p>")
    assert fetched(web, f"{web.url}/2").body == b"<p>The end.</p>"
    assert refusal(web, f"{web.url}/1") == "redirects"
    web.redirects("/loop", "/loop")
    assert refusal(web, f"{web.url}/loop") == "redirects"
    web.redirects("/nowhere", "")
    assert refusal(web, f"{web.url}/nowhere") == "gone"


def test_the_network_says_one_thing_only(web: Site) -> None:
    """A closed port, a name nobody has and an address inside look alike."""

    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known: secret.example")

    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    own = Reach(own=frozenset({("127.0.0.1", port)}))
    messages = set()
    for look_up, reach in [
        (lambda _h, _p: ["127.0.0.1"], own),
        (unknown, own),
        (lambda _h, _p: ["10.0.0.1"], own),
    ]:
        with pytest.raises(FetchError) as caught:
            fetch(f"http://secret.example:{port}/", reach=reach, limits=QUICK, look_up=look_up)
        messages.add(caught.value.message)
    assert messages == {UNREACHABLE}
    assert web.asked == []


@override_settings(FETCHING=False)
def test_a_desk_without_a_network_fetches_nothing(web: Site) -> None:
    assert refusal(web, web.url) == "off"
    assert web.asked == []
