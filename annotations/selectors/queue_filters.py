"""Answers which claims of a project pass what a reviewer filters by. Knows no order and no page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from annotations.models import Article, Claim, Kind, Project, Rating, State, User, Verdict
from annotations.selectors.search import matching
from annotations.selectors.search_query import Asked, read_query


class Place(StrEnum):
    SUGGESTED = "suggested"
    OPEN = "open"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims of the project; what is None or empty does not filter.

    `rating` and `reviewer` are those of one verdict that stands. `since` and `until` are days, both included, on
    which the claim was marked or suggested. `worth` is the least check-worthiness, from 0 to 1; a claim that
    somebody marked by hand has none and passes.
    """

    place: Place = Place.OPEN
    kind: Kind | None = None
    article: Article | None = None
    rating: Rating | None = None
    reviewer: User | None = None
    claimant: str = ""
    since: date | None = None
    until: date | None = None
    worth: float | None = None
    words: str = ""

    @property
    def asked(self) -> Asked:
        return read_query(self.words)

    @property
    def are_set(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self) if field.name != "place")


def in_place(project: Project, person: User, place: Place) -> QuerySet[Claim]:
    """The claims that stand there for this person."""
    claims = Claim.objects.filter(article__project=project)
    mine = Exists(Verdict.objects.filter(claim=OuterRef("pk"), reviewer=person, withdrawn_at__isnull=True))
    if place == Place.EVERY:
        return claims
    if place == Place.OPEN:
        return claims.filter(~mine, state=State.OPEN)
    if place == Place.REVIEWED:
        return claims.filter(mine, state=State.OPEN)
    return claims.filter(state=place.value)


def filtered(project: Project, person: User, filters: Filters) -> QuerySet[Claim]:
    """The claims in the place that pass all the filters."""
    claims = in_place(project, person, filters.place)
    if filters.kind:
        claims = claims.filter(kind=filters.kind)
    if filters.article:
        claims = claims.filter(article=filters.article)
    if filters.claimant:
        claims = claims.filter(claimant__icontains=filters.claimant)
    return matching(_by_number(_by_verdict(claims, filters), filters), filters.asked)


def _by_verdict(claims: QuerySet[Claim], filters: Filters) -> QuerySet[Claim]:
    if not filters.rating and not filters.reviewer:
        return claims
    verdicts = Verdict.objects.filter(claim=OuterRef("pk"), withdrawn_at__isnull=True)
    if filters.rating:
        verdicts = verdicts.filter(rating=filters.rating)
    if filters.reviewer:
        verdicts = verdicts.filter(reviewer=filters.reviewer)
    return claims.filter(Exists(verdicts))


def _by_number(claims: QuerySet[Claim], filters: Filters) -> QuerySet[Claim]:
    if filters.since:
        claims = claims.filter(created_at__date__gte=filters.since)
    if filters.until:
        claims = claims.filter(created_at__date__lte=filters.until)
    if filters.worth:
        claims = claims.exclude(check_worthiness__lt=filters.worth)
    return claims
