"""Answers to which project a Change belongs, and which Changes a timeline is about. Decides nobody's rights."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    Expression,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Substr

from annotations.models import Article, Change, Project, Source

# A project of at most so many streams, with at most so many Changes, is read whole.
SMALL_STREAMS = 300
SMALL_CHANGES = 5_000


@dataclass(frozen=True, slots=True)
class Scope:
    """`changes` are the scope in the form that its index serves; `within` the same as a test on Changes that the
    index of Actions found, with what belongs to a gesture of the scope without being in it.

    `small` are (Change, Action) of a scope that is small enough to be read whole and ordered afterwards.
    """

    changes: QuerySet[Change]
    within: QuerySet[Change]
    small: tuple[tuple[int, int | None], ...] | None = None


def of_stream(stream: str) -> Scope:
    # As an expression, so that no engine walks the stream where it should look up Actions.
    within = Change.objects.annotate(place=Cast("stream", TextField())).filter(place=stream)
    return Scope(Change.objects.filter(stream=stream), within)


def of_projects(projects: QuerySet[Project, Any] | Iterable[int]) -> Scope:
    """What belongs to any of the projects."""
    within = Change.objects.annotate(project_of=project_of_stream()).filter(project_of__in=projects)
    return Scope(within, within)


def of_everything() -> Scope:
    return Scope(Change.objects.all(), Change.objects.all())


def of_project(project: Project) -> Scope:
    """A small project is told from its streams, a large one from what happened last on the site."""
    wide = of_projects([project.pk])
    streams = _streams_of(project)
    if len(streams) > SMALL_STREAMS:
        return wide
    changes = Change.objects.filter(stream__in=streams)
    pairs = tuple(changes.order_by().values_list("id", "action_id")[: SMALL_CHANGES + 1])
    return wide if len(pairs) > SMALL_CHANGES else Scope(changes, wide.within, pairs)


def of_rare_kinds(scope: Scope, kinds: Collection[str]) -> Scope | None:
    """The part of a wide scope that lies in these kinds of rows, if they have few Changes anywhere. One query."""
    if not kinds or _any_is_frequent(kinds):
        return None
    # Read whole and ordered afterwards, so it counts as small; what filters leave of it is asked for each time.
    return Scope(scope.changes.filter(entity__in=kinds), scope.within, ())


def _any_is_frequent(kinds: Iterable[str]) -> bool:
    is_frequent = Q()
    for kind in kinds:
        # In the order of the index: otherwise PostgreSQL reads the table until it has met enough of them.
        changes = Change.objects.filter(entity=kind).order_by("entity", "row_id", "id")
        is_frequent |= Q(Exists(changes.values("id")[SMALL_CHANGES : SMALL_CHANGES + 1]))
    return Project.objects.order_by().filter(is_frequent).exists()


def _streams_of(project: Project) -> list[str]:
    """No more than tell that they are too many. One query."""
    articles = project.articles.order_by().annotate(kind=Value("article")).values_list("kind", "pk")
    sources = project.sources.order_by().annotate(kind=Value("source")).values_list("kind", "pk")
    found = articles.union(sources, all=True)[: SMALL_STREAMS + 1]
    return [f"project:{project.pk}", *(f"{kind}:{pk}" for kind, pk in found)]


def project_of_stream() -> Expression:
    """The id of the project that a Change's stream belongs to; null for none, and where the row is gone."""
    return Case(
        _by_row("article", Article),
        _by_row("source", Source),
        When(stream__startswith="project:", then=_number("project", F("stream"))),
        output_field=IntegerField(),
    )


def _by_row(kind: str, model: type[Model]) -> When:
    row = model._default_manager.order_by().filter(pk=_number(kind, OuterRef("stream")))
    return When(stream__startswith=f"{kind}:", then=Subquery(row.values("project_id")[:1]))


def _number(kind: str, stream: F | OuterRef) -> Cast:
    return Cast(Substr(stream, len(kind) + 2), BigIntegerField())


def of_claim(claim_id: int, corrections: Q) -> Scope:
    """A claim's own Changes, with the corrections of its ruling beside them."""
    threads = Change.objects.annotate(thread=Cast("claim_id", TextField()))
    within = threads.filter(Q(thread=str(claim_id)) | corrections)
    return Scope(Change.objects.filter(claim_id=claim_id), within)
