"""Answers what single rows were at a moment, and turns recorded rows into model instances to be shown, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from annotations.models import Change, Rating, Seal, Source, User
from annotations.selectors.as_of.folding import FOLDED, Folded, Row, folded, typed

Shown = TypeVar("Shown", bound=models.Model)


def sealed_at() -> Subquery:
    """When a Change was sealed, for annotating Changes; null while it is not.

    An Action has one seal in a stream. It lies right behind the Change in the order of Changes, in which it is looked
    for: `place` keeps the database from reading a stream's seals from their first one on.
    """
    seals = Seal.objects.filter(last_change_id__gte=OuterRef("id"))
    seals = seals.annotate(place=Concat("stream", Value("")), gesture=Coalesce("action_id", Value(0)))
    same = seals.filter(place=OuterRef("stream"), gesture=Coalesce(OuterRef("action_id"), Value(0)))
    return Subquery(same.order_by("last_change_id").values("at")[:1])


def rows_at(entity: str, ids: Iterable[int], at: datetime, action_id: int | None = None) -> dict[int, Row]:
    """Rows of one kind as they were at a moment (with a time zone), by id; those not there then are left out.

    What the Action did that the moment is named after counts as done, for it is sealed stream by stream.
    """
    changes = Change.objects.filter(entity=entity, row_id__in=list(ids))
    until = Q(sealed_at__lte=at) if action_id is None else Q(sealed_at__lte=at) | Q(action_id=action_id)
    told = changes.annotate(sealed_at=sealed_at()).filter(until).order_by("id")
    rows = folded(map(Folded._make, told.values_list(*FOLDED)))
    return {pk: typed(entity, row) for pk, row in rows.get(entity, {}).items()}


def remembered(model: type[Shown], row: Row, **related: models.Model | None) -> Shown:
    """The row as an instance of its model, with some rows it points at. What the model no longer has is left out."""
    names = {column.column: column.attname for column in model._meta.local_fields}
    instance = model(**{names[column]: value for column, value in row.items() if column in names})
    for name, other in related.items():
        setattr(instance, name, other)
    return instance


@dataclass(slots=True)
class Names:
    """People and ratings that rows name, as they are called today; sources as they were. Asked once a kind."""

    people: Mapping[int, User] = field(default_factory=dict)
    ratings: Mapping[int, Rating] = field(default_factory=dict)
    sources: Mapping[int, Row] = field(default_factory=dict)

    def person(self, pk: int | None) -> User | None:
        """Also one whose account is gone, by number."""
        if pk is None:
            return None
        return self.people.get(pk) or User(pk=pk, display_name=_("person %(number)s") % {"number": pk})

    def rating(self, pk: int | None) -> Rating:
        """Also one that is gone, by number."""
        known = self.ratings.get(pk or 0)
        label = _("rating %(number)s") % {"number": pk}
        return known or Rating(pk=pk, label=label, tone=Rating.Tone.UNKNOWN)

    def source(self, pk: int) -> Source:
        """As it was then."""
        unknown = {"id": pk, "title": _("source %(number)s") % {"number": pk}}
        return remembered(Source, self.sources.get(pk) or unknown)


def names_in(rows: Mapping[str, Iterable[Row]], at: datetime, action_id: int | None = None) -> Names:
    """What these rows (by kind) name, at the moment that an Action made."""
    every = [row for of_kind in rows.values() for row in of_kind]
    people, ratings, sources = (_named(every, columns) for columns in (_PEOPLE, _RATINGS, ("source_id",)))
    return Names(
        User.objects.in_bulk(people) if people else {},
        Rating.objects.in_bulk(ratings) if ratings else {},
        rows_at("source", sources, at, action_id) if sources else {},
    )


def _named(rows: Iterable[Row], columns: Iterable[str]) -> set[int]:
    return {row[column] for row in rows for column in columns if row.get(column) is not None}


_PEOPLE = (
    "reviewer_id", "cited_by_id", "author_id", "resolved_by_id", "drafted_by_id", "published_by_id",
    "corrected_by_id", "marked_by_id",
)  # fmt: skip
_RATINGS = ("rating_id", "old_rating_id", "new_rating_id")
