"""Which addresses are fetched: about sixty that must not be, by their spelling, their network or their port."""

from __future__ import annotations

import pytest

from annotations.ingest.public_address import NotFetchableError, Reach, is_public, target_of

WEB = Reach()

INSIDE = """
127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1
100.100.100.200 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1
2002:7f00:1:: 2001:0:7f00:1:: 2001:db8::1 2001:20::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
5f00::1 3fff::1 100::1 4000::1 2606:4700::1111%eth0 localhost 8.8.8 08.8.8.8
""".split()
OUTSIDE = "8.8.8.8 1.1.1.1 93.184.215.14 172.32.0.1 100.128.0.1 2606:4700::1111 2a00:1450:4001::5 2001:4860::1".split()


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_leads_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "data:text/html,hello",
        "dict://example.org:2628/",
        "jar:http://example.org!/",
        "javascript:alert(1)",
        "http:/\\example.org/",
        "http:\\\\example.org/",
        "http:example.org",
        "http:/example.org",
        "http:///example.org",
        "http://",
        "http://:80/",
        "http://user@example.org/",
        "http://user:word@example.org/",
        "http://@example.org/",
        "http://example.org\\@127.0.0.1/",
        "http://exam\tple.org/",
        "http://exam\nple.org/",
        " http://example.org/",
        "http://example.org/a b",
        "http://example.org/\u202e",
        "http://example.org/\ud800",
        "http://example.org:0/",
        "http://example.org:22/",
        "http://example.org:25/",
        "http://example.org:6379/",
        "http://example.org:65536/",
        "http://example.org:port/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[::1]x/",
        "http://a..org/",
        "http://.org/",
        "http://exa$mple.org/",
        f"http://{'a' * 64}.org/",
        f"http://example.org/{'a' * 2_000}",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(NotFetchableError):
        target_of(url, WEB)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG./Path?q=1#here", "https://example.org/Path?q=1"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://example.org/100%25", "http://example.org/100%25"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("http://[0:0::1]/", "http://[::1]/"),
        ("http://a_b.example/", "http://a_b.example/"),
    ],
)
def test_an_address_is_asked_for_in_one_spelling(url: str, asked: str) -> None:
    """Addresses of this machine are refused later, when what they are is looked up."""
    assert target_of(url, WEB).url == asked


def test_a_port_can_be_let_through_for_public_hosts_alone() -> None:
    reach = Reach(ports=frozenset({80, 443, 8080}))
    assert target_of("http://example.org:8080/", reach).port == 8080
    assert reach.allows("8.8.8.8", 8080)
    assert not reach.allows("127.0.0.1", 8080)


def test_a_server_of_a_test_is_let_through_alone() -> None:
    reach = Reach(own=frozenset({("127.0.0.1", 4321)}))
    assert reach.allows("127.0.0.1", 4321)
    assert not reach.allows("127.0.0.1", 80)
    assert not reach.allows("127.0.0.2", 4321)
    assert not reach.allows("8.8.8.8", 4321)
