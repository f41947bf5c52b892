"""Owns the one door through which rows are written: an Action around a transaction. Knows no trigger's text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.actor import Actor
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
    try:
        with transaction.atomic():
            action = _opened(actor, verb, reason, reverts)
            carry(connection, action)
            yield action
            if connection.vendor == "sqlite":
                seal(connection)  # PostgreSQL seals as it commits.
            carry(connection, None)
    finally:
        forget(connection)


def _opened(actor: Actor, verb: Verb, reason: str, reverts: int | None) -> Action:
    return Action.objects.create(
        actor_id=actor.id,
        actor_label=actor.name,
        on_behalf_of=actor.on_behalf_of,
        channel=actor.channel,
        verb=verb,
        reason=reason,
        request_id=actor.request_id[:64],
        client=actor.client[:100],
        app_version=settings.VERSION,
        reverts=reverts,
    )


def carry(connection: BaseDatabaseWrapper, action: Action | None) -> None:
    """Tell the triggers, and gestures that open inside, which Action the next writes belong to."""
    setattr(connection, _ATTRIBUTE, action)
    action_id = action.pk if action else None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('factcheck.action', %s, true)", [str(action_id or "")])
        else:
            cursor.execute("UPDATE annotations_actioncontext SET action_id = %s WHERE id = 1", [action_id])


def forget(connection: BaseDatabaseWrapper) -> None:
    """Gestures join no Action any more. The database forgets by itself, with the transaction."""
    setattr(connection, _ATTRIBUTE, None)
