"""Answers what single rows were at a moment, and turns recorded rows into model instances to be shown, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext as _

from annotations.models import Action, Change, Rating, Seal, Source, Tag, User
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
    return rows_of_kinds_at({entity: ids}, at, action_id).get(entity, {})


def rows_of_kinds_at(
    wanted: Mapping[str, Iterable[int]], at: datetime, action_id: int | None = None
) -> dict[str, dict[int, Row]]:
    """The same for several kinds in one query: kind -> id -> row."""
    asked = Q()
    for entity, ids in wanted.items():
        if found := list(ids):
            asked |= Q(entity=entity, row_id__in=found)
    if not asked:
        return {}
    until = Q(sealed_at__lte=at) if action_id is None else Q(sealed_at__lte=at) | Q(action_id=action_id)
    # Put in order here: asked for by id, a database would read all Changes in that order.
    told = Change.objects.filter(asked).annotate(sealed_at=sealed_at()).filter(until).order_by()
    rows = folded(sorted(map(Folded._make, told.values_list(*FOLDED))))
    return {
        entity: {pk: typed(entity, row) for pk, row in of_kind.items()} for entity, of_kind in rows.items()
    }


def remembered(model: type[Shown], row: Row, **related: models.Model | None) -> Shown:
    """The row as an instance of its model, with some rows it points at. What the model no longer has is left out."""
    names = {column.column: column.attname for column in model._meta.local_fields}
    instance = model(**{names[column]: value for column, value in row.items() if column in names})
    for name, other in related.items():
        setattr(instance, name, other)
    return instance


@dataclass(slots=True)
class Names:
    """People, ratings, tags and sources that rows name, as they were called then."""

    people: Mapping[int, User] = field(default_factory=dict)
    rows: Mapping[str, Mapping[int, Row]] = field(default_factory=dict)

    def person(self, pk: int | None) -> User | None:
        """Also one whom nothing is known of, by number."""
        if pk is None:
            return None
        return self.people.get(pk) or User(pk=pk, display_name=_("person %(number)s") % {"number": pk})

    def rating(self, pk: int | None) -> Rating:
        """Also one that nothing is known of, by number."""
        label = _("rating %(number)s") % {"number": pk}
        unknown = {"id": pk, "label": label, "tone": Rating.Tone.UNKNOWN}
        return remembered(Rating, self._row("rating", pk) or unknown)

    def source(self, pk: int) -> Source:
        unknown = {"id": pk, "title": _("source %(number)s") % {"number": pk}}
        return remembered(Source, self._row("source", pk) or unknown)

    def tag(self, pk: int) -> Tag:
        unknown = {"id": pk, "name": _("tag %(number)s") % {"number": pk}}
        return remembered(Tag, self._row("tag", pk) or unknown)

    def _row(self, entity: str, pk: int | None) -> Row | None:
        return self.rows.get(entity, {}).get(pk or 0)


def names_in(rows: Mapping[str, Iterable[Row]], at: datetime, action_id: int | None = None) -> Names:
    """What these rows (by kind) name, at the moment that an Action made."""
    every = [row for of_kind in rows.values() for row in of_kind]
    wanted = {entity: _named(every, columns) for entity, columns in _NAMED.items()}
    found = rows_of_kinds_at(wanted, at, action_id)
    people = {pk: remembered(User, row) for pk, row in found.get("user", {}).items()}
    return Names(people | _signed(wanted["user"] - people.keys(), at), found)


def _signed(ids: set[int], at: datetime) -> dict[int, User]:
    """People whose accounts the history does not hold at that moment: as they signed last until then, or as they are
    called today."""
    if not ids:
        return {}
    done = Action.objects.filter(actor_id__in=ids, at__lte=at).order_by().values("actor_id")
    newest = done.annotate(newest=Max("id")).values("newest")
    signed = Action.objects.filter(pk__in=newest).values_list("actor_id", "actor_label")
    people = {pk: User(pk=pk, display_name=label) for pk, label in signed if pk is not None}
    return User.objects.in_bulk(ids - people.keys()) | people


def _named(rows: Iterable[Row], columns: Iterable[str]) -> set[int]:
    return {row[column] for row in rows for column in columns if row.get(column) is not None}


# Which columns name a row of each kind.
_NAMED = {
    "user": (
        "reviewer_id", "cited_by_id", "author_id", "resolved_by_id", "drafted_by_id", "published_by_id",
        "corrected_by_id", "marked_by_id", "person_id",
    ),
    "rating": ("rating_id", "old_rating_id", "new_rating_id"),
    "source": ("source_id",),
    "tag": ("tag_id",),
}  # fmt: skip
