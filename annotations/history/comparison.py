"""Owns comparing a live table with its replayed Changes, row beside row, in memory for one row at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.finding import Finding
from annotations.history.reading import Recorded, live_rows, recorded_rows
from annotations.history.replay import differences, replayed
from annotations.models.audit import Audit


def compared(
    connection: BaseDatabaseWrapper,
    audit: Audit,
    redacted: Mapping[int, frozenset[str]],
    told: Callable[[int], object] = lambda number: None,
    row_ids: Collection[int] | None = None,
) -> Iterator[Finding]:
    """Everything in which the table differs from its history, or these rows of it. `told` hears of Changes read."""
    live = live_rows(connection, audit, row_ids)
    held = next(live, None)
    recorded = recorded_rows(connection, audit.entity, row_ids)
    for row_id, group in groupby(recorded, key=attrgetter("row_id")):
        changes = list(group)
        while held is not None and held[0] < row_id:
            yield _unrecorded(audit, held[0])
            held = next(live, None)
        body = None
        if held is not None and held[0] == row_id:
            body = held[1]
            held = next(live, None)
        yield from _row(audit, changes, body, redacted)
        told(len(changes))
    while held is not None:
        yield _unrecorded(audit, held[0])
        held = next(live, None)


def _row(
    audit: Audit, changes: list[Recorded], live: str | None, redacted: Mapping[int, frozenset[str]]
) -> Iterator[Finding]:
    only = changes[0]
    if len(changes) == 1 and only.operation == "I" and only.body == live:
        return  # Most rows are written once; their bytes agree.
    try:
        expected, findings = replayed(audit.table, changes, redacted)
    except (ValueError, TypeError, AttributeError):
        # Whatever stands there, no trigger wrote it.
        yield Finding(
            "change",
            f"cannot be replayed: one of its {len(changes)} changes, {only.id} to {changes[-1].id}, was altered",
            audit.table,
            only.row_id,
            since_change=only.id,
        )
        return
    yield from findings
    if expected is None:
        if live is not None:
            yield Finding(
                "row",
                "is in the table although the history removed it",
                audit.table,
                only.row_id,
                since_change=changes[-1].id,
            )
        return
    if live is None:
        yield Finding(
            "row",
            "was removed without a record",
            audit.table,
            only.row_id,
            expected=expected,
            since_change=changes[-1].id,
        )
        return
    found = json.loads(live)
    if found != expected:
        yield from differences(audit.table, changes, expected, found, "was changed without a record")


def _unrecorded(audit: Audit, row_id: int) -> Finding:
    return Finding("row", "was added without a record", audit.table, row_id)
