"""Answers how a thing came to be what it is: one entry a gesture, newest first, in words for people.

Callers hand in a thing that the person may see (selectors.scoping). Nothing here writes.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, Max, Q, QuerySet

from annotations.models import Action, Article, Change, Claim, Correction, Project, Source, User
from annotations.policy import visible_projects
from annotations.selectors.timeline.entry import Entry, FieldChange, Page, Subject
from annotations.selectors.timeline.filters import Filters
from annotations.selectors.timeline.scope import (
    Scope,
    of_claim,
    of_everything,
    of_project,
    of_projects,
    of_stream,
)
from annotations.selectors.timeline.sentences import entries_of
from annotations.selectors.timeline.walk import gestures_walked
from annotations.selectors.timeline.window import TOLD_ONE_BY_ONE, Gesture, Place, Window, gestures_in

__all__ = [
    "Entry",
    "FieldChange",
    "Page",
    "Subject",
    "action_entry",
    "article_timeline",
    "claim_timeline",
    "is_known_to",
    "person_timeline",
    "project_timeline",
    "site_timeline",
    "source_timeline",
]

LIMIT = 50
STREAMS = 3  # looked at to tell whether a gesture was about one thing
ANYTHING = Filters()


def claim_timeline(
    claim: Claim, *, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING
) -> Page:
    """Changes of the claim, its fragments, verdicts, citations, notes, ruling and corrections."""
    ids = Correction.objects.filter(ruling__claim=claim).values("pk")
    scope = of_claim(claim.pk, Q(entity="correction", row_id__in=ids))
    return _page(gestures_in(scope, Place.read(before), limit, filters), claim.pk)


def article_timeline(
    article: Article, *, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING
) -> Page:
    """Changes of the article, its revisions and everything on its claims."""
    scope = of_stream(f"article:{article.pk}")
    return _page(gestures_in(scope, Place.read(before), limit, filters))


def source_timeline(
    source: Source, *, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING
) -> Page:
    """Changes of the source and the notes on it. Its citations stand in their claims' timelines."""
    scope = of_stream(f"source:{source.pk}")
    return _page(gestures_in(scope, Place.read(before), limit, filters))


def project_timeline(
    project: Project, *, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING
) -> Page:
    """Changes of the project, its members, its sources and its articles with all that is on them."""
    scope = of_project(project)
    if scope.small is not None:
        return _page(gestures_in(scope, Place.read(before), limit, filters))
    return _page(gestures_walked(scope, Place.read(before), limit, filters, project))


def person_timeline(
    person: User, viewer: User, *, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING
) -> Page:
    """What the person did, as far as the viewer may know: everything for oneself and for operators, otherwise what
    they did in projects of both."""
    is_all = viewer.is_superuser or viewer.pk == person.pk
    scope: Scope = of_everything() if is_all else of_projects(visible_projects(viewer).values("pk"))
    asked = replace(filters, who=str(person.pk))
    return _page(gestures_walked(scope, Place.read(before), limit, asked))


def is_known_to(person: User, viewer: User) -> bool:
    """Whether the viewer may know of the person: themselves, a member of a project of both, or somebody who did
    something in one of the viewer's projects, also when they have left it since."""
    if viewer.is_superuser or viewer.pk == person.pk:
        return True
    if person.memberships.filter(project__in=visible_projects(viewer)).exists():
        return True
    did = person_timeline(person, viewer, limit=1)
    return bool(did.entries)


def site_timeline(*, before: str | None = None, limit: int = LIMIT, filters: Filters = ANYTHING) -> Page:
    """Everything that ever happened here: for operators."""
    return _page(gestures_walked(of_everything(), Place.read(before), limit, filters))


def action_entry(action: Action, visible: QuerySet[Change]) -> Entry | None:
    """One gesture with what it changed, of the Changes that may be seen; None where none of them may."""
    changes = visible.filter(action_id=action.pk).order_by()
    counted = changes.values("entity", "operation").annotate(n=Count("id"), newest=Max("id"))
    gesture = Gesture(action, newest=0)
    for row in counted:
        gesture.counts[row["entity"], row["operation"]] = row["n"]
        gesture.newest = max(gesture.newest, row["newest"])
    gesture.streams |= set(changes.values_list("stream", flat=True).distinct()[:STREAMS])
    if gesture.count <= TOLD_ONE_BY_ONE:
        gesture.changes += changes.order_by("id")
    return entries_of([gesture])[0] if gesture.count else None


def _page(window: Window, about_claim: int | None = None) -> Page:
    older = None if window.older is None else str(window.older)
    return Page(entries_of(window.gestures, about_claim), older, window.is_unfinished)
