"""Owns the record that triggers were lost and put back. An Action alone is under no seal: one row is stated with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.baseline import state_rows
from annotations.history.reading import recorded_rows
from annotations.models import Change
from annotations.models.audit import AUDITED, Audit

# Triggers that a reason names.
NAMED = 10


def told_of(connection: BaseDatabaseWrapper, lost: Sequence[str]) -> str:
    """`history_annotations_claim_u: missing (...)`, and the last moment of which something is on record."""
    listed = "; ".join(lost[:NAMED]) + ("; ..." if len(lost) > NAMED else "")
    latest = Change.objects.using(connection.alias).order_by("-id").values_list("id", "at").first()
    since = f"; the newest record is change {latest[0]} of {latest[1]:%Y-%m-%d %H:%M:%S}" if latest else ""
    return f"{listed}{since}"


def state_one(connection: BaseDatabaseWrapper, action_id: int, lost: Sequence[str]) -> int:
    """State one row as it is, of a table whose triggers were lost if it has any. Returns how many: 1, or 0 where
    nothing is stored at all."""
    for audit in _those_first(lost):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT max(id) FROM "{audit.table}"')
            newest = cursor.fetchone()[0]
        if newest is not None and any(recorded_rows(connection, audit.entity, [newest])):
            return state_rows(connection, audit, action_id, [newest])
    return 0


def _those_first(lost: Sequence[str]) -> Iterator[Audit]:
    named = [audit for audit in AUDITED.values() if any(audit.table in line for line in lost)]
    yield from named
    yield from (audit for audit in AUDITED.values() if audit not in named)
