"""Owns beginning an Action in the database: its row with its mark, and telling the triggers of it. Decides nothing.

Plain SQL, and on PostgreSQL one trip for both: the ORM's way costs as much as the write that the Action explains.
"""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from annotations.history.actor import Actor
from annotations.history.digests import ActionFields
from annotations.history.gesture_mark import mark_key, marked
from annotations.history.log_tables import ACTION_TABLE, CONTEXT_TABLE
from annotations.history.sqlite_driver import driver
from annotations.models import Action

_COLUMNS = ActionFields._fields[1:]
# As the model has them, which is how Django reads a row.
_IN_ORDER = [field.attname for field in Action._meta.concrete_fields if field.attname in ActionFields._fields]
_INSERT = f"INSERT INTO {ACTION_TABLE} ({', '.join(_COLUMNS)}) VALUES "
_INSERT_ON_SQLITE = f"{_INSERT} ({', '.join('?' * len(_COLUMNS))})"
_MARKS = ", ".join(["%s"] * len(_COLUMNS))
_INSERT_ON_POSTGRESQL = f"{_INSERT} ({_MARKS}) RETURNING id, set_config('factcheck.action', id::text, true)"
_CARRY_ON_SQLITE = f"UPDATE {CONTEXT_TABLE} SET action_id = ? WHERE id = 1"


def open_action(
    connection: BaseDatabaseWrapper, actor: Actor, verb: str, reason: str, reverts: int | None = None
) -> Action:
    """The new Action, which the triggers believe until `carry` names none. Called inside its transaction."""
    fields = _fields(actor, str(verb), reason, reverts)
    fields = fields._replace(nonce=marked(fields, mark_key(settings.DATA_DIR)))
    values = (connection.ops.adapt_datetimefield_value(fields.at), *fields[2:])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_INSERT_ON_POSTGRESQL, values)
            action_id = cursor.fetchone()[0]
    else:
        with driver(connection) as raw:
            raw.execute(_INSERT_ON_SQLITE, values)
            action_id = raw.lastrowid
            raw.execute(_CARRY_ON_SQLITE, (action_id,))
    held = fields._replace(id=action_id)
    return Action.from_db(connection.alias, _IN_ORDER, [getattr(held, name) for name in _IN_ORDER])


def _fields(actor: Actor, verb: str, reason: str, reverts: int | None) -> ActionFields:
    """Every text as a plain string: what is hashed is what is stored. The id is not known yet."""
    return ActionFields(
        id=0,
        at=timezone.now(),
        actor_id=actor.id,
        channel=str(actor.channel),
        verb=verb,
        app_version=settings.VERSION,
        reverts=reverts,
        nonce="",
        actor_label=actor.name,
        on_behalf_of=str(actor.on_behalf_of),
        reason=str(reason),
        client=str(actor.client)[:100],
        request_id=str(actor.request_id)[:64],
    )


def carry(connection: BaseDatabaseWrapper, action_id: int | None) -> None:
    """Tell the triggers which Action explains the next writes, None for none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('factcheck.action', %s, true)", [str(action_id or "")])
    else:
        with driver(connection) as raw:
            raw.execute(_CARRY_ON_SQLITE, (action_id,))


def fields_of(action: Action) -> ActionFields:
    """What is hashed of an Action, as it is stored."""
    return ActionFields(*(getattr(action, name) for name in ActionFields._fields))
