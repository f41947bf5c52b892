"""Owns the refusal of every address but this machine's own while tests run."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class NetworkRefusedError(AssertionError):
    """A test reached for an address outside this machine."""


def is_own_machine(host: object) -> bool:
    """True for loopback addresses, "localhost" and the unnamed host."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


@contextmanager
def own_machine_only() -> Iterator[None]:
    """Raises NetworkRefusedError on any connection or look-up elsewhere; unix sockets pass."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_own_machine(address[0]):
            raise NetworkRefusedError(f"A test tried to connect to {address[0]}.")
        connect(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if not is_own_machine(host):
            raise NetworkRefusedError(f"A test tried to look up {host!r}.")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield
