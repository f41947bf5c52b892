"""Owns pages of a list that runs from its newest row to its oldest, found by key and not by offset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import QuerySet

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`older` is the id to hand in as `before` for the next page, None on the last one."""

    rows: tuple[Row, ...]
    older: int | None


def newest_first(rows: QuerySet[Row], *, before: int | None, size: int) -> Page[Row]:
    """The `size` newest rows whose id is below `before`, in one query."""
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(tuple(found[:size]), found[size - 1].pk if len(found) > size else None)
