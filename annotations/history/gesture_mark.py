"""Owns the mark by which an Action shows that factcheck opened it: a keyed hash inside its nonce. Judges no history.

The key lies outside the database, so whoever has only the database's password opens no Action in somebody's name that
carries the mark. HMAC is RFC 2104, with SHA-256, cut to 64 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache
from pathlib import Path

from annotations.history.digests import ActionFields, moment, private_of
from annotations.history.signing_key import PRIVATE, signing_key

# Hexadecimal characters of a nonce: random ones first, the mark behind them.
RANDOM, MARK = 16, 16


def mark_key(folder: Path) -> bytes | None:
    """The key of the marks, 32 bytes, made from the one that signs checkpoints; None where the folder has none."""
    try:
        return _read(folder, *_state(folder))
    except (OSError, ValueError, TypeError):
        return None  # Work goes on: what is opened meanwhile bears no mark, and verification says so.


def _state(folder: Path) -> tuple[int, int]:
    """What tells a key from one that took its place; asked at every gesture."""
    path = folder / PRIVATE
    try:
        status = path.stat()
    except FileNotFoundError:
        signing_key(folder)
        status = path.stat()
    return status.st_ino, status.st_mtime_ns


@lru_cache(maxsize=8)
def _read(folder: Path, _inode: int, _changed: int) -> bytes:
    return hashlib.sha256(b"factcheck gesture 1\n" + signing_key(folder).private.private_bytes_raw()).digest()


def marked(action: ActionFields, key: bytes | None) -> str:
    """A fresh nonce for the Action, whose id is not known yet. Without a key, random all through."""
    chance = secrets.token_hex(RANDOM // 2)
    return chance + (secrets.token_hex(MARK // 2) if key is None else _mark(action, chance, key))


def is_marked(action: ActionFields, key: bytes) -> bool:
    """Whether the Action is word for word one that was opened with the key. False once it was erased in."""
    chance, mark = action.nonce[:RANDOM], action.nonce[RANDOM:]
    return len(mark) == MARK and hmac.compare_digest(_mark(action, chance, key).encode(), mark.encode())


def _mark(action: ActionFields, chance: str, key: bytes) -> str:
    public = ("" if one is None else str(one) for one in action[2:7])
    told = [chance, moment(action.at), *public, private_of(action)]
    return hmac.digest(key, "\n".join(told).encode(), "sha256").hex()[:MARK]
