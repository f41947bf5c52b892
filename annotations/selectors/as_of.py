"""Answers what an article and all that is on it looked like at a seal, after an Action, or at a moment.

The state is folded from the recorded Changes, never from the live rows. What is sealed is what counts: a Change
belongs to the moment at which its seal was made.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from annotations.history.digests import ids_of
from annotations.history.spelling import recorded_moment
from annotations.models import Article, Change, Seal
from annotations.selectors.timeline_words import model_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArticleState:
    """Rows by kind (`claim`, `verdict`, ...) in the order of their ids; a row is column -> value.

    Values are Python's own: dates and moments as such. `seal` is 0 and `at` None before the article's first seal.
    """

    article_id: int
    seal: int
    action_id: int | None
    at: datetime | None
    rows: dict[str, tuple[Row, ...]]

    def row(self, entity: str, row_id: int) -> Row | None:
        return next((row for row in self.rows.get(entity, ()) if row["id"] == row_id), None)


def article_at_seal(article: Article, number: int) -> ArticleState:
    """The state that the article's seal of this number closed; 0 is before everything."""
    return _state(article, Seal.objects.filter(stream=_stream(article), number__lte=number))


def article_at_moment(article: Article, at: datetime) -> ArticleState:
    """The state at a moment (with a time zone)."""
    return _state(article, Seal.objects.filter(stream=_stream(article), at__lte=at))


def article_after_action(article: Article, action_id: int) -> ArticleState:
    """The state right after an Action touched the article. Raises Seal.DoesNotExist when it never did."""
    seals = Seal.objects.filter(stream=_stream(article))
    last = seals.filter(action_id=action_id).order_by("-number")[:1].get()
    return _state(article, seals.filter(number__lte=last.number))


def differing(
    before: ArticleState, after: ArticleState
) -> dict[str, dict[int, tuple[Row | None, Row | None]]]:
    """Rows that differ between two states: kind -> id -> (row before, row after), None where there is none."""
    found: dict[str, dict[int, tuple[Row | None, Row | None]]] = {}
    for entity in sorted(before.rows.keys() | after.rows.keys()):
        old = {row["id"]: row for row in before.rows.get(entity, ())}
        new = {row["id"]: row for row in after.rows.get(entity, ())}
        changed = {
            row_id: (old.get(row_id), new.get(row_id))
            for row_id in sorted(old.keys() | new.keys())
            if old.get(row_id) != new.get(row_id)
        }
        if changed:
            found[entity] = changed
    return found


def _stream(article: Article) -> str:
    return f"article:{article.pk}"


def _state(article: Article, seals: models.QuerySet[Seal]) -> ArticleState:
    found = list(
        seals.order_by("number").values_list("number", "action_id", "at", "change_ids", "last_change_id")
    )
    if not found:
        return ArticleState(article.pk, 0, None, None, {})
    sealed = {pk for seal in found for pk in ids_of(seal[3])}
    changes = Change.objects.filter(stream=_stream(article), id__lte=max(seal[4] for seal in found)).order_by(
        "id"
    )
    rows = _folded(change for change in changes.iterator(chunk_size=2_000) if change.pk in sealed)
    number, action_id, at = found[-1][:3]
    return ArticleState(article.pk, number, action_id, at, rows)


def _folded(changes: Iterable[Change]) -> dict[str, tuple[Row, ...]]:
    rows: dict[str, dict[int, Row]] = defaultdict(dict)
    for change in changes:
        of_kind, body = rows[change.entity], json.loads(change.body)
        if change.operation in {Change.Operation.INSERT, Change.Operation.BASELINE}:
            of_kind[change.row_id] = body
        elif change.operation == Change.Operation.UPDATE:
            row = of_kind.get(change.row_id)
            if row is None:
                row = of_kind[change.row_id] = _before(change)
            row.update({column: new for column, (_, new) in body.items()})
        else:
            of_kind.pop(change.row_id, None)
    return {
        entity: tuple(_typed(entity, row) for _, row in sorted(of_kind.items()))
        for entity, of_kind in rows.items()
        if of_kind
    }


def _before(change: Change) -> Row:
    """A row that came from another article: what that one's history holds of it."""
    earlier = Change.objects.filter(entity=change.entity, row_id=change.row_id, id__lt=change.pk)
    row: Row = {}
    for body in (
        earlier.exclude(operation=Change.Operation.MOVE).order_by("id").values_list("body", flat=True)
    ):
        row |= {name: one[1] if isinstance(one, list) else one for name, one in json.loads(body).items()}
    return row


def _typed(entity: str, row: Row) -> Row:
    model = model_of(entity)
    fields = {field.column: field for field in model._meta.local_fields} if model else {}
    return {name: _value(fields.get(name), value) for name, value in row.items()}


def _value(field: models.Field[Any, Any] | None, value: Any) -> Any:
    if value is None or not isinstance(field, models.DateField | models.BooleanField):
        return value
    if isinstance(field, models.DateTimeField):
        return recorded_moment(value)
    return field.to_python(value)
