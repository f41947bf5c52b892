"""Owns checking the chains of Seals against the stored Changes and Actions. One stream in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.digests import (
    ActionFields,
    ChangeFields,
    SealFields,
    action_hash,
    body_hash,
    change_leaf,
    ids_of,
    seal_hash,
    tree_root,
)
from annotations.history.finding import Finding
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, HEAD_TABLE, SEAL_TABLE
from annotations.history.reading import streamed

_CHANGES = (
    "SELECT stream, id, at, action_id, entity, row_id, claim_id, operation, nonce, body, db_user"
    f" FROM {CHANGE_TABLE} ORDER BY {{stream}}, id"
)
_SEALS = (
    "SELECT stream, number, action_id, change_ids, root, action_hash, previous, hash, at"
    f" FROM {SEAL_TABLE} ORDER BY {{stream}}, number"
)
_ACTIONS = (
    "SELECT id, at, actor_id, channel, verb, app_version, reverts, nonce, actor_label, on_behalf_of, reason, client,"
    f" request_id FROM {ACTION_TABLE}"
)

# Change id -> (hash of the body that was, hash of what stands there now).
Redacted = Mapping[int, tuple[str, str]]


def chain_findings(connection: BaseDatabaseWrapper, redacted: Redacted) -> Iterator[Finding]:
    """Every Change, Action and Seal that is not what was sealed. Unsealed Changes count too, where none should be."""
    actions = {row[0]: _action(row) for row in streamed(connection, _ACTIONS, None)}
    heads = {
        row[0]: row[1:]
        for row in streamed(connection, f"SELECT stream, number, hash FROM {HEAD_TABLE}", None)
    }
    newest = _newest_that_may_be_unsealed(connection)
    by_bytes = 'stream COLLATE "C"' if connection.vendor == "postgresql" else "stream"
    changes = _groups(streamed(connection, _CHANGES.format(stream=by_bytes), None))
    seals = _groups(streamed(connection, _SEALS.format(stream=by_bytes), None))
    for stream, changed, sealed in _side_by_side(changes, seals):
        chain = _Chain(stream, actions, redacted)
        yield from chain.check(changed, sealed, heads.pop(stream, None), newest)
    for stream in heads:
        yield Finding("chain", f"the end of {stream} is kept, but the stream has no seals", HEAD_TABLE)


class _Chain:
    def __init__(self, stream: str, actions: Mapping[int, str], redacted: Redacted) -> None:
        self.stream, self.actions, self.redacted = stream, actions, redacted
        self.leaves: dict[int, bytes] = {}
        self.number, self.hash = 0, ""

    def check(
        self, changes: list[Any], seals: list[Any], head: tuple[Any, ...] | None, newest: int
    ) -> Iterator[Finding]:
        for row in changes:
            if (finding := self._replaced(row)) is not None:
                yield finding
            self.leaves[row[1]] = change_leaf(self._fields(row))
        for row in seals:
            yield from self._seal(row)
        left = [pk for pk in self.leaves if pk <= newest]
        if left:
            yield self._finding(f"{len(left)} changes, the first one {left[0]}, were never sealed", left[0])
        if (seals or head) and head != (self.number, self.hash):
            yield self._finding(f"ends with seal {self.number}, but its kept end says {head and head[0]}")

    def _seal(self, row: Any) -> Iterator[Finding]:
        _, number, action_id, change_ids, root, hashed, previous, digest, at = row
        if number != self.number + 1:
            yield self._finding(f"seal {self.number + 1} is missing")
        if previous != self.hash:
            yield self._finding(f"seal {number} does not follow the one before it")
        try:
            ids = ids_of(change_ids)
        except ValueError:
            ids = []
        leaves = [leaf for pk in ids if (leaf := self.leaves.pop(pk, None)) is not None]
        if len(leaves) != len(ids) or not ids:
            yield self._finding(
                f"changes {change_ids} under seal {number} are not all there", ids[0] if ids else None
            )
        elif tree_root(leaves).hex() != root:
            yield self._finding(f"changes {change_ids} are not what seal {number} closed", ids[0])
        if action_id is not None and self.actions.get(action_id) != hashed:
            how = "is missing" if action_id not in self.actions else "is not what was sealed"
            yield Finding("action", f"action {action_id} {how}", ACTION_TABLE, action_id)
        fields = SealFields(self.stream, number, action_id, len(ids), root, hashed, previous, _utc(at))
        if seal_hash(fields) != digest:
            yield self._finding(f"seal {number} was altered")
        self.number, self.hash = number, digest

    def _fields(self, row: Any) -> ChangeFields:
        stream, pk, at, action_id, entity, row_id, claim_id, operation, nonce, body, db_user = row
        erased = self.redacted.get(pk)
        hashed = erased[0] if erased else body_hash(nonce, body)
        return ChangeFields(
            pk, _utc(at), action_id, stream, entity, row_id, claim_id, operation, hashed, db_user
        )

    def _replaced(self, row: Any) -> Finding | None:
        erased = self.redacted.get(row[1])
        if erased is None or body_hash("", row[9]) == erased[1]:
            return None
        return self._finding(
            f"what stands in place of the erased values of change {row[1]} was altered", row[1]
        )

    def _finding(self, problem: str, change_id: int | None = None) -> Finding:
        return Finding("chain", f"{self.stream}: {problem}", SEAL_TABLE, change_id)


def _action(row: Any) -> str:
    return action_hash(ActionFields(row[0], _utc(row[1]), *row[2:]))


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _newest_that_may_be_unsealed(connection: BaseDatabaseWrapper) -> int:
    """Changes up to this id must be sealed. On SQLite, raw writes wait for the next Action."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What this very transaction wrote is sealed when it commits.
            cursor.execute(
                f"SELECT coalesce(max(id), 0) FROM {CHANGE_TABLE}"
                " WHERE txid IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint"
            )
        else:
            cursor.execute(f"SELECT coalesce(max(last_change_id), 0) FROM {SEAL_TABLE}")
        return int(cursor.fetchone()[0])


def _groups(rows: Iterator[Any]) -> Iterator[tuple[str, list[Any]]]:
    for stream, group in groupby(rows, key=lambda row: row[0]):
        yield str(stream), list(group)


def _side_by_side(
    changes: Iterator[tuple[str, list[Any]]], seals: Iterator[tuple[str, list[Any]]]
) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Each stream with its Changes and its Seals; both come in the order of the streams' bytes."""
    changed, sealed = next(changes, None), next(seals, None)
    while changed is not None or sealed is not None:
        stream = min(one[0] for one in (changed, sealed) if one is not None)
        rows: tuple[list[Any], list[Any]] = ([], [])
        if changed is not None and changed[0] == stream:
            rows = (changed[1], rows[1])
            changed = next(changes, None)
        if sealed is not None and sealed[0] == stream:
            rows = (rows[0], sealed[1])
            sealed = next(seals, None)
        yield stream, *rows
