"""Owns what is hashed in the history, and how: over the bytes that are stored, never over a new rendering.

SHA-256 throughout, written in hexadecimal. Trees are those of RFC 6962, section 2.1. PostgreSQL makes the same
digests in postgresql_sealing.py; the standalone verifier makes them a third time, on purpose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

# Rows that one gesture may change on one article.
MOST_CHANGES = 2_000_000
CHANGE, ACTION, SEAL = "factcheck change 1", "factcheck action 1", "factcheck seal 1"


class ChangeFields(NamedTuple):
    """What a Change's leaf is made of. `at` is spelled as moment() spells it; `body_hash` is the digest of nonce and
    body, also of erased ones."""

    id: int
    at: str
    action_id: int | None
    stream: str
    entity: str
    row_id: int
    claim_id: int | None
    operation: str
    body_hash: str
    db_user: str


class ActionFields(NamedTuple):
    id: int
    at: datetime
    actor_id: int | None
    channel: str
    verb: str
    app_version: str
    reverts: int | None
    nonce: str
    actor_label: str
    on_behalf_of: str
    reason: str
    client: str
    request_id: str


class SealFields(NamedTuple):
    stream: str
    number: int
    action_id: int | None
    changes: int
    root: str
    action_hash: str
    previous: str
    at: datetime


def moment(at: datetime) -> str:
    """`2026-11-24 15:43:18.375000`, in UTC."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def body_hash(nonce: str, body: str) -> str:
    return hashlib.sha256((nonce + body).encode()).hexdigest()


def change_leaf(change: ChangeFields) -> bytes:
    """RFC 6962 leaf hash of one Change. Written out, for it is made for every Change that is verified."""
    action = "" if change.action_id is None else change.action_id
    claim = "" if change.claim_id is None else change.claim_id
    data = (
        f"{CHANGE}\n{change.id}\n{change.at}\n{action}\n{change.stream}\n{change.entity}\n{change.row_id}\n"
        f"{claim}\n{change.operation}\n{change.body_hash}\n{change.db_user}"
    )
    return leaf_hash(data.encode())


def action_hash(action: ActionFields, hidden: str | None = None) -> str:
    """What people typed or are called goes in as one hash with a nonce, so that it can be erased.

    `hidden` is that hash where it was erased: it cannot be made from what stands there now.
    """
    public = action[:7]
    if hidden is None:
        hidden = body_hash(action.nonce, private_of(action))
    return hashlib.sha256(_lines(ACTION, (public[0], moment(action.at), *public[2:], hidden))).hexdigest()


def private_of(action: ActionFields) -> str:
    """What an Action tells of people: label, on whose behalf, reason, client and request id, each with its length."""
    return "".join(f"{len(text.encode())}:{text}," for text in action[8:])


def seal_hash(seal: SealFields) -> str:
    return hashlib.sha256(_lines(SEAL, (*seal[:7], moment(seal.at)))).hexdigest()


def _lines(kind: str, values: Iterable[object]) -> bytes:
    return "\n".join((kind, *("" if value is None else str(value) for value in values))).encode()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; of no leaves, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        # Pairs from the left; an odd last one rises unchanged: the same tree as the recursive definition.
        paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def ranges(ids: Iterable[int]) -> str:
    """Ascending numbers as `7,9-12`."""
    runs: list[list[int]] = []
    for number in ids:
        if runs and runs[-1][1] + 1 == number:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def ids_of(text: str) -> list[int]:
    """The numbers behind `7,9-12`. Raises ValueError for anything else, and for more than one gesture changes."""
    ids: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        run = range(int(low), int(high or low) + 1)
        # A range of any length is a few characters long.
        if run.stop - run.start + len(ids) > MOST_CHANGES:
            raise ValueError("no gesture changes so much")
        ids += run
    return ids
