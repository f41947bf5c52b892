"""Owns putting the recording back where triggers were lost: on record, with the rows that changed meanwhile.

Such rows are stated as they are now. What they should have been stays in the history, so a verification goes on telling
that they were changed without a record, and since when.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.actor import Actor, program
from annotations.history.baseline import state_rows
from annotations.history.comparison import compared
from annotations.history.erasures import erased_columns
from annotations.history.installation import install
from annotations.history.opening import carry, open_action
from annotations.history.putting_back import state_one, told_of
from annotations.history.recording import recorded
from annotations.history.sqlite_sealing import seal
from annotations.history.standing import faults
from annotations.models import Change, Channel, Verb
from annotations.models.audit import AUDITED, Audit


@dataclass(frozen=True, slots=True)
class Repair:
    """`faults` are the triggers that were put back; `stated` the number of rows that nothing had recorded."""

    faults: list[str]
    stated: int


def repair(connection: BaseDatabaseWrapper, actor: Actor, reason: str) -> Repair:
    """Make all triggers anew and state every row that is not what the history says. One Action tells of it."""
    found = faults(connection)
    if not found:
        return Repair([], 0)
    with transaction.atomic(using=connection.alias):
        install(connection)
        told = f"{reason} ({told_of(connection, found)})"
        with recorded(actor, Verb.HISTORY_REPAIRED, reason=told) as action:
            stated = sum(
                state_rows(connection, audit, action.pk, sorted(_unlike(connection, audit)))
                for audit in AUDITED.values()
            )
            if not stated:
                state_one(connection, action.pk, found)
    return Repair(found, stated)


def record_loss(connection: BaseDatabaseWrapper, lost: list[str]) -> None:
    """Keep on record which triggers a migrate found lost or altered, and made anew. An empty database has no record."""
    if not lost or not Change.objects.using(connection.alias).exists():
        return
    who, why = program("migrate", Channel.MIGRATION), f"found by migrate ({told_of(connection, lost)})"
    with transaction.atomic(using=connection.alias):
        action = open_action(connection, who, Verb.HISTORY_REPAIRED, why)
        state_one(connection, action.pk, lost)
        if connection.vendor == "sqlite":
            seal(connection, action)
        carry(connection, None)


def _unlike(connection: BaseDatabaseWrapper, audit: Audit) -> set[int]:
    findings = compared(connection, audit, erased_columns(connection.alias))
    return {finding.row_id for finding in findings if finding.row_id is not None}
