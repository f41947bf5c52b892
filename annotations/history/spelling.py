"""Owns when two recorded values are the same: each engine spells times, truth and numbers in its own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.db import models


def is_same(table: str, column: str, one: Any, other: Any) -> bool:
    """Whether both spellings mean the same value of the column."""
    # 1 == True in Python, but a text "1" is no number.
    if type(one) is type(other) and one == other:
        return True
    if one is None or other is None:
        return False
    normal = _NORMAL.get(_kind(table, column), _plain)
    try:
        return bool(normal(one) == normal(other))
    except (ValueError, TypeError, InvalidOperation):
        return False


def _kind(table: str, column: str) -> str:
    field = _fields().get((table, column))
    return field.get_internal_type() if field is not None else ""


_found: dict[tuple[str, str], models.Field[Any, Any]] = {}


def _fields() -> dict[tuple[str, str], models.Field[Any, Any]]:
    if not _found:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                _found[model._meta.db_table, field.column or ""] = field
    return _found


def _plain(value: Any) -> Any:
    return (isinstance(value, bool), value)


def recorded_moment(value: Any) -> datetime:
    """A moment as either engine spells it, in UTC. Raises ValueError for anything else."""
    at = datetime.fromisoformat(str(value))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _number(value: Any) -> Decimal:
    return Decimal(str(int(value) if isinstance(value, bool) else value))


_NORMAL: dict[str, Callable[[Any], Any]] = {
    "BooleanField": lambda value: {"0": False, "1": True}.get(str(value), value),
    "DateTimeField": recorded_moment,
    "FloatField": float,
    "DecimalField": _number,
}
