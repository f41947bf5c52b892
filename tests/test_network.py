"""No test leaves this machine."""

from __future__ import annotations

import socket

import pytest

from tests.network import NetworkRefusedError


def test_an_address_elsewhere_is_refused() -> None:
    with socket.socket() as outward, pytest.raises(NetworkRefusedError):
        outward.connect(("192.0.2.1", 80))  # kept for documentation by RFC 5737


def test_a_name_elsewhere_is_not_looked_up() -> None:
    with pytest.raises(NetworkRefusedError):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_answers() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
