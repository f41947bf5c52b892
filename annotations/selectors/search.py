"""Answers which claims, articles, sources and notes hold the words somebody looks for, on both engines alike.

It only ever narrows a queryset that is scoped to a person. Words are found by their beginning and without regard
to case and accents; terms in quotation marks are found whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from annotations.models import Article, Citation, Claim, Fragment, Note, Revision, Source
from annotations.models.searched import SEARCHED
from annotations.selectors import search_postgresql, search_sqlite
from annotations.selectors.search_query import Asked, Term, read_query

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows whose text counts as the thing's own; `owner` is their column that names the thing."""

    rows: Callable[[], QuerySet[Any]]
    owner: str = "pk"

    def holding(self, term: Term) -> QuerySet[Any]:
        """The ids of the things of which this part holds the term."""
        rows = self.rows()
        ids = _engine().holding(SEARCHED[rows.model._meta.model_name or ""], term)
        return rows.order_by().filter(pk__in=ids).values(self.owner)

    def reading(self, term: Term) -> Q:
        """The same for a term that the index does not know: the text itself is read, of the rows asked about."""
        rows = self.rows()
        columns = SEARCHED[rows.model._meta.model_name or ""].columns
        reads = Q(*((f"{column}__icontains", term.text) for column in columns), _connector=Q.OR)
        if self.owner == "pk":
            return reads
        return Q(Exists(rows.filter(reads, **{self.owner: OuterRef("pk")})))


def _newest_revisions() -> QuerySet[Revision]:
    later = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    return Revision.objects.filter(~Exists(later))


def _standing_citations() -> QuerySet[Citation]:
    return Citation.objects.filter(withdrawn_at__isnull=True)


def _standing_notes() -> QuerySet[Note]:
    return Note.objects.filter(withdrawn_at__isnull=True)


_PARTS: dict[type[Model], tuple[_Part, ...]] = {
    Claim: (_Part(Claim.objects.all), _Part(Fragment.objects.all, "claim_id")),
    Article: (_Part(Article.objects.all), _Part(_newest_revisions, "article_id")),
    Source: (_Part(Source.objects.all), _Part(_standing_citations, "source_id")),
    Note: (_Part(_standing_notes),),
}


def matching(rows: QuerySet[Row], asked: Asked | str) -> QuerySet[Row]:
    """Those of the rows that hold every term and none of the excluded ones; all of them when nothing is asked.

    `rows` are claims (their statement, claimant and quotes), articles (title, publisher, byline, address and
    newest text), sources (title, publisher, address and the passages cited) or notes that are not withdrawn.
    """
    asked = read_query(asked) if isinstance(asked, str) else asked
    parts = _PARTS[rows.model]
    for term in asked.terms:
        found = _found(parts, term)
        rows = rows.exclude(found) if term.is_excluded else rows.filter(found)
    return rows


def _found(parts: tuple[_Part, ...], term: Term) -> Q:
    if not _engine().can_look_up(term):
        return Q(*(part.reading(term) for part in parts), _connector=Q.OR)
    first, *others = (part.holding(term) for part in parts)
    return Q(pk__in=first.union(*others) if others else first)


def _engine() -> Any:
    return search_sqlite if connection.vendor == "sqlite" else search_postgresql
