"""Owns sealing on SQLite, at the end of each Action: with one writer at a time, everything so far is sealed.

What was written raw since the last Action is sealed first, as unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.digests import (
    ActionFields,
    ChangeFields,
    SealFields,
    action_hash,
    body_hash,
    change_leaf,
    ranges,
    seal_hash,
    tree_root,
)
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, HEAD_TABLE, SEAL_TABLE
from annotations.history.opening import fields_of
from annotations.history.reading import in_parts, moment_expression
from annotations.history.sqlite_driver import driver
from annotations.models import Action

# Moments are read as text: parsing and writing them again would cost more than hashing them.
_UNSEALED = f"""
SELECT stream, coalesce(action_id, 0), id, {{at}},
  entity, row_id, claim_id, operation, nonce, body, db_user
FROM {CHANGE_TABLE} WHERE id > (SELECT coalesce(max(last_change_id), 0) FROM {SEAL_TABLE}) ORDER BY id
"""
_HEADS = f"SELECT stream, number, hash, at FROM {HEAD_TABLE} WHERE stream IN "
_ADD = f"""
INSERT INTO {SEAL_TABLE}
  (stream, number, action_id, change_ids, last_change_id, root, action_hash, previous, hash, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MOVE_HEAD = f"""
INSERT INTO {HEAD_TABLE} (stream, number, hash, at) VALUES (?, ?, ?, ?)
ON CONFLICT (stream) DO UPDATE SET number = excluded.number, hash = excluded.hash, at = excluded.at
"""
_ACTIONS = (
    "SELECT id, at, actor_id, channel, verb, app_version, reverts, nonce, actor_label, on_behalf_of, reason, client,"
    f" request_id FROM {ACTION_TABLE} WHERE id IN "
)


class _Head(NamedTuple):
    number: int
    hash: str
    at: datetime | None


def seal(connection: BaseDatabaseWrapper, action: Action | None = None) -> int:
    """Seal every Change that is not. Returns how many seals were made. Called inside the writing transaction.

    `action` is the one that was opened in it, which need not be read again.
    """
    with driver(connection) as cursor:
        cursor.execute(_UNSEALED.format(at=moment_expression(connection, "at")))
        rows = cursor.fetchall()
        if not rows:
            return 0
        # Every stream's Changes stay in their order; an Action has one seal in a stream.
        rows.sort(key=itemgetter(0, 1, 2))
        groups = [(*key, list(group)) for key, group in groupby(rows, key=itemgetter(0, 1))]
        hashes = {action.pk: action_hash(fields_of(action))} if action else {}
        hashes |= _action_hashes(cursor, {key for _, key, _ in groups if key and key not in hashes})
        heads = _heads(cursor, {stream for stream, _, _ in groups})
        seals = []
        for stream, action_id, group in groups:
            hashed = hashes.get(action_id, "")
            made, heads[stream] = _sealed(heads[stream], stream, action_id or None, group, hashed)
            seals.append(made)
        cursor.executemany(_ADD, seals)
        cursor.executemany(_MOVE_HEAD, [(stream, *head) for stream, head in sorted(heads.items())])
        return len(seals)


def _heads(cursor: Any, streams: set[str]) -> dict[str, _Head]:
    heads = dict.fromkeys(streams, _Head(0, "", None))
    for part in in_parts(sorted(streams)):
        cursor.execute(f"{_HEADS}({', '.join('?' * len(part))})", part)
        heads |= {row[0]: _Head(*row[1:]) for row in cursor.fetchall()}
    return heads


def _sealed(
    head: _Head, stream: str, action_id: int | None, rows: list[Any], hashed: str
) -> tuple[tuple[Any, ...], _Head]:
    root = tree_root([change_leaf(_fields(row)) for row in rows]).hex()
    at = datetime.now(tz=UTC)
    if head.at is not None:
        at = max(at, head.at.replace(tzinfo=UTC) + timedelta(microseconds=1))
    fields = SealFields(stream, head.number + 1, action_id, len(rows), root, hashed, head.hash, at)
    digest = seal_hash(fields)
    ids = [row[2] for row in rows]
    stored = (
        stream, fields.number, action_id, ranges(ids), ids[-1], root, hashed, head.hash, digest,
        at.replace(tzinfo=None),
    )  # fmt: skip
    return stored, _Head(fields.number, digest, at.replace(tzinfo=None))


def _fields(row: Any) -> ChangeFields:
    stream, action_id, pk, at, entity, row_id, claim_id, operation, nonce, body, db_user = row
    hashed = body_hash(nonce, body)
    return ChangeFields(
        pk, at, action_id or None, stream, entity, row_id, claim_id, operation, hashed, db_user
    )


def _action_hashes(cursor: Any, ids: Iterable[int]) -> dict[int, str]:
    found = sorted(ids)
    if not found:
        return {}
    cursor.execute(f"{_ACTIONS}({', '.join(str(int(pk)) for pk in found)})")
    return {
        row[0]: action_hash(ActionFields(row[0], row[1].replace(tzinfo=UTC), *row[2:]))
        for row in cursor.fetchall()
    }
