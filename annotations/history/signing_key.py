"""Owns the key that signs checkpoints: made at first use, kept outside the database, readable by its owner only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from annotations.history.signed_note import verifier_key

PRIVATE, PUBLIC = "history-signing-key.pem", "history-verifier-key.txt"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`public_line` is for everybody: with it anyone tells whether a checkpoint is ours. `name` never changes."""

    private: Ed25519PrivateKey
    name: str
    public_line: str


def signing_key(folder: Path) -> SigningKey:
    """The key in the folder, made when there is none."""
    secret, public = folder / PRIVATE, folder / PUBLIC
    if not secret.exists():
        _make(secret, public)
    key = serialization.load_pem_private_key(secret.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{secret} holds no Ed25519 key.")
    line = public.read_text(encoding="utf-8").strip()
    return SigningKey(key, line.partition("+")[0], line)


def _make(secret: Path, public: Path) -> None:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # The public line first: whoever finds a key finds its name as well.
    public.write_text(verifier_key(_name(), key.public_key()) + "\n", encoding="utf-8")
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)


def _name() -> str:
    """`news.example.org/factcheck-history`: the site's address without what a note's key name may not hold."""
    host = urlsplit(settings.PUBLIC_BASE_URL).netloc.replace("+", "").replace(" ", "")
    return f"{host or 'localhost'}/factcheck-history"
