"""Answers which gestures stand on one page of a timeline. Words are made elsewhere.

The number of queries is constant, also where one gesture has thousands of Changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Max, Min, QuerySet

from annotations.models import Action, Change

# Changes looked through for one page; a page of very large gestures is shorter than asked for.
SCANNED = 2_000
# How far back a wide scope is looked through before all of it is.
STRETCH = 10_000
# A gesture of more Changes than this is told by its counts alone.
TOLD_ONE_BY_ONE = 40
# Writes that no Action explains are shown together when they lie closer than this.
BURST = timedelta(seconds=1)


@dataclass(slots=True)
class Gesture:
    """An Action and what it changed in the scope of the timeline. `changes` is empty for a very large one.

    `counts` is (entity, operation) -> number of Changes.
    """

    action: Action | None
    newest: int
    streams: set[str] = field(default_factory=set)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    def of(self, entity: str) -> list[Change]:
        return [change for change in self.changes if change.entity == entity]

    def added(self, entity: str) -> int:
        return self.counts.get((entity, Change.Operation.INSERT), 0)


@dataclass(frozen=True, slots=True)
class Window:
    gestures: list[Gesture]
    next_before: int | None


def gestures_in(
    scope: QuerySet[Change],
    before: int | None,
    limit: int,
    *,
    beside: QuerySet[Change] | None = None,
    by_action: QuerySet[Change] | None = None,
) -> Window:
    """The `limit` newest gestures of the scope whose newest Change is older than `before`.

    `beside` are Changes that belong to a gesture of the scope without being in it themselves. `by_action`
    marks a scope of many streams, which no index puts in one order: a stretch of recent Changes is looked at first,
    and gestures are looked up in it, the same scope in a form that leads the database to the index of Actions.
    """
    scope = scope.order_by()
    older = scope
    if before is not None:
        older = older.filter(id__lt=before)
        last_shown = Change.objects.filter(id=before).values_list("action_id", flat=True).first()
        if last_shown is not None:
            # It may have thousands of Changes, all below `before` and all shown.
            older = older.exclude(action_id=last_shown)
    scanned = (None if by_action is None else _recent(older, before, limit)) or _scanned(older)
    # In the order of their newest Changes. Twice the page, for some may have been shown on the one before.
    action_ids = list(dict.fromkeys(action_id for _, action_id in scanned if action_id is not None))
    wanted = set(action_ids[: 2 * limit + 1])
    gestures = _attributed(scope if by_action is None else by_action, wanted, beside)
    if before is not None:
        gestures = [gesture for gesture in gestures if gesture.newest < before]
    gestures += _unattributed(scope, [pk for pk, action_id in scanned if action_id is None][: limit + 1])
    gestures.sort(key=lambda gesture: -gesture.newest)
    is_more = len(gestures) > limit or len(scanned) == SCANNED
    shown = gestures[:limit]
    return Window(_joined(shown), shown[-1].newest if is_more and shown else None)


def _scanned(changes: QuerySet[Change]) -> list[tuple[int, int | None]]:
    return list(changes.order_by("-id").values_list("id", "action_id")[:SCANNED])


def _recent(older: QuerySet[Change], before: int | None, limit: int) -> list[tuple[int, int | None]] | None:
    """What lies in the stretch below `before`; None when that is too little for a page."""
    top = before or Change.objects.aggregate(top=Max("id"))["top"] or 0
    found = _scanned(older.filter(id__gt=top - STRETCH))
    gestures = {action_id or -pk for pk, action_id in found}
    return found if len(gestures) > limit or len(found) == SCANNED else None


def gestures_by(actor_id: int, before: int | None, limit: int) -> Window:
    """The `limit` newest Actions of a person with an id below `before`."""
    actions = Action.objects.filter(actor_id=actor_id).order_by("-id")
    if before is not None:
        actions = actions.filter(id__lt=before)
    found = list(actions.values_list("id", flat=True)[: limit + 1])
    gestures = _attributed(Change.objects.order_by(), set(found[:limit]), None)
    gestures.sort(key=lambda gesture: -(gesture.action.pk if gesture.action else 0))
    return Window(gestures, found[limit - 1] if len(found) > limit else None)


def _attributed(
    scope: QuerySet[Change], action_ids: set[int], beside: QuerySet[Change] | None
) -> list[Gesture]:
    if not action_ids:
        return []
    actions = Action.objects.in_bulk(action_ids)
    gestures = {pk: Gesture(action, newest=0) for pk, action in actions.items()}
    for part in (scope, beside) if beside is not None else (scope,):
        counted = part.filter(action_id__in=action_ids).values("action_id", "entity", "operation")
        rows = counted.annotate(n=Count("id"), newest=Max("id"), low=Min("stream"), high=Max("stream"))
        for row in rows.order_by():
            if (gesture := gestures.get(row["action_id"])) is None:
                continue
            gesture.counts[row["entity"], row["operation"]] = row["n"]
            gesture.streams |= {row["low"], row["high"]}
            gesture.newest = max(gesture.newest, row["newest"])
    small = [pk for pk, gesture in gestures.items() if gesture.count <= TOLD_ONE_BY_ONE]
    for part in (scope, beside) if beside is not None else (scope,):
        for change in part.filter(action_id__in=small).order_by("id"):
            gestures[change.action_id or 0].changes.append(change)
    return [gesture for gesture in gestures.values() if gesture.count]


def _unattributed(scope: QuerySet[Change], ids: Sequence[int]) -> list[Gesture]:
    if not ids:
        return []
    return [
        Gesture(
            None,
            change.pk,
            {change.stream},
            {(change.entity, change.operation): 1},
            [change],
        )
        for change in scope.filter(id__in=ids).order_by("-id")
    ]


def _joined(gestures: list[Gesture]) -> list[Gesture]:
    """Bursts of unexplained writes become one gesture, at the place of their newest Change."""
    joined: list[Gesture] = []
    for gesture in gestures:
        last = joined[-1] if joined else None
        if last is None or last.action or gesture.action or not _is_one_burst(last, gesture):
            joined.append(gesture)
            continue
        last.streams |= gesture.streams
        last.changes[:0] = gesture.changes
        for key, count in gesture.counts.items():
            last.counts[key] = last.counts.get(key, 0) + count
    return joined


def _is_one_burst(newer: Gesture, older: Gesture) -> bool:
    return newer.changes[0].at - older.changes[-1].at < BURST
