"""Answers which claims of a project pass what a reviewer filters by. Knows no order and no page."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from annotations.models import (
    Article,
    Assignment,
    Change,
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

    `rating` and `reviewer` are those of one verdict that stands, `by` is who marked the claim. Days are both included:
    `since` and `until` are when the claim was marked or suggested, `changed_since` and `changed_until` when it was
    written anew in any way, `said_since` and `said_until` when it was said, which is the article's day for a claim that
    has none of its own. `worth` is the least and `worth_most` the greatest check-worthiness, from 0 to 1; a claim that
    somebody marked by hand has none and passes.
    """

    place: Place = Place.OPEN
    kind: Kind | None = None
    article: Article | None = None
    rating: Rating | None = None
    reviewer: User | None = None
    by: User | None = None
    claimant: str = ""
    tag: Tag | None = None
    assigned: User | Assigned | None = None
    said_since: date | None = None
    said_until: date | None = None
    since: date | None = None
    until: date | None = None
    changed_since: date | None = None
    changed_until: date | None = None
    worth: float | None = None
    worth_most: float | None = None
    words: str = ""

    @property
    def asked(self) -> Asked:
        return read_query(self.words)

    @property
    def are_set(self) -> bool:
        return bool(self.named)

    @property
    def named(self) -> list[str]:
        """The names of the fields that filter; where a claim stands is none of them."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "place"}
        return [name for name, value in values.items() if value is not None and value != ""]

    def without(self, name: str) -> Filters:
        """The same but for one field, which filters nothing any more."""
        default = next(each.default for each in fields(self) if each.name == name)
        nothing: dict[str, Any] = {name: Place.EVERY if name == "place" else default}
        return replace(self, **nothing)


def in_place(project: Project, person: User, place: Place) -> QuerySet[Claim]:
    """The claims of the project that stand there for this person."""
    return standing(Claim.objects.filter(article__project=project), person, place)


def standing(claims: QuerySet[Claim], person: User, place: Place) -> QuerySet[Claim]:
    """Those of the claims that stand there for this person."""
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
    return narrowed(in_place(project, person, filters.place), person, filters)


def narrowed(claims: QuerySet[Claim], person: User, filters: Filters) -> QuerySet[Claim]:
    """Those of the claims that pass all the filters, wherever they stand."""
    if filters.kind:
        claims = claims.filter(kind=filters.kind)
    if filters.article:
        claims = claims.filter(article=filters.article)
    if filters.by:
        claims = claims.filter(marked_by=filters.by)
    if filters.claimant:
        claims = claims.filter(claimant__icontains=filters.claimant)
    if filters.tag:
        claims = claims.filter(Exists(ClaimTag.objects.filter(claim=OuterRef("pk"), tag=filters.tag)))
    claims = assigned_among(claims, filters.assigned, person)
    claims = said_between(claims, since=filters.said_since, until=filters.said_until)
    claims = changed_between(claims, since=filters.changed_since, until=filters.changed_until)
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


def changed_between(
    claims: QuerySet[Claim], *, since: date | None = None, until: date | None = None
) -> QuerySet[Claim]:
    """The claims of which a change was recorded on these days, both included: marked, reworded, moved, restored."""
    if not since and not until:
        return claims
    changes = Change.objects.filter(entity="claim", row_id=OuterRef("pk"))
    if since:
        changes = changes.filter(at__gte=_midnight(since))
    if until:
        changes = changes.filter(at__lt=_midnight(until + timedelta(days=1)))
    return claims.filter(Exists(changes))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


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
    if filters.worth is not None:
        claims = claims.exclude(check_worthiness__lt=filters.worth)
    if filters.worth_most is not None:
        claims = claims.exclude(check_worthiness__gt=filters.worth_most)
    return claims
