"""Answers which claims of a project pass what a reviewer filters by. Knows no order and no page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.models import (
    Article,
    Assignment,
    Claim,
    ClaimTag,
    Kind,
    Project,
    Rating,
    State,
    Tag,
    User,
    Verdict,
)
from annotations.selectors.search.matching import matching
from annotations.selectors.search.query import Asked, read_query


class Place(StrEnum):
    SUGGESTED = "suggested"
    OPEN = "open"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    EVERY = "every"


class Assigned(StrEnum):
    """Whom a claim is assigned to, where that is not one person by name."""

    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims of the project; what is None or empty does not filter.

    `rating` and `reviewer` are those of one verdict that stands. `since` and `until` are days, both included, on
    which the claim was marked or suggested; `said_since` and `said_until` those on which it was said, which is the
    article's day for a claim that has none of its own. `worth` is the least check-worthiness, from 0 to 1; a claim that
    somebody marked by hand has none and passes.
    """

    place: Place = Place.OPEN
    kind: Kind | None = None
    article: Article | None = None
    rating: Rating | None = None
    reviewer: User | None = None
    claimant: str = ""
    tag: Tag | None = None
    assigned: User | Assigned | None = None
    said_since: date | None = None
    said_until: date | None = None
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
    if filters.tag:
        claims = claims.filter(Exists(ClaimTag.objects.filter(claim=OuterRef("pk"), tag=filters.tag)))
    claims = assigned_among(claims, filters.assigned, person)
    claims = said_between(claims, since=filters.said_since, until=filters.said_until)
    return matching(_by_number(_by_verdict(claims, filters), filters), filters.asked)


def assigned_among(claims: QuerySet[Claim], whom: User | Assigned | None, person: User) -> QuerySet[Claim]:
    """The claims that are assigned to somebody, or to nobody; all of them for None. `person` is the one who asks."""
    if whom is None:
        return claims
    asked = Assignment.objects.filter(claim=OuterRef("pk"))
    if whom is Assigned.NOBODY:
        return claims.filter(~Exists(asked))
    return claims.filter(Exists(asked.filter(person=person if whom is Assigned.ME else whom)))


def said_between(
    claims: QuerySet[Claim], *, since: date | None = None, until: date | None = None
) -> QuerySet[Claim]:
    """The claims that were said on these days, both included; without a day of their own, on their article's."""
    for day, way in ((since, "gte"), (until, "lte")):
        if day:
            by_article = Q(**{"said_on__isnull": True, f"article__published_on__{way}": day})
            claims = claims.filter(Q(**{f"said_on__{way}": day}) | by_article)
    return claims


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
