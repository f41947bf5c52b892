"""Owns which addresses of the web may be fetched at all: http and https, public hosts, the usual ports.

Deny by explicit lists, for `ipaddress.is_global` is true for addresses that lead inside (NAT64, 6to4, multicast, ...).
Registries: IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890 and later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from django.conf import settings

LONGEST = 2_000  # code points
_NOT_PUBLIC_4 = [
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # answers inside one provider's machines with their configuration
    )
]
# What is routed today; everything outside it leads inside or nowhere.
_ROUTED_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, benchmarking, ORCHID and other protocols' own
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]
_UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]"
)
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,126}")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


class NotFetchableError(Exception):
    """The address is none that is ever fetched. It has no message: each door says it in one sentence of its own."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be reached. `own` are (address, port) pairs let through for tests: a server of this machine."""

    ports: frozenset[int] = frozenset({80, 443})
    own: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    def allows_port(self, port: int) -> bool:
        return port in self.ports or any(port == own for _, own in self.own)

    def allows(self, address: str, port: int) -> bool:
        """Whether a connection to this resolved address may be made."""
        return (address, port) in self.own or (port in self.ports and is_public(address))


def configured_reach() -> Reach:
    return Reach(frozenset({80, 443, *settings.FETCH_PORTS}), frozenset(settings.FETCH_OWN))


@dataclass(frozen=True, slots=True)
class Target:
    """One page to ask for. `path` holds the query too; `url` is all of it, without a fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def is_address(self) -> bool:
        """Whether the host is an IP address itself, which nobody needs to look up."""
        return ":" in self.host or bool(_NUMBER.fullmatch(self.host.rpartition(".")[2]))

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_secure else 80) else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"


def target_of(url: str, reach: Reach) -> Target:
    """The parts of an address. Raises NotFetchableError for whatever is not plainly an http(s) address of a host."""
    if len(url) > LONGEST or _UNSAFE.search(url):
        raise NotFetchableError
    scheme, colon, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme not in {"http", "https"} or not colon or rest[:1] in {"/", ""}:
        raise NotFetchableError
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotFetchableError from None
    is_torn = "]" in parts.netloc and parts.netloc.rpartition("]")[2][:1] not in {"", ":"}
    if "@" in parts.netloc or not parts.hostname or port == 0 or is_torn:
        raise NotFetchableError
    port = port or (443 if scheme == "https" else 80)
    if not reach.allows_port(port):
        raise NotFetchableError
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return Target(scheme, _host(parts.hostname), port, f"{path}?{query}" if query else path)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet's, by the lists above."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _NOT_PUBLIC_4)
    return _is_public_6(found)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None or address not in _ROUTED_6:
        return False
    return not any(address in network for network in _NOT_PUBLIC_6)


def _host(name: str) -> str:
    """A host as it is looked up: ASCII, without a dot at its end; numbers only as all programs read them."""
    try:
        if ":" in name:
            return str(IPv6Address(name if "%" not in name else ""))
        host = (name if name.isascii() else name.encode("idna").decode("ascii")).lower().removesuffix(".")
        if len(host) > 253 or not _HOST.fullmatch(host):
            raise NotFetchableError
        return str(IPv4Address(host)) if _NUMBER.fullmatch(host.rpartition(".")[2]) else host
    except ValueError:
        raise NotFetchableError from None
