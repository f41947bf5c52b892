"""Answers what exists for a person: every list and look-up of an edge starts here. Never wider than policy."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from annotations.models import (
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
    claims = Claim.objects.filter(article__project__in=visible_projects(person))
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


def rulings_of(person: User) -> QuerySet[Ruling]:
    rulings = Ruling.objects.filter(article__project__in=visible_projects(person))
    return rulings.select_related("claim__article__project", "rating", "drafted_by", "published_by")


def changes_of(person: User) -> QuerySet[Change]:
    """Changes of the articles, sources and projects that the person may see; all of them for an operator."""
    changes = Change.objects.select_related("action")
    if person.is_superuser:
        return changes
    streams = [
        *(f"article:{pk}" for pk in articles_of(person).values_list("pk", flat=True)),
        *(f"source:{pk}" for pk in sources_of(person).values_list("pk", flat=True)),
        *(f"project:{pk}" for pk in visible_projects(person).values_list("pk", flat=True)),
    ]
    return changes.filter(Q(stream__in=streams))
