"""Owns taking values out of recorded Changes and Actions so that every chain stays valid and the removal stays told.

The chain holds the hash of nonce and text. Both are erased, so the hash betrays nothing; what stands in their
place is hashed in a Redaction, which is recorded and sealed itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from annotations.history.digests import ActionFields, body_hash, private_of
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, PRIVATE_COLUMNS
from annotations.history.sqlite_sealing import seal
from annotations.models import Action, Change, Redaction
from annotations.text.erasing import ERASED

__all__ = ["ERASED", "erase", "erase_from", "erase_from_action", "seal_now"]

# (entity, column, value) -> the value without what is erased; the same value where there is nothing to erase.
Eraser = Callable[[str, str, Any], Any]


def seal_now() -> None:
    """Seal what the transaction wrote so far: an erased body could not be hashed afterwards."""
    if connection.vendor == "sqlite":
        seal(connection)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS zz_history_seal IMMEDIATE")
        cursor.execute("SET CONSTRAINTS zz_history_seal DEFERRED")


def erase(action: Action, entity: str, row_id: int, columns: frozenset[str], keep: Any, reason: str) -> int:
    """Erase the columns from every Change of the row, but for the value `keep`. Returns how many Changes lost some.

    Runs inside the Action; the row itself must hold `keep` already.
    """

    def erased(_: str, column: str, value: Any) -> Any:
        return value if column not in columns or value in (keep, None, "") else ERASED

    changes = Change.objects.filter(entity=entity, row_id=row_id).order_by("id")
    return erase_from(action, list(changes), erased, reason)


def erase_from(action: Action, changes: Iterable[Change], eraser: Eraser, reason: str) -> int:
    """Put every value of the Changes through the eraser. Returns how many Changes lost some. Inside the Action."""
    seal_now()
    return sum(_erased(action, change, eraser, reason) for change in changes)


def erase_from_action(action: Action, redacted: Action, eraser: Eraser, reason: str) -> bool:
    """Put what `redacted` tells of people through the eraser. Whether it lost something. Inside `action`."""
    was = {name: getattr(redacted, name) for name in PRIVATE_COLUMNS}
    now = {name: eraser("action", name, value) for name, value in was.items()}
    lost = [name for name in PRIVATE_COLUMNS if now[name] != was[name]]
    if not lost:
        return False
    seal_now()
    earlier = Redaction.objects.filter(redacted_action_id=redacted.pk).order_by("id").first()
    Redaction.objects.create(
        action_id=action.pk,
        redacted_action_id=redacted.pk,
        columns=",".join(lost),
        body_hash=earlier.body_hash if earlier else body_hash(redacted.nonce, _private(was)),
        replacement_hash=body_hash("", _private(now)),
        reason=reason,
    )
    assigned = ", ".join(f"{name} = %s" for name in PRIVATE_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ACTION_TABLE} SET {assigned}, nonce = '' WHERE id = %s", [*now.values(), redacted.pk]
        )
    return True


def _private(values: dict[str, str]) -> str:
    public = dict.fromkeys(ActionFields._fields)
    return private_of(ActionFields(**(public | values)))  # type: ignore[arg-type]  # only the private ones are read


def _erased(action: Action, change: Change, eraser: Eraser, reason: str) -> bool:
    body = change.values
    without = {name: _each(eraser, change, name, value) for name, value in body.items()}
    if without == body:
        return False
    lost = sorted(name for name in body if without[name] != body[name])
    text = json.dumps(without, ensure_ascii=False)
    earlier = Redaction.objects.filter(change_id=change.pk).order_by("id").first()
    Redaction.objects.create(
        action_id=action.pk,
        change_id=change.pk,
        columns=",".join(lost),
        body_hash=earlier.body_hash if earlier else body_hash(change.nonce, change.body),
        replacement_hash=hashlib.sha256(text.encode()).hexdigest(),
        reason=reason,
    )
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {CHANGE_TABLE} SET body = %s, nonce = '' WHERE id = %s", [text, change.pk])
    return True


def _each(eraser: Eraser, change: Change, column: str, value: Any) -> Any:
    """An update holds a column's old value and its new one."""
    if change.operation in "UM" and isinstance(value, list):
        return [eraser(change.entity, column, one) for one in value]
    return eraser(change.entity, column, value)
