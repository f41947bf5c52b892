"""Owns how each library is meant to be written through: around a gesture, for many new rows, for many changed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction

from annotations.history.recording import recorded
from annotations.models import User, Verb
from tests.benchmarks.peers.libraries import PRESENT
from tests.cast import STAGE

Rows = Sequence[Any]


@dataclass(frozen=True)
class Way:
    """`around` opens a transaction with its author; `add` and `change` store many rows with the library's own means."""

    name: str
    model: type[models.Model]
    around: Callable[[], AbstractContextManager[object]]
    add: Callable[[Rows], object]
    change: Callable[[models.QuerySet[Any], str], object]


def ways(author: User) -> list[Way]:
    """The floor first, then the product, then every library that is installed."""
    found = [
        _plain("nothing", "Nothing", transaction.atomic),
        _plain("factcheck", "Factcheck", lambda: recorded(STAGE, Verb.CLAIM_CHANGED)),
    ]
    if "simple_history" in PRESENT:
        found.append(_simple_history(author))
    if "auditlog" in PRESENT:
        found.append(_auditlog(author))
    if "pghistory" in PRESENT:
        found.append(_plain("django-pghistory", "Pghistory", lambda: _pghistory_context(author)))
    return found


def _plain(name: str, model_name: str, around: Callable[[], AbstractContextManager[object]]) -> Way:
    """Nothing to be asked of the writer: the database does it, or nobody."""
    model = _model(model_name)

    def change(rows: models.QuerySet[Any], claimant: str) -> object:
        return rows.update(claimant=claimant)

    return Way(name, model, around, model._default_manager.bulk_create, change)


def _simple_history(author: User) -> Way:
    from simple_history.utils import bulk_create_with_history, bulk_update_with_history

    model: Any = _model("SimpleHistory")

    def change(rows: models.QuerySet[Any], claimant: str) -> None:
        changed = list(rows)
        for row in changed:
            row.claimant = claimant
        bulk_update_with_history(changed, model, ["claimant"], batch_size=500, default_user=author)

    def add(rows: Rows) -> None:
        bulk_create_with_history(rows, model, batch_size=500, default_user=author)

    return Way("django-simple-history", model, transaction.atomic, add, change)


def _auditlog(author: User) -> Way:
    """It records what is saved one by one, and nothing else."""
    from auditlog.context import set_actor

    model: Any = _model("Auditlog")

    @contextmanager
    def around() -> Iterator[None]:
        with transaction.atomic(), set_actor(author):
            yield

    def add(rows: Rows) -> None:
        for row in rows:
            row.save()

    def change(rows: models.QuerySet[Any], claimant: str) -> None:
        for row in rows:
            row.claimant = claimant
            row.save()

    return Way("django-auditlog", model, around, add, change)


@contextmanager
def _pghistory_context(author: User) -> Iterator[None]:
    import pghistory

    with transaction.atomic(), pghistory.context(user=author.pk):
        yield


def _model(name: str) -> type[models.Model]:
    return apps.get_model("peers", name)
