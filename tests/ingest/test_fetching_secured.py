"""A page over TLS is believed only under its own name, whatever the address that the name was looked up at."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.test import override_settings
from django.utils import timezone

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.fetching import Limits, fetch
from annotations.ingest.public_address import Reach


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(f"for {self.headers['Host']}".encode())

    def log_message(self, *words: Any) -> None:
        """Says nothing."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def get_request(self) -> Any:
        peer: Any
        peer, address = super().get_request()
        with suppress(OSError):  # a caller that does not believe the certificate hangs up
            peer.do_handshake()
        return peer, address

    def handle_error(self, *_about: Any) -> None:
        """Says nothing."""


def make_certificate(folder: Path, name: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now: datetime = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.2"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


class Secured:
    """A TLS server that only calls itself www.example.org; `names` are those that were asked for by SNI."""

    def __init__(self, folder: Path) -> None:
        pem = make_certificate(folder, "www.example.org")
        self.names: list[str | None] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        context.sni_callback = lambda _sock, name, _context: self.names.append(name)
        self.trust = ssl.create_default_context(cafile=str(pem))
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port = self.server.server_port

    def fetched(self, host: str, trust: ssl.SSLContext | None) -> bytes:
        reach = Reach(own=frozenset({("127.0.0.1", self.port)}))
        page = fetch(
            f"https://{host}:{self.port}/",
            reach=reach,
            limits=Limits(seconds=5),
            look_up=lambda _host, _port: ["127.0.0.1"],
            trust=trust,
        )
        return page.body


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[Secured]:
    made = Secured(tmp_path)
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    with override_settings(FETCHING=True):
        yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def test_the_name_is_kept_while_the_address_is_pinned(secured: Secured) -> None:
    assert secured.fetched("www.example.org", secured.trust) == f"for www.example.org:{secured.port}".encode()
    assert secured.names == ["www.example.org"]


@pytest.mark.parametrize(
    ("host", "is_trusted"), [("example.org", True), ("www.example.org", False), ("127.0.0.1", True)]
)
def test_a_certificate_that_proves_nothing_is_not_believed(
    secured: Secured, host: str, *, is_trusted: bool
) -> None:
    with pytest.raises(FetchError, match="unreachable"):
        secured.fetched(host, secured.trust if is_trusted else None)
