"""Answers which gestures stand on one page of a timeline, and what each changed. Words are made elsewhere.

Where the scope has an index of its own, Changes are read along it; a wide scope is walked by walk. The number
of queries is constant, also where one gesture has thousands of Changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from annotations.models import Action, Change
from annotations.selectors.timeline.filters import Filters
from annotations.selectors.timeline.scope import Scope

# Changes looked through for one page; a page of very large gestures is shorter than asked for.
SCANNED = 2_000
# A gesture of more Changes than this is told by its counts alone.
TOLD_ONE_BY_ONE = 40
# Writes that no Action explains are shown together when they lie closer than this.
BURST = timedelta(seconds=1)


# (Change, Action)
Pairs = Sequence[tuple[int, int | None]]


@dataclass(slots=True)
class Gesture:
    """An Action and what it changed in the scope of the timeline. `changes` is empty for a very large one.

    `newest` is the id of its last Change, `place` that of the last one that was asked for: a long gesture may have
    begun before others and ended after them. `counts` is (entity, operation) -> number of Changes.
    """

    action: Action | None
    newest: int
    streams: set[str] = field(default_factory=set)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    place: int = 0

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    def of(self, entity: str) -> list[Change]:
        return [change for change in self.changes if change.entity == entity]

    def added(self, entity: str) -> int:
        return self.counts.get((entity, Change.Operation.INSERT), 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: below this Change, and after this Action or, where Actions are walked, below it.

    Written `123` or `123-45` in an address: the Change, then the Action.
    """

    change: int
    action: int | None = None

    def __str__(self) -> str:
        return str(self.change) if self.action is None else f"{self.change}-{self.action}"

    @classmethod
    def read(cls, text: str | None) -> Place | None:
        """None for anything that is no place."""
        parts = (text or "").split("-")
        if len(parts) > 2 or not all(
            part.isascii() and part.isdecimal() and len(part) < 19 for part in parts
        ):
            return None
        return cls(*map(int, parts))


@dataclass(frozen=True, slots=True)
class Window:
    """`older` is where the next page begins, None on the last one. `is_unfinished`: the stretch that one page looks
    through ended before the page was full, and older ones may match."""

    gestures: list[Gesture]
    older: Place | None
    is_unfinished: bool = False


def gestures_in(scope: Scope, before: Place | None, limit: int, filters: Filters) -> Window:
    """The `limit` newest gestures of a scope with an index whose newest Change is older than `before`."""
    older = scope.changes.order_by().filter(filters.of_changes())
    if before is not None:
        older = older.filter(id__lt=before.change)
        if before.action is not None:
            # The last one shown: it may have thousands of Changes, all below `before`.
            older = older.exclude(action_id=before.action)
    scanned = _scanned(older) if scope.small is None else _sorted(older, scope.small, before, filters)
    # In the order of the newest Changes asked for. Twice the page, for some may have been shown on the one before.
    action_ids = list(dict.fromkeys(action_id for _, action_id in scanned if action_id is not None))
    actions = Action.objects.in_bulk(action_ids[: 2 * limit + 1]).values()
    gestures = attributed(scope, actions, filters.of_fields())
    if before is not None:
        gestures = [gesture for gesture in gestures if gesture.place < before.change]
    outside = [pk for pk, action_id in scanned if action_id is None][: limit + 1]
    gestures += unattributed(Change.objects.filter(id__in=outside)) if outside else []
    gestures.sort(key=lambda gesture: -gesture.place)
    is_more = len(gestures) > limit or len(scanned) == SCANNED
    shown = gestures[:limit]
    if not shown or not is_more:
        return Window(joined(shown), None)
    last = shown[-1]
    return Window(joined(shown), Place(last.place, last.action.pk if last.action else None))


def _scanned(changes: QuerySet[Change]) -> Pairs:
    return list(changes.values_list("id", "action_id").order_by("-id")[:SCANNED])


def _sorted(older: QuerySet[Change], known: Pairs, before: Place | None, filters: Filters) -> Pairs:
    """Of a small scope, all of which is known already, so that it is asked only what filters ask."""
    if before is not None or not filters.is_empty:
        known = list(older.values_list("id", "action_id"))
    return sorted(known, key=lambda pair: -pair[0])[:SCANNED]


def attributed(scope: Scope, actions: Iterable[Action], asked: Q | None = None) -> list[Gesture]:
    """What these Actions changed in the scope, for those that changed something there. Two queries.

    `asked` are the conditions on Changes that give a gesture its place.
    """
    gestures = {action.pk: Gesture(action, newest=0) for action in actions}
    if not gestures:
        return []
    action_ids = list(gestures)
    there = scope.within.order_by()
    counted = there.filter(action_id__in=action_ids).values("action_id", "entity", "operation")
    found = counted.annotate(n=Count("id"), newest=Max("id"), low=Min("stream"), high=Max("stream"))
    for row in found.annotate(place=Max("id", filter=asked) if asked else Max("id")):
        if (gesture := gestures.get(row["action_id"])) is None:
            continue
        gesture.counts[row["entity"], row["operation"]] = row["n"]
        gesture.streams |= {row["low"], row["high"]}
        gesture.newest = max(gesture.newest, row["newest"])
        gesture.place = max(gesture.place, row["place"] or 0)
    small = [pk for pk, gesture in gestures.items() if 0 < gesture.count <= TOLD_ONE_BY_ONE]
    for change in sorted(there.filter(action_id__in=small), key=lambda change: change.pk) if small else ():
        gestures[change.action_id or 0].changes.append(change)
    return [gesture for gesture in gestures.values() if gesture.count]


def unattributed(changes: Iterable[Change]) -> list[Gesture]:
    """A gesture for each of these Changes, which no Action explains; newest first."""
    return [
        Gesture(
            None,
            change.pk,
            {change.stream},
            {(change.entity, change.operation): 1},
            [change],
            place=change.pk,
        )
        for change in sorted(changes, key=lambda change: -change.pk)
    ]


def joined(gestures: Iterable[Gesture]) -> list[Gesture]:
    """Bursts of unexplained writes become one gesture, at the place of their newest Change."""
    told: list[Gesture] = []
    for gesture in gestures:
        last = told[-1] if told else None
        if last is None or last.action or gesture.action or not _is_one_burst(last, gesture):
            told.append(gesture)
            continue
        last.streams |= gesture.streams
        last.changes[:0] = gesture.changes
        for key, count in gesture.counts.items():
            last.counts[key] = last.counts.get(key, 0) + count
    return told


def _is_one_burst(newer: Gesture, older: Gesture) -> bool:
    return newer.changes[0].at - older.changes[-1].at < BURST
