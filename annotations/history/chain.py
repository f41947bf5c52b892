"""Owns checking the chains of Seals against the stored Changes and Actions. Of a stream, only hashes are in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
    private_of,
    seal_hash,
    tree_root,
)
from annotations.history.finding import Finding
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, HEAD_TABLE, SEAL_TABLE
from annotations.history.reading import in_parts, moment_expression, streamed

_CHANGES = (
    "SELECT stream, id, {at}, action_id, entity, row_id, claim_id, operation, nonce, body, db_user"
    f" FROM {CHANGE_TABLE} {{where}} ORDER BY {{stream}}, id"
)
_SEALS = (
    "SELECT stream, number, action_id, change_ids, root, action_hash, previous, hash, at"
    f" FROM {SEAL_TABLE} {{where}} ORDER BY {{stream}}, number"
)
_ACTIONS = (
    "SELECT id, at, actor_id, channel, verb, app_version, reverts, nonce, actor_label, on_behalf_of, reason, client,"
    f" request_id FROM {ACTION_TABLE} {{where}} ORDER BY id"
)

# Id of a Change or an Action -> (hash of the text that was, hash of what stands there now).
Redacted = Mapping[int, tuple[str, str]]
Leaf = tuple[str, int, bytes]


class Chains:
    """All chains, or those of the named streams; `look` is shown every Action. The rest is what was met on the way.

    `broken` holds ids of Changes that no longer are what was sealed, `altered` Actions with the hashes under which they
    were. `rows` holds (entity, row id) of the Changes of named streams, for whoever looks at these rows next; over
    all streams it stays empty.
    """

    def __init__(
        self,
        connection: BaseDatabaseWrapper,
        redacted: Redacted,
        redacted_actions: Redacted,
        streams: Collection[str] | None = None,
        look: Callable[[ActionFields], object] = lambda action: None,
        progress: Callable[[int], object] = lambda changes: None,
    ) -> None:
        self.connection, self.redacted, self.streams = connection, redacted, streams
        self.redacted_actions, self.look, self.progress = redacted_actions, look, progress
        self.broken: set[int] = set()
        self.altered: dict[int, set[str]] = {}
        self.rows: set[tuple[str, int]] = set()
        self.changes = 0
        self._replaced: list[Finding] = []

    def findings(self) -> Iterator[Finding]:
        """Every Change, Action and Seal that is not what was sealed; and Changes unsealed where none should be."""
        actions = self._actions()
        heads = {
            row[0]: row[1:] for row in self._read(f"SELECT stream, number, hash FROM {HEAD_TABLE} {{where}}")
        }
        newest = _newest_that_may_be_unsealed(self.connection)
        sealed_by_now = _groups(self._read(_SEALS))
        for stream, leaves, seals in _side_by_side(_groups(self._leaves()), sealed_by_now):
            yield from self._told()
            self.progress(len(leaves))
            chain = _Chain(stream, actions, {pk: leaf for _, pk, leaf in leaves})
            yield from chain.check(seals, heads.pop(stream, None), newest)
            self.broken |= chain.broken
            for pk, hashed in chain.altered:
                self.altered.setdefault(pk, set()).add(hashed)
        yield from self._told()
        for stream in heads:
            yield Finding("chain", f"the end of {stream} is kept, but the stream has no seals", HEAD_TABLE)

    def _told(self) -> list[Finding]:
        told, self._replaced = self._replaced, []
        return told

    def _leaves(self) -> Iterator[Leaf]:
        erased_of, keeps_rows = self.redacted.get, self.streams is not None
        for row in self._read(_CHANGES):
            stream, pk, at, action_id, entity, row_id, claim_id, operation, nonce, body, db_user = row
            erased = erased_of(pk)
            if erased is not None and body_hash("", body) != erased[1]:
                problem = f"{stream}: what stands in place of the erased values of change {pk} was altered"
                self._replaced.append(Finding("chain", problem, CHANGE_TABLE, pk, since_change=pk))
            hashed = erased[0] if erased else body_hash(nonce, body)
            if keeps_rows:
                self.rows.add((entity, row_id))
            self.changes += 1
            fields = ChangeFields(
                pk, at, action_id, stream, entity, row_id, claim_id, operation, hashed, db_user
            )
            yield stream, pk, change_leaf(fields)

    def _actions(self) -> dict[int, str]:
        where: Iterable[str] = [""]
        if self.streams is not None:
            ids = {row[2] for row in self._read(_SEALS) if row[2] is not None}
            where = (f"WHERE id IN ({', '.join(map(str, part))})" for part in in_parts(ids))
        return {
            row[0]: self._action(row)
            for part in where
            for row in streamed(self.connection, _ACTIONS.format(where=part), None)
        }

    def _action(self, row: Any) -> str:
        fields = ActionFields(row[0], _utc(row[1]), *row[2:])
        self.look(fields)
        erased = self.redacted_actions.get(fields.id)
        if erased is None:
            return action_hash(fields)
        if body_hash("", private_of(fields)) != erased[1]:
            problem = f"what stands in place of the erased values of action {fields.id} was altered"
            self._replaced.append(Finding("action", problem, ACTION_TABLE, fields.id))
        return action_hash(fields, erased[0])

    def _read(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Rows of the streams, stream after stream in the order of their names' bytes."""
        by_bytes = 'stream COLLATE "C"' if self.connection.vendor == "postgresql" else "stream"
        at = moment_expression(self.connection, "at")
        if self.streams is None:
            yield from streamed(self.connection, sql.format(at=at, where="", stream=by_bytes), None)
            return
        for part in in_parts(self.streams):
            where = f"WHERE stream IN ({', '.join(['%s'] * len(part))})"
            yield from streamed(self.connection, sql.format(at=at, where=where, stream=by_bytes), part)


class _Chain:
    """One stream's seals on their way along its leaves."""

    def __init__(self, stream: str, actions: Mapping[int, str], leaves: dict[int, bytes]) -> None:
        self.stream, self.actions, self.leaves = stream, actions, leaves
        self.number, self.hash = 0, ""
        self.broken: set[int] = set()
        # (Action, the hash under which it was sealed).
        self.altered: list[tuple[int, str]] = []

    def check(self, seals: list[Any], head: tuple[Any, ...] | None, newest: int) -> Iterator[Finding]:
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
        yield from self._closed(number, action_id, ids, root)
        if action_id is not None and self.actions.get(action_id) != hashed:
            how = "is missing" if action_id not in self.actions else "is not what was sealed"
            problem = f"{how}; {self.stream} closed it with seal {number}"
            self.altered.append((action_id, hashed))
            yield Finding("action", problem, ACTION_TABLE, action_id, since=f"{_utc(at):%Y-%m-%d %H:%M:%S}")
        fields = SealFields(self.stream, number, action_id, len(ids), root, hashed, previous, _utc(at))
        if seal_hash(fields) != digest:
            yield self._finding(f"seal {number} was altered")
        self.number, self.hash = number, digest

    def _closed(self, number: int, action_id: int | None, ids: list[int], root: str) -> Iterator[Finding]:
        """Whether the Changes are there and are what was closed."""
        leaves = [leaf for pk in ids if (leaf := self.leaves.get(pk)) is not None]
        gone = [pk for pk in ids if pk not in self.leaves]
        first = ids[0] if ids else None
        if gone or not ids:
            problem = f"change {', '.join(map(str, gone[:20]))} under seal {number} is gone"
            yield self._finding(problem, gone[0] if gone else None, action_id)
        elif tree_root(leaves).hex() != root:
            self.broken.update(ids)
            one = (
                f"change {first} is"
                if len(ids) == 1
                else f"one of the {len(ids)} changes {first} to {ids[-1]} is"
            )
            yield self._finding(f"{one} not what seal {number} closed", first, action_id)
        for pk in ids:
            self.leaves.pop(pk, None)

    def _finding(self, problem: str, change_id: int | None = None, action_id: int | None = None) -> Finding:
        return Finding(
            "chain", f"{self.stream}: {problem}", SEAL_TABLE, since_change=change_id, since_action=action_id
        )


def _utc(at: datetime | None) -> datetime:
    """What somebody put there may be no moment at all: then the earliest, which nothing was sealed at."""
    if at is None:
        return datetime.min.replace(tzinfo=UTC)
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
