"""Answers what some Changes came to, row by row: the values before the first and after the last of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models

from annotations.models import Change

Values = dict[str, Any]

# It only grows, so it is no part of what is compared or brought back.
COUNTED = "version"


@dataclass(slots=True)
class NetChange:
    """One row. `before` and `after` are column -> recorded value, None where there was or is no row; of a row that
    was only changed they hold the changed columns. `is_erased`: a Redaction took values out of it."""

    entity: str
    row_id: int
    claim_id: int | None
    before: Values | None
    after: Values | None
    is_erased: bool = False

    @property
    def changed_columns(self) -> list[str]:
        """The columns that differ in a row that was there before and after."""
        if self.before is None or self.after is None:
            return []
        before = self.before
        return [
            column
            for column, value in self.after.items()
            if column != COUNTED and before.get(column) != value
        ]


def net_changes(changes: Iterable[Change]) -> list[NetChange]:
    """In the order of each row's first Change, which is handed in first. Rows that came and went are left out."""
    rows: dict[tuple[str, int], NetChange] = {}
    for change in changes:
        _fold(rows, change)
    return [net for net in rows.values() if _came_to_something(net)]


def _fold(rows: dict[tuple[str, int], NetChange], change: Change) -> None:
    if change.operation in {Change.Operation.MOVE, Change.Operation.BASELINE}:
        return  # A move is told by its update as well; a baseline states what no write has done.
    key = change.entity, change.row_id
    is_first = key not in rows
    net = rows.setdefault(key, NetChange(change.entity, change.row_id, change.claim_id, None, None))
    net.is_erased = net.is_erased or not change.nonce
    net.claim_id = change.claim_id or net.claim_id
    body = change.values
    if change.operation == Change.Operation.INSERT:
        net.after = body
    elif change.operation == Change.Operation.DELETE:
        was_there = is_first or net.before is not None
        net.before = {**body, **(net.before or {})} if was_there else None
        net.after = None
    else:
        _fold_update(net, body, is_first=is_first)


def _fold_update(net: NetChange, body: Mapping[str, list[Any]], *, is_first: bool) -> None:
    if is_first:
        net.before, net.after = {}, {}
    for column, (old, new) in body.items():
        if net.before is not None:
            net.before.setdefault(column, old)
        if net.after is not None:
            net.after[column] = new


def _came_to_something(net: NetChange) -> bool:
    if net.before is not None and net.after is not None:
        return net.is_erased or bool(net.changed_columns)
    return net.before is not net.after


def columns_of(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """Column name -> field."""
    return {str(field.column): field for field in model._meta.local_concrete_fields}


def revived(field: models.Field[Any, Any], recorded: Any) -> Any:
    """A recorded value as the model holds it. The engines spell moments in two ways, both in UTC."""
    if recorded is None:
        return None
    if isinstance(field, models.DateTimeField):
        at = datetime.fromisoformat(str(recorded))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return field.to_python(recorded)
