"""Owns folding recorded Changes into the rows that they left. Asks no table but the history's; writes nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from annotations.history.redacting import ERASED
from annotations.history.spelling import recorded_moment
from annotations.models import Change
from annotations.selectors.timeline.words import model_of

Row = dict[str, Any]
# Rows by kind and id.
Rows = dict[str, dict[int, Row]]


class Folded(NamedTuple):
    """One Change, as the columns of FOLDED are read."""

    id: int
    entity: str
    row_id: int
    operation: str
    body: str


FOLDED = Folded._fields


def folded(changes: Iterable[Folded]) -> Rows:
    """The rows after these Changes, oldest first, with the values as they are recorded."""
    rows: Rows = defaultdict(dict)
    parsed = json.loads
    for change in changes:
        of_kind, operation = rows[change.entity], change.operation
        if operation == "U":
            row = of_kind.get(change.row_id)
            if row is None:
                row = of_kind[change.row_id] = _row_before(change)
            for column, pair in parsed(change.body).items():
                row[column] = pair[1]
        elif operation in "IB":
            of_kind[change.row_id] = parsed(change.body)
        else:
            of_kind.pop(change.row_id, None)
    return rows


def typed(entity: str, row: Row) -> Row:
    """The row with Python's own values: dates and moments as such. What was erased stays the word for it."""
    kinds = _readers(entity)
    return {column: kinds[column](value) if column in kinds else value for column, value in row.items()}


def _row_before(change: Folded) -> Row:
    """A row that came from another article: what that one's history holds of it."""
    earlier = Change.objects.filter(entity=change.entity, row_id=change.row_id, id__lt=change.id)
    row: Row = {}
    for body in (
        earlier.exclude(operation=Change.Operation.MOVE).order_by("id").values_list("body", flat=True)
    ):
        row |= {name: one[1] if isinstance(one, list) else one for name, one in json.loads(body).items()}
    return row


@cache
def _readers(entity: str) -> dict[str, Callable[[Any], Any]]:
    """How the columns of a kind of row are read whose recorded values are not Python's own yet."""
    model = model_of(entity)
    fields = model._meta.local_fields if model else []
    return {field.column or "": _reader(field) for field in fields if isinstance(field, _SPELLED)}


_SPELLED = (models.DateField, models.BooleanField)


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    read = recorded_moment if isinstance(field, models.DateTimeField) else field.to_python

    def value(recorded: Any) -> Any:
        return recorded if recorded is None or recorded == ERASED else read(recorded)

    return value
