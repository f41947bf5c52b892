"""Owns whether a Change can be of the Action that it names: an Action is over with its transaction.

So nothing of it lies behind the beginning of a later one (SQLite has one writer at a time), nor in another
transaction (PostgreSQL tells them apart), nor behind a checkpoint that covers some of it already.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.finding import Finding
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, SEAL_TABLE
from annotations.history.reading import streamed
from annotations.models import Change, Checkpoint, Leaf

LISTED = 100
_SPANS = (
    f"SELECT action_id, min(id), max(id) FROM {CHANGE_TABLE} WHERE action_id IS NOT NULL"
    " GROUP BY action_id ORDER BY action_id"
)
_OTHER_TRANSACTION = (
    f"SELECT c.id, c.action_id FROM {CHANGE_TABLE} c JOIN {ACTION_TABLE} a ON a.id = c.action_id"
    f" WHERE c.txid <> a.txid ORDER BY c.id LIMIT {LISTED}"
)
_SEALED = (
    "SELECT s.action_id, min(l.id), max(l.id), count(l.id), count(*), max(s.id)"
    f" FROM {SEAL_TABLE} s LEFT JOIN {Leaf._meta.db_table} l ON l.seal_id = s.id"
    " WHERE s.action_id IS NOT NULL GROUP BY s.action_id HAVING count(*) > 1"
)


def misplaced(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Changes that were put under an Action that was over, and Actions that were sealed again after a checkpoint."""
    late = _behind(connection) if connection.vendor == "sqlite" else _elsewhere(connection)
    for change_id, action_id in late:
        problem = "names a gesture that was over when it was written: it was put into the history by hand"
        yield Finding("change", problem, CHANGE_TABLE, change_id, since_action=action_id)
    sizes = sorted(set(Checkpoint.objects.using(connection.alias).values_list("size", flat=True)))
    for row in streamed(connection, _SEALED, None):
        yield from _across(row, sizes)


def explained_late(connection: BaseDatabaseWrapper, first: int) -> set[int]:
    """Ids of Actions lower than this one that explain Changes written after its own: they were given a free number."""
    changes = Change.objects.using(connection.alias)
    begins = changes.filter(action_id__gte=first).order_by("id").values_list("id", flat=True).first()
    if begins is None:
        return set()
    late = changes.filter(action_id__lt=first, id__gt=begins).order_by()
    return {pk for pk in late.values_list("action_id", flat=True).distinct() if pk is not None}


def _behind(connection: BaseDatabaseWrapper) -> Iterator[tuple[int, int]]:
    """(Change, its Action) wherever a later Action had begun."""
    holder, reaches, told = 0, 0, 0
    for action_id, lowest, highest in streamed(connection, _SPANS, None):
        if lowest < reaches and told < LISTED:
            changes = Change.objects.using(connection.alias).filter(action_id=holder, id__gt=lowest)
            for pk in changes.order_by("id").values_list("id", flat=True)[:LISTED]:
                told += 1
                yield pk, holder
        if highest > reaches:
            holder, reaches = action_id, highest


def _elsewhere(connection: BaseDatabaseWrapper) -> Iterator[tuple[int, int]]:
    yield from streamed(connection, _OTHER_TRANSACTION, None)


def _across(row: Sequence[int], sizes: list[int]) -> Iterator[Finding]:
    """A transaction's seals come into the tree together, so one checkpoint is the first to cover all of them."""
    action_id, lowest, highest, leaves, seals, newest = row
    if not leaves:
        return
    if leaves != seals or bisect_right(sizes, lowest) != bisect_right(sizes, highest):
        problem = "was sealed again after a checkpoint that covers it: something was put under it by hand"
        yield Finding(
            "action", f"{problem}, in seal {newest}", ACTION_TABLE, action_id, since_action=action_id
        )
