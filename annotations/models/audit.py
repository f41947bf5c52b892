"""Owns the list of tables whose every change is recorded, and under which stream. Installs no trigger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Audit:
    """How one table is recorded.

    `streams` are (kind, column) pairs; the first column that is not null names the stream, as in `article:12`.
    `claim` is the column that names the claim it belongs to, if any.
    `masked` columns are recorded as changed without their value; `omitted` ones are not recorded at all.
    """

    table: str
    entity: str
    streams: tuple[tuple[str, str], ...]
    masked: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    claim: str = ""


AUDITED: dict[str, Audit] = {}
EXEMPT: dict[str, str] = {}
MASK = "***"


def audit_table(
    model: type[models.Model],
    streams: tuple[tuple[str, str], ...],
    *,
    masked: tuple[str, ...] = (),
    omitted: tuple[str, ...] = (),
) -> None:
    """Record every change of the model's table. Many-to-many tables are named by their `through` model."""
    meta = model._meta
    entity = meta.model_name or ""
    points_at_claim = any(field.attname == "claim_id" for field in meta.local_fields)
    AUDITED[meta.db_table] = Audit(
        table=meta.db_table,
        entity=entity,
        streams=streams,
        masked=masked,
        omitted=omitted,
        claim="id" if entity == "claim" else "claim_id" if points_at_claim else "",
    )


def audited(
    *streams: tuple[str, str], masked: tuple[str, ...] = (), omitted: tuple[str, ...] = ()
) -> Callable[[type[Model]], type[Model]]:
    """Class decorator: record every change of this model under the named streams."""

    def register(model: type[Model]) -> type[Model]:
        audit_table(model, streams, masked=masked, omitted=omitted)
        return model

    return register


def exempt(reason: str) -> Callable[[type[Model]], type[Model]]:
    """Class decorator: this model is not recorded, for a reason that a reader of the history would accept."""

    def register(model: type[Model]) -> type[Model]:
        EXEMPT[model._meta.db_table] = reason
        return model

    return register
