"""Owns the form of a checkpoint that leaves the house: a C2SP signed note over size and root, signed with Ed25519.

Formats: https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
MARK = "\u2014 "


class BadNoteError(ValueError):
    """The text is no signed note, or nobody we know signed it; the message says which."""


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """What a checkpoint says: `origin` names the log, `size` counts its leaves, `root` is 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """The public key in one line: `name+hash+base64`."""
    public = ED25519 + key.public_bytes_raw()
    return f"{name}+{_key_id(name, public).hex()}+{base64.b64encode(public).decode()}"


def signed(root: SignedRoot, key: Ed25519PrivateKey) -> str:
    """The note: the text, an empty line, and our signature under the log's own name."""
    return signed_text(root.text(), root.origin, key)


def signed_text(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Any text as a note. It must end with a line end, and not look like a checkpoint unless it is one."""
    public = ED25519 + key.public_key().public_bytes_raw()
    signature = _key_id(name, public) + key.sign(text.encode())
    return f"{text}\n{MARK}{name} {base64.b64encode(signature).decode()}\n"


def opened(note: str, key_line: str) -> SignedRoot:
    """What the note says, when the owner of `key_line` signed it. Raises BadNoteError otherwise."""
    name, public = _read_key(key_line)
    text, gap, signatures = note.rpartition("\n\n")
    if not gap:
        raise BadNoteError("this is no signed note: it has no signature")
    expected = _key_id(name, public)
    for line in signatures.splitlines():
        if line.startswith(f"{MARK}{name} "):
            signature = _decoded(line.rpartition(" ")[2])
            if signature[:4] == expected:
                _check(public, signature[4:], text + "\n")
                return _read_text(text)
    raise BadNoteError(f"{name} has not signed this note")


def _check(public: bytes, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, text.encode())
    except (InvalidSignature, ValueError) as error:
        raise BadNoteError("the signature does not fit the note: one of them was altered") from error


def _read_text(text: str) -> SignedRoot:
    lines = text.split("\n")
    if len(lines) < 3 or not lines[1].isascii() or not lines[1].isdecimal():
        raise BadNoteError("the note does not say how many seals it covers")
    root = _decoded(lines[2])
    if len(root) != 32:
        raise BadNoteError("the note's root has not 32 bytes")
    return SignedRoot(lines[0], int(lines[1]), root)


def _read_key(line: str) -> tuple[str, bytes]:
    parts = line.strip().split("+", 2)
    public = _decoded(parts[2]) if len(parts) == 3 else b""
    if len(public) != 33 or public[:1] != ED25519 or _key_id(parts[0], public).hex() != parts[1]:
        raise BadNoteError("this is no verifier key")
    return parts[0], public


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNoteError("the note holds broken base64") from error
