"""Answers one page of a wide timeline: Actions are walked newest first and asked what they changed in the scope.

Where a field is asked for that few rows anywhere have, their Changes are read instead. A page looks through a bounded
stretch. When that ends before the page is full, the page says so and the next one goes on from there, so that no
question, however rare its answer, makes a page slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from annotations.models import Action, Article, Change, Project, Source
from annotations.selectors.timeline.filters import Filters
from annotations.selectors.timeline.scope import Scope, of_rare_kinds
from annotations.selectors.timeline.window import (
    Gesture,
    Place,
    Window,
    attributed,
    gestures_in,
    joined,
    unattributed,
)

# Actions that one page looks through, of those that the filters on Actions leave.
STRETCH = 6_000
# The same for writes that no Action explains.
STRETCH_OUTSIDE = 2_000
# Actions of transactions that ran at once may have their Changes in each other's order, never by so many.
OVERLAP = 1_000
# Later than every id, and still a Place that can be written.
LAST = 10**18 - 1
Row = TypeVar("Row", Action, Change)


@dataclass(frozen=True, slots=True)
class _Found(Generic[Row]):
    """Rows of a stretch, newest first, and the id below which nothing was looked at: 0 when all was."""

    rows: list[Row]
    end: int


def gestures_walked(
    scope: Scope, before: Place | None, limit: int, filters: Filters, project: Project | None = None
) -> Window:
    """The `limit` newest gestures of a wide scope below `before`; `project` helps over a long stretch without it."""
    if (rare := of_rare_kinds(scope, filters.kinds)) is not None:
        return gestures_in(rare, before, limit, filters)
    change, action = _start(before)
    explained: _Found[Action] = _Found([], 0)
    outside: _Found[Change] = _Found([], 0)
    if filters.takes_actions:
        explained = _walked(scope, action, limit, filters, project)
    if filters.takes_outside:
        outside = _outside(scope, change, limit, filters)
    merging = _Merging(
        attributed(scope, explained.rows), explained.end, unattributed(outside.rows), outside.end
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


def _walked(
    scope: Scope, below: int, limit: int, filters: Filters, project: Project | None
) -> _Found[Action]:
    """Up to one Action more than the page holds, out of the next stretch below an Action."""
    rows = _stretch(scope, below, limit, filters)
    if len(rows) > limit:
        return _Found(rows, rows[-1].pk)
    # Whether the project was at work at all meanwhile is asked first: the answer costs little where it was.
    is_quiet = not rows and (filters.is_empty or not _stretch(scope, below, 0, Filters()))
    end, newest = _ends(below, filters, project if is_quiet else None)
    if rows or not end or newest is None or newest > end:
        return _Found(rows, end)
    # Nothing of the project for a whole stretch: on from where there is something again.
    rows = _stretch(scope, newest, limit, filters)
    if len(rows) > limit:
        return _Found(rows, rows[-1].pk)
    return _Found(rows, _ends(newest, filters, None)[0])


def _asked(below: int, filters: Filters) -> QuerySet[Action]:
    return Action.objects.filter(filters.of_actions(), id__lt=below).order_by("-id")


def _stretch(scope: Scope, below: int, limit: int, filters: Filters) -> list[Action]:
    asked = _asked(below, filters)
    if connection.vendor == "postgresql":
        # By its end: given a list of ids, PostgreSQL asks every Action there is, and looks into the list afterwards.
        end = Coalesce(Subquery(asked.values("id")[STRETCH - 1 : STRETCH]), Value(0))
        stretch = asked.filter(id__gte=end)
    else:
        # As a list of ids: given its end, SQLite asks every Action of the period, and sorts the answers afterwards.
        stretch = Action.objects.filter(id__in=asked.values("id")[:STRETCH]).order_by("-id")
    there = scope.within.order_by().filter(filters.of_fields(), action_id=OuterRef("pk"))
    # A value, no EXISTS: PostgreSQL makes a join of that, and has then read all Changes to answer about some Actions.
    return list(stretch.alias(met=Subquery(there.values("id")[:1])).filter(met__isnull=False)[: limit + 1])


def _ends(below: int, filters: Filters, project: Project | None) -> tuple[int, int | None]:
    """Where the stretch below an Action ends (0: with the history), and an Action below which nothing of the project is
    missed, near its newest one; None without a project. One query."""
    end = Subquery(_asked(below, filters).values("id")[STRETCH - 1 : STRETCH])
    row = Project.objects.order_by().annotate(end=end)
    if project is None:
        return row.values_list("end", flat=True)[:1][0] or 0, None
    streams: list[tuple[str, QuerySet[Any]]] = [
        ("project", Project.objects.filter(pk=project.pk)),
        ("article", Article.objects.filter(project=project)),
        ("source", Source.objects.filter(project=project)),
    ]
    # Where the history ends within the stretch, nobody needs to know more, and no engine looks further.
    newest = {
        f"last_{kind}": Case(When(end__isnull=False, then=Subquery(_last_of(kind, rows, below))))
        for kind, rows in streams
    }
    found = row.filter(pk=project.pk).annotate(**newest).values("end", *newest).get()
    last = max(found[name] or 0 for name in newest)
    return found["end"] or 0, last + OVERLAP


def _last_of(kind: str, rows: QuerySet[Any], below: int) -> QuerySet[Any]:
    """The greatest of the Actions that last touched each of the streams: one look into an index a stream."""
    name = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    last = Change.objects.filter(stream=name, action_id__lt=below).order_by("-id").values("action_id")[:1]
    touched = rows.order_by().annotate(last=Subquery(last))
    greatest: QuerySet[Any] = touched.order_by(F("last").desc(nulls_last=True)).values("last")[:1]
    return greatest


def _outside(scope: Scope, below: int, limit: int, filters: Filters) -> _Found[Change]:
    asked = Change.objects.filter(action__isnull=True, id__lt=below).order_by("-id")
    ids = list(asked.values_list("id", flat=True)[:STRETCH_OUTSIDE])
    if not ids:
        return _Found([], 0)
    there = scope.within.filter(filters.of_outside(), id__in=ids).order_by("-id")
    rows = list(there[: limit + 1])
    if len(rows) > limit:
        return _Found(rows, rows[-1].pk)
    return _Found(rows, ids[-1] if len(ids) == STRETCH_OUTSIDE else 0)
