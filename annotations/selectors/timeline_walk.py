"""Answers one page of a wide timeline: Actions are walked newest first and asked what they changed in the scope.

A page looks through a bounded stretch. When that ends before the page is full, the page says so and the next one goes
on from there, so that no question, however rare its answer, makes a page slow.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Exists, Max, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from annotations.models import Action, Article, Change, Project, Source
from annotations.selectors.timeline_filters import Filters
from annotations.selectors.timeline_scope import Scope
from annotations.selectors.timeline_window import Gesture, Place, Window, attributed, joined, unattributed

# Actions that one page looks through, of those that the filters on Actions leave.
STRETCH = 10_000
# Actions of transactions that ran at once may have their Changes in each other's order, never by so many.
OVERLAP = 1_000
LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Found:
    """Ids of a stretch, newest first, and the id below which nothing was looked at: 0 when all was."""

    ids: list[int]
    end: int


def gestures_walked(
    scope: Scope, before: Place | None, limit: int, filters: Filters, project: Project | None = None
) -> Window:
    """The `limit` newest gestures of a wide scope below `before`; `project` helps over a long stretch without it."""
    change, action = _start(before)
    explained = outside = _Found([], 0)
    if filters.takes_actions:
        explained = _walked(scope, action, limit, filters)
        if not explained.ids and explained.end and project is not None:
            below = min(explained.end, _newest_in(project, explained.end))
            explained = _walked(scope, below, limit, filters)
    if filters.takes_outside:
        outside = _outside(scope, change, limit, filters)
    merging = _Merging(
        attributed(scope, explained.ids), explained.end, unattributed(outside.ids), outside.end
    )
    shown, older = merging.page(limit, Place(change, action))
    return Window(joined(shown), older, is_unfinished=older is not None and len(shown) < limit)


class _Merging:
    """Explained gestures and writes from outside in one order, that of their newest Changes."""

    def __init__(
        self, explained: list[Gesture], explained_end: int, outside: list[Gesture], outside_end: int
    ) -> None:
        # The newest one last, to be taken off.
        self.explained = sorted(explained, key=_action_id)
        self.outside = outside[::-1]
        self.explained_end, self.outside_end = explained_end, outside_end

    def page(self, limit: int, start: Place) -> tuple[list[Gesture], Place | None]:
        """A page of gestures, and where the next one begins, if there may be one."""
        taken: list[Gesture] = []
        change, action = start.change, start.action or 0
        while len(taken) < limit and (gesture := self._next()) is not None:
            taken.append(gesture)
            if gesture.action is None:
                change = gesture.newest
            else:
                action = gesture.action.pk
        if len(taken) < limit:
            # A stretch that is used up is left behind; the other one may still wait for it.
            change = change if self.outside else self.outside_end or change
            action = action if self.explained else self.explained_end or action
        is_more = self.explained or self.outside or self.explained_end or self.outside_end
        return taken, Place(change, action) if is_more else None

    def _next(self) -> Gesture | None:
        explained = self.explained[-1] if self.explained else None
        outside = self.outside[-1] if self.outside else None
        if explained and (outside is None or explained.newest > outside.newest):
            is_sure = outside is not None or explained.newest > self.outside_end
            return self.explained.pop() if is_sure else None
        if outside and (explained or not self.explained_end):
            return self.outside.pop()
        return None


def _action_id(gesture: Gesture) -> int:
    return gesture.action.pk if gesture.action else 0


def _start(before: Place | None) -> tuple[int, int]:
    """The Change and the Action below which the page begins."""
    if before is None:
        return LAST, LAST
    if before.action is not None:
        return before.change, before.action
    # From a time when the scope was small enough to be read along its Changes.
    last = Change.objects.filter(id__lte=before.change, action__isnull=False).order_by("-id")
    return before.change, last.values_list("action_id", flat=True).first() or 0


def _walked(scope: Scope, below: int, limit: int, filters: Filters) -> _Found:
    """Up to one Action more than the page holds, out of the next stretch below an Action."""
    asked = Action.objects.filter(filters.of_actions(), id__lt=below).order_by("-id")
    end = asked.values_list("id", flat=True)[STRETCH - 1 : STRETCH].first() or 0
    there = scope.within.order_by().filter(filters.of_fields(), action_id=OuterRef("pk"))
    found = asked.filter(Exists(there), id__gte=end).values_list("id", flat=True)
    return _cut(list(found[: limit + 1]), limit, end)


def _newest_in(project: Project, below: int) -> int:
    """An Action below which nothing is missed, near the project's newest one below the given one; 1 for none."""
    streams: list[tuple[str, type[Model]]] = [("article", Article), ("source", Source)]
    newest = [_last_of(Project.objects.filter(pk=project.pk), "project", below)]
    newest += [
        _last_of(model._default_manager.filter(project=project), kind, below) for kind, model in streams
    ]
    return max(newest) + OVERLAP if any(newest) else 1


def _last_of(rows: QuerySet[Model], kind: str, below: int) -> int:
    """The greatest of the Actions that last touched each of the streams: one look into an index a stream."""
    name = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    last = Change.objects.filter(stream=name, action_id__lt=below).order_by("-id").values("action_id")[:1]
    newest: int | None = rows.order_by().annotate(last=Subquery(last)).aggregate(newest=Max("last"))["newest"]
    return newest or 0


def _outside(scope: Scope, below: int, limit: int, filters: Filters) -> _Found:
    asked = Change.objects.filter(action__isnull=True, id__lt=below).order_by("-id")
    end = asked.values_list("id", flat=True)[STRETCH - 1 : STRETCH].first() or 0
    found = scope.within.filter(filters.of_outside(), id__lt=below, id__gte=end).order_by("-id")
    return _cut(list(found.values_list("id", flat=True)[: limit + 1]), limit, end)


def _cut(ids: list[int], limit: int, end: int) -> _Found:
    """One id more than a page holds says that the stretch was not read to its end."""
    return _Found(ids, ids[-1] if len(ids) > limit else end)
