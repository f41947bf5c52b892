"""Answers what exists for a person: every list and look-up of an edge starts here. Never wider than policy."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from annotations.models import (
    Action,
    Article,
    Change,
    Citation,
    Claim,
    Membership,
    Note,
    Project,
    RatingScale,
    Ruling,
    Source,
    Tag,
    User,
    Verdict,
)
from annotations.policy import visible_projects


def projects_of(person: User) -> QuerySet[Project]:
    return visible_projects(person).select_related("scale")


def members_of(person: User) -> QuerySet[Membership]:
    return Membership.objects.filter(project__in=visible_projects(person)).select_related("person", "project")


def scales_of(person: User) -> QuerySet[RatingScale]:
    """House scales are no secret within the site."""
    return RatingScale.objects.all().prefetch_related("ratings")


def articles_of(person: User) -> QuerySet[Article]:
    return Article.objects.filter(project__in=visible_projects(person)).select_related("project")


def claims_of(person: User) -> QuerySet[Claim]:
    # By the article's key alone, so that a page is read along the index of the text's order, not sorted from all.
    articles = Article.objects.filter(project__in=visible_projects(person)).values("pk")
    claims = Claim.objects.filter(article__in=articles)
    return claims.select_related("article__project__scale").defer("article__project__description")


def verdicts_of(person: User) -> QuerySet[Verdict]:
    verdicts = Verdict.objects.filter(article__project__in=visible_projects(person))
    return verdicts.select_related("claim__article__project", "reviewer", "rating")


def sources_of(person: User) -> QuerySet[Source]:
    return Source.objects.filter(project__in=visible_projects(person)).select_related("project")


def citations_of(person: User) -> QuerySet[Citation]:
    citations = Citation.objects.filter(article__project__in=visible_projects(person))
    return citations.select_related("claim__article__project", "source", "cited_by")


def notes_of(person: User) -> QuerySet[Note]:
    notes = Note.objects.filter(project__in=visible_projects(person))
    return notes.select_related("project", "author", "claim", "article", "source", "verdict")


def tags_of(person: User) -> QuerySet[Tag]:
    return Tag.objects.filter(project__in=visible_projects(person)).select_related("project")


def rulings_of(person: User) -> QuerySet[Ruling]:
    rulings = Ruling.objects.filter(article__project__in=visible_projects(person))
    return rulings.select_related("claim__article__project", "rating", "drafted_by", "published_by")


def changes_of(person: User) -> QuerySet[Change]:
    """Changes of the articles, sources and projects that the person may see; all of them for an operator."""
    changes = Change.objects.select_related("action")
    if person.is_superuser:
        return changes
    return changes.filter(
        Q(stream__in=_streams("article", articles_of(person)))
        | Q(stream__in=_streams("source", sources_of(person)))
        | Q(stream__in=_streams("project", visible_projects(person)))
    )


def actions_of(person: User) -> QuerySet[Action]:
    """One's own gestures, and those that changed something one may see; all of them for an operator."""
    if person.is_superuser:
        return Action.objects.all()
    visible = changes_of(person).filter(action_id=OuterRef("pk"))
    return Action.objects.filter(Q(actor_id=person.pk) | Exists(visible))


def _streams(kind: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The names of the rows' streams, as a subquery: there may be more rows than a statement has room for values."""
    named = Concat(Value(f"{kind}:"), Cast("pk", CharField()))
    streams: QuerySet[Any] = rows.order_by().annotate(stream=named).values("stream")
    return streams
