"""Owns the words for rows and values in a timeline: labels instead of ids, also of rows that are gone.

Columns and kinds of rows that the code no longer knows are told by their recorded names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Case, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations.models import Change
from annotations.models.audit import MASK
from annotations.selectors.erasures import Erasure, erasures_of_changes
from annotations.selectors.timeline.window import Gesture

Values = Mapping[str, Any]

# The columns that a label is made of, best first: the first one that is not empty is the label.
LABEL_COLUMNS: dict[str, tuple[str, ...]] = {
    "user": ("display_name", "first_name", "username"),
    "rating": ("label",),
    "ratingscale": ("name",),
    "source": ("title", "url"),
    "claim": ("statement",),
    "article": ("title",),
    "project": ("name",),
    "note": ("text",),
    "tag": ("name",),
}
# Kinds of rows that are called by another: the column that points at it, and its kind.
CALLED_BY = {"membership": ("person_id", "user"), "citation": ("source_id", "source")}
STREAM_ENTITIES = {
    "article": "article",
    "source": "source",
    "project": "project",
    "person": "user",
    "scale": "ratingscale",
}
LABEL_LENGTH = 200


def model_of(entity: str) -> type[models.Model] | None:
    try:
        return apps.get_model("annotations", entity)
    except LookupError:
        return None


class Words:
    """Labels of every row that some gestures mention, fetched in one query for all, and one for those that are gone."""

    def __init__(self) -> None:
        self._labels: dict[tuple[str, int], str] = {}
        # Rows that are called by what they point at: (kind, id) -> id of the person, or of the source.
        self._called_by: dict[tuple[str, int], int] = {}
        self._erasures: dict[int, dict[str, Erasure]] = {}

    @classmethod
    def of(cls, gestures: Iterable[Gesture], also: Iterable[tuple[str, int]] = ()) -> Words:
        """`also` names further rows, as (kind, id)."""
        words = cls()
        gestures = list(gestures)
        changes = [change for gesture in gestures for change in gesture.changes]
        words._find_called_by(changes)
        words._erasures = erasures_of_changes(change.pk for change in changes if not change.nonce)
        wanted = {key for change in changes for key in words._mentioned(change)} | set(also)
        for gesture in gestures:
            wanted |= {key for stream in gesture.streams if (key := _row_of_stream(stream))}
        words._fetch(wanted)
        return words

    def label(self, entity: str, row_id: int | None) -> str:
        """The row's label, or its kind and number when nothing is known of it."""
        if row_id is None:
            return ""
        if entity in CALLED_BY:
            return self.label(CALLED_BY[entity][1], self._called_by.get((entity, row_id)))
        known = self._labels.get((entity, row_id))
        model = model_of(entity)
        return known or f"{model._meta.verbose_name if model else entity} {row_id}"

    def erasure(self, change: Change, column: str) -> str:
        """When, by whom and why the column's value was erased from the Change; empty where it was not."""
        erasure = self._erasures.get(change.pk, {}).get(column)
        return erasure.sentence if erasure else ""

    def value(self, entity: str, column: str, value: Any) -> str:
        """One value in words: the label of a row, of a choice, yes or no, a date as people write it."""
        if value is None or value == "":
            return ""
        if value == MASK:
            return _("(not shown)")
        try:
            return self._value(entity, column, value)
        except (TypeError, ValueError):
            # Written by an earlier edition of the code, or by hand.
            return str(value)

    def _value(self, entity: str, column: str, value: Any) -> str:
        field = field_of(entity, column)
        if isinstance(field, models.ForeignKey) and field.remote_field:
            return self.label(_entity_of(field), int(value))
        if field is not None and field.choices:
            return str(dict(field.flatchoices).get(value, value))
        for kind, words in _BY_FIELD.items():
            if isinstance(field, kind):
                return words(value)
        return str(value)

    def _find_called_by(self, changes: list[Change]) -> None:
        of_kind = {
            entity: found
            for entity in CALLED_BY
            if (found := [change for change in changes if change.entity == entity])
        }
        there = [
            _what_calls(entity, {change.row_id for change in found}) for entity, found in of_kind.items()
        ]
        if there:
            rows = there[0].union(*there[1:], all=True)
            self._called_by |= {(entity, pk): other for entity, pk, other in rows}
        for entity, found in of_kind.items():
            column = CALLED_BY[entity][0]
            for change in found:
                if isinstance(change.values.get(column), int):
                    self._called_by.setdefault((entity, change.row_id), change.values[column])

    def _mentioned(self, change: Change) -> Iterable[tuple[str, int]]:
        yield change.entity, change.row_id
        if change.claim_id:
            yield "claim", change.claim_id
        if (called := self._called_by.get((change.entity, change.row_id))) is not None:
            yield CALLED_BY[change.entity][1], called
        for column, value in change.values.items():
            field = field_of(change.entity, column)
            if isinstance(field, models.ForeignKey):
                for row_id in value if isinstance(value, list) else [value]:
                    if isinstance(row_id, int):
                        yield _entity_of(field), row_id

    def _fetch(self, wanted: set[tuple[str, int]]) -> None:
        asked = []
        for entity, columns in LABEL_COLUMNS.items():
            ids = {row_id for kind, row_id in wanted if kind == entity}
            model = model_of(entity)
            if ids and model:
                # A union may not be ordered inside, as these models are by themselves.
                rows = model._default_manager.order_by().filter(pk__in=ids)
                kind, label = Cast(Value(entity), TextField()), _first_of(columns)
                asked.append(rows.annotate(of=kind, said=label).values_list("of", "pk", "said"))
        if asked:
            for entity, row_id, label in asked[0].union(*asked[1:], all=True):
                self._labels[entity, row_id] = _shortened(label or "")
        gone = {key for key in wanted if key[0] in LABEL_COLUMNS} - self._labels.keys()
        if gone:
            self._read_from_changes(gone)

    def _read_from_changes(self, gone: set[tuple[str, int]]) -> None:
        """The last Change of a row that is gone holds all of its values."""
        mentioned = Q()
        for entity in {entity for entity, _row_id in gone}:
            mentioned |= Q(entity=entity, row_id__in=[row_id for kind, row_id in gone if kind == entity])
        for change in Change.objects.filter(mentioned, operation=Change.Operation.DELETE).order_by("id"):
            values = change.values
            held = (values[column] for column in LABEL_COLUMNS[change.entity] if values.get(column))
            self._labels[change.entity, change.row_id] = _shortened(str(next(held, "")))


def field_of(entity: str, column: str) -> models.Field[Any, Any] | None:
    """The model's field behind a recorded column; None for a column that the code no longer has."""
    model = model_of(entity)
    if model is None:
        return None
    for field in model._meta.local_fields:
        if field.column == column:
            return field
    try:
        found = model._meta.get_field(column)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def field_label(entity: str, column: str) -> str:
    field = field_of(entity, column)
    return str(field.verbose_name) if field is not None else column.removesuffix("_id").replace("_", " ")


def _entity_of(field: models.ForeignKey[Any, Any]) -> str:
    related = field.related_model
    return (related._meta.model_name or "") if not isinstance(related, str) else related.lower()


def _row_of_stream(stream: str) -> tuple[str, int] | None:
    kind, _, number = stream.partition(":")
    entity = STREAM_ENTITIES.get(kind)
    return (entity, int(number)) if entity and number.isdecimal() else None


def _first_of(columns: tuple[str, ...]) -> Case:
    """The first of the columns that is not empty, in SQL."""
    return Case(
        *(When(~Q(**{column: ""}), then=Cast(column, TextField())) for column in columns),
        default=Value(""),
        output_field=TextField(),
    )


def _what_calls(entity: str, ids: set[int]) -> QuerySet[Any, tuple[str, int, int]]:
    """(kind, id, id of the row by which it is called), in a shape that joins those of other kinds."""
    model = apps.get_model("annotations", entity)
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=ids).annotate(
        kind=Value(entity, output_field=TextField())
    )
    calling: QuerySet[Any, tuple[str, int, int]] = rows.order_by().values_list(
        "kind", "pk", CALLED_BY[entity][0]
    )
    return calling


def _shortened(label: str) -> str:
    label = " ".join(label[: 4 * LABEL_LENGTH].split())
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1].rstrip() + "…"


def _moment(value: Any) -> str:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    at = at if timezone.is_aware(at) else timezone.make_aware(at, timezone.get_default_timezone())
    return date_format(timezone.localtime(at), "j F Y, H:i")


def _day(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(str(value)), "j F Y")
    except ValueError:
        return str(value)


_BY_FIELD: dict[type[models.Field[Any, Any]], Callable[[Any], str]] = {
    models.BooleanField: lambda value: _("yes") if value else _("no"),
    models.DateTimeField: _moment,
    models.DateField: _day,
    models.FloatField: lambda value: f"{float(value):.2f}",
}
