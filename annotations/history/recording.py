"""Owns the one door through which rows are written: an Action around a transaction. Knows no trigger's text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.actor import Actor
from annotations.history.opening import carry, open_action
from annotations.history.sqlite_sealing import seal
from annotations.models import Action, Verb

_ATTRIBUTE = "history_action"


@contextmanager
def recorded(actor: Actor, verb: Verb, *, reason: str = "", reverts: int | None = None) -> Iterator[Action]:
    """Everything written inside belongs to one Action and happens wholly or not at all.

    Opened inside another Action it joins that one: a gesture is the outermost service a person called.
    """
    current: Action | None = getattr(connection, _ATTRIBUTE, None)
    if current is not None and connection.in_atomic_block:
        with transaction.atomic():
            yield current
        return
    ends_here = not connection.in_atomic_block
    try:
        with transaction.atomic():
            action = open_action(connection, actor, verb, reason, reverts)
            hold(connection, action)
            yield action
            if connection.vendor == "sqlite":
                seal(connection, action)  # PostgreSQL seals as it commits,
            if connection.vendor == "sqlite" or not ends_here:
                carry(connection, None)  # and forgets with the transaction.
    finally:
        hold(connection, None)


def hold(connection: BaseDatabaseWrapper, action: Action | None) -> None:
    """Gestures that open inside join this Action; with None they join no more."""
    setattr(connection, _ATTRIBUTE, action)
