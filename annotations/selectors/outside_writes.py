"""Answers which writes reached the database outside factcheck, where they belong, and which nobody looked at yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Expression, Max, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from annotations.models import Acknowledgement, Alert, Change, Project
from annotations.models.audit import AUDITED
from annotations.selectors.timeline.entry import FieldChange
from annotations.selectors.timeline.parts import every_value_of
from annotations.selectors.timeline.scope import project_of_stream
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words, model_of

# The newest of them on the whole site that a notice looks through; a mail looks through all.
LOOKED_THROUGH = 20_000
LISTED = 100
# A whole site belongs to no project.
SITE = None
Where = int | None


@dataclass(frozen=True, slots=True)
class OutsideWrite:
    """One row, exactly: the table's name in the database, old and new values of what changed."""

    change_id: int
    at: datetime
    db_user: str
    table: str
    row_id: int
    operation: str
    name: str
    values: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """How many writes nobody responsible has looked at, in a project or (None) on the site outside projects."""

    project: Project | None
    writes: int
    newest: int


def notices(projects: Iterable[Project], *, with_site: bool = False) -> list[Notice]:
    """A notice for each of the projects that has writes to be looked at, then one for the site. At most two queries."""
    by_id = {project.pk: project for project in projects}
    if not by_id and not with_site:
        return []
    if with_site or len(by_id) > 1:
        seen = acknowledged(by_id, with_site=with_site)
        newest = _newest(min(seen.values()))
    else:
        # One project, on every page of it: one query.
        seen = dict.fromkeys(by_id, 0)
        last = (
            Acknowledgement.objects.filter(project__in=by_id).order_by("-change_id").values("change_id")[:1]
        )
        newest = _newest(Coalesce(Subquery(last), Value(0)))
    found: dict[Where, list[int]] = {}
    for pk, place in newest:
        if place in seen and pk > seen[place]:
            found.setdefault(place, []).append(pk)
    places: list[Where] = [*by_id, SITE]
    return [
        Notice(None if place is None else by_id[place], len(found[place]), max(found[place]))
        for place in places
        if place in found
    ]


def acknowledged(project_ids: Iterable[int], *, with_site: bool = False) -> dict[Where, int]:
    """Project id -> the Change up to which everything was looked at, 0 for nothing; None stands for the site."""
    seen: dict[Where, int] = dict.fromkeys(project_ids, 0)
    if with_site:
        seen[SITE] = 0
    last = Acknowledgement.objects.order_by().values("project_id").annotate(last=Max("change_id"))
    for row in last.values_list("project_id", "last"):
        if row[0] in seen:
            seen[row[0]] = row[1]
    return seen


def untold_writes() -> list[tuple[Project | None, list[int]]]:
    """Every write from outside that no mail told of and nobody looked at yet: ids, newest first, by project."""
    known: dict[Where, int] = {}
    for model in (Alert, Acknowledgement):
        last = model._default_manager.order_by().values("project_id").annotate(last=Max("change_id"))
        for place, change_id in last.values_list("project_id", "last"):
            known[place] = max(change_id, known.get(place, 0))
    found: dict[Where, list[int]] = {}
    changes = Change.objects.filter(action__isnull=True).order_by("-id").annotate(place=project_of_stream())
    for pk, place in changes.values_list("id", "place").iterator():
        if pk > known.get(place, 0):
            found.setdefault(place, []).append(pk)
    projects = Project.objects.in_bulk([place for place in found if place is not None])
    return [
        (None if place is None else projects[place], ids)
        for place, ids in sorted(found.items(), key=lambda item: item[0] or 0)
    ]


def outside_writes_in(project: Project | None) -> QuerySet[Change]:
    """Newest first."""
    changes = Change.objects.filter(action__isnull=True).annotate(place=project_of_stream())
    there = changes.filter(place__isnull=True) if project is None else changes.filter(place=project.pk)
    return there.order_by("-id")


def is_outside_write(change_id: int, project: Project | None) -> bool:
    return outside_writes_in(project).filter(pk=change_id).exists()


def told(changes: Iterable[Change]) -> list[OutsideWrite]:
    """Each of the Changes exactly, with labels beside ids. At most three queries."""
    changes = list(changes)
    words = Words.of([Gesture(None, change.pk, {change.stream}, changes=[change]) for change in changes])
    tables = {audit.entity: audit.table for audit in AUDITED.values()}
    return [
        OutsideWrite(
            change_id=change.pk,
            at=change.at,
            db_user=change.db_user,
            table=tables.get(change.entity, change.entity),
            row_id=change.row_id,
            operation=str(change.get_operation_display()),
            name=words.label(change.entity, change.row_id) if model_of(change.entity) else "",
            values=every_value_of(change, words),
        )
        for change in changes
    ]


def _newest(after: int | Expression) -> list[tuple[int, Where]]:
    changes = Change.objects.filter(action__isnull=True, id__gt=after).order_by("-id")
    return list(changes.annotate(place=project_of_stream()).values_list("id", "place")[:LOOKED_THROUGH])
