"""Answers which claims, articles, sources and notes hold the words somebody looks for, on both engines alike.

It only ever narrows a queryset that is scoped to a person. Words are found by their beginning and without regard
to case and accents; terms in quotation marks are found whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from annotations.models import Article, Citation, Claim, Fragment, Note, Revision, Source
from annotations.models.searched import SEARCHED, Searched
from annotations.selectors.search import postgresql, sqlite
from annotations.selectors.search.query import Asked, Term, read_query

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table whose text counts as the thing's own; `owner` is its column that names the thing.

    `standing` is the condition under which a row counts, for SQL and as a queryset.
    """

    model: type[Model]
    owner: str = "id"
    standing: str = ""
    is_standing: Q = field(default_factory=Q)

    @property
    def searched(self) -> Searched:
        return SEARCHED[self.model._meta.model_name or ""]

    def holding(self, term: Term) -> tuple[str, tuple[str | bool, ...]]:
        """A statement for the ids of the things of which this part holds the term."""
        statement, parameters = _engine().holding(self.searched, term)
        if self.owner == "id" and not self.standing:
            return statement, parameters
        standing = f" AND {self.standing}" if self.standing else ""
        table = self.searched.table
        return f"SELECT {self.owner} FROM {table} WHERE id IN ({statement}){standing}", parameters  # noqa: S608

    def reading(self, term: Term) -> Q:
        """The same for a term that the index does not know: the text itself is read, of the rows asked about."""
        columns = self.searched.columns
        reads = Q(*((f"{column}__icontains", term.text) for column in columns), _connector=Q.OR)
        if self.owner == "id":
            return reads & self.is_standing
        rows = self.model._default_manager.filter(reads, self.is_standing, **{self.owner: OuterRef("pk")})
        return Q(Exists(rows))


_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM annotations_revision AS later"
    " WHERE later.article_id = annotations_revision.article_id AND later.number > annotations_revision.number)"
)
_IS_NEWEST = ~Q(Exists(Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))))
_NOT_WITHDRAWN, _IS_NOT_WITHDRAWN = "withdrawn_at IS NULL", Q(withdrawn_at__isnull=True)

_PARTS: dict[type[Model], tuple[_Part, ...]] = {
    Claim: (_Part(Claim), _Part(Fragment, "claim_id")),
    Article: (_Part(Article), _Part(Revision, "article_id", _NEWEST, _IS_NEWEST)),
    Source: (_Part(Source), _Part(Citation, "source_id", _NOT_WITHDRAWN, _IS_NOT_WITHDRAWN)),
    Note: (_Part(Note, "id", _NOT_WITHDRAWN, _IS_NOT_WITHDRAWN),),
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
    statements, parameters = zip(*(part.holding(term) for part in parts), strict=True)
    ids = RawSQL(" UNION ALL ".join(statements), sum(parameters, ()))  # noqa: S611 # own names, parameters apart
    return Q(pk__in=ids)


def _engine() -> Any:
    return sqlite if connection.vendor == "sqlite" else postgresql
