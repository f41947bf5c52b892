"""Owns the one door through which rows are written: an Action around a transaction. Knows no trigger's text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction

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
            setattr(connection, _ATTRIBUTE, action)
            _announce(action.pk)
            yield action
            if connection.vendor == "sqlite":
                seal(connection)  # PostgreSQL seals as it commits.
            _announce(None)
    finally:
        setattr(connection, _ATTRIBUTE, None)


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


def _announce(action_id: int | None) -> None:
    """Tell the triggers which Action the next writes belong to."""
    sql, parameters = _announcement(action_id)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _announcement(action_id: int | None) -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        return "SELECT set_config('factcheck.action', %s, true)", [str(action_id or "")]
    return "UPDATE annotations_actioncontext SET action_id = %s WHERE id = 1", [action_id]
