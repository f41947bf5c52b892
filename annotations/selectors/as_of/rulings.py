"""Answers what readers saw at a moment: the rulings that were published then, with their words as they stood then.

Which rulings there are is asked of their table, and of the history for those that were removed from it; what they said
is folded from the history alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from annotations.history.spelling import recorded_moment
from annotations.models import Change, Correction, Project, Rating, Ruling
from annotations.selectors.as_of.folding import Row
from annotations.selectors.as_of.rows import Names, rows_at, rows_of_kinds_at

LIMIT = 50
TOLD = {Ruling.State.PUBLISHED, Ruling.State.RETRACTED}


@dataclass(frozen=True, slots=True)
class Later:
    """What became of a ruling afterwards: one of its corrections."""

    kind: Correction.Kind
    at: datetime


@dataclass(frozen=True, slots=True)
class RulingThen:
    """One ruling as readers saw it. `later` are its corrections after the moment, oldest first."""

    id: int
    claim_id: int
    article_id: int
    article: str
    statement: str
    rating: Rating
    summary: str
    url: str
    is_retracted: bool
    published_at: datetime
    later: tuple[Later, ...]


@dataclass(frozen=True, slots=True)
class RulingsThen:
    """Newest first. `next_first` is handed in as `first` for the ones before; None on the last page."""

    rows: tuple[RulingThen, ...]
    next_first: int | None


def rulings_then(
    project: Project, at: datetime, *, claim_id: int | None = None, first: int = 0, limit: int = LIMIT
) -> RulingsThen:
    """The published rulings of a project, or of one of its claims, at a moment (with a time zone)."""
    ids = _published_until(project, at, claim_id)
    shown = ids[first : first + limit]
    rows = [row for row in rows_at("ruling", shown, at).values() if row["state"] in TOLD]
    columns = {"claim": "claim_id", "article": "article_id", "rating": "rating_id"}
    wanted = {entity: {row[column] for row in rows} for entity, column in columns.items()}
    named = rows_of_kinds_at(wanted, at)
    later = _later(rows, at)
    found = [_told(row, named, later) for row in rows]
    found.sort(key=lambda one: (one.published_at, one.id), reverse=True)
    return RulingsThen(tuple(found), first + limit if len(ids) > first + limit else None)


def _published_until(project: Project, at: datetime, claim_id: int | None) -> list[int]:
    """Rulings that may have been published by then, the newest first; when they were sealed is looked at row by row."""
    standing = Ruling.objects.filter(article__project=project, published_at__lte=at)
    removed = Change.objects.filter(
        entity="ruling", operation=Change.Operation.DELETE, stream__in=_streams(project)
    )
    if claim_id is not None:
        standing, removed = standing.filter(claim_id=claim_id), removed.filter(claim_id=claim_id)
    found: list[tuple[datetime, int]] = list(
        standing.order_by().values_list("published_at", "id")  # type: ignore[arg-type] # filtered above
    )
    found += [
        (recorded_moment(published), change.row_id)
        for change in removed
        if (published := change.values.get("published_at"))
    ]
    return [pk for published, pk in sorted(found, reverse=True) if published <= at]


def _streams(project: Project) -> Iterable[str]:
    named = Concat(Value("article:"), Cast("pk", CharField()))
    return project.articles.order_by().values_list(named, flat=True)


def _later(rows: Iterable[Row], at: datetime) -> dict[int, list[Later]]:
    corrections = list(Correction.objects.filter(ruling__in=[row["id"] for row in rows]).order_by("id"))
    made = rows_at("correction", [correction.pk for correction in corrections], at) if corrections else {}
    later: dict[int, list[Later]] = {}
    for correction in corrections:
        if correction.pk not in made:
            told = Later(Correction.Kind(correction.kind), correction.created_at)
            later.setdefault(correction.ruling_id, []).append(told)
    return later


def _told(row: Row, named: Mapping[str, Mapping[int, Row]], later: Mapping[int, list[Later]]) -> RulingThen:
    claims, articles = named.get("claim", {}), named.get("article", {})
    return RulingThen(
        id=row["id"],
        claim_id=row["claim_id"],
        article_id=row["article_id"],
        article=str(articles.get(row["article_id"], {}).get("title", "")),
        statement=str(claims.get(row["claim_id"], {}).get("statement", "")),
        rating=Names(rows=named).rating(row["rating_id"]),
        summary=row["summary"],
        url=row["url"],
        is_retracted=row["state"] == Ruling.State.RETRACTED,
        published_at=row["published_at"],
        later=tuple(later.get(row["id"], ())),
    )
