"""Owns taking values out of recorded Changes so that every chain stays valid and the fact of removal stays.

The chain holds the hash of nonce and body. Both are erased, so the hash betrays nothing; what stands in their
place is hashed in a Redaction, which is recorded and sealed itself.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import connection

from annotations.history.digests import body_hash
from annotations.history.log_tables import CHANGE_TABLE
from annotations.history.sqlite_sealing import seal
from annotations.models import Action, Change, Redaction

ERASED = "(erased)"


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
    seal_now()
    erased = 0
    for change in Change.objects.filter(entity=entity, row_id=row_id).order_by("id"):
        body = json.loads(change.body)
        without = {name: _without(value, keep) if name in columns else value for name, value in body.items()}
        if without != body:
            _replace(action, change, json.dumps(without, ensure_ascii=False), columns & body.keys(), reason)
            erased += 1
    return erased


def _without(value: Any, keep: Any) -> Any:
    if isinstance(value, list):
        return [_without(one, keep) for one in value]
    return value if value in (keep, None, "") else ERASED


def _replace(action: Action, change: Change, body: str, columns: frozenset[str], reason: str) -> None:
    earlier = Redaction.objects.filter(change_id=change.pk).order_by("id").first()
    Redaction.objects.create(
        action_id=action.pk,
        change_id=change.pk,
        columns=",".join(sorted(columns)),
        body_hash=earlier.body_hash if earlier else body_hash(change.nonce, change.body),
        replacement_hash=hashlib.sha256(body.encode()).hexdigest(),
        reason=reason,
    )
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {CHANGE_TABLE} SET body = %s, nonce = '' WHERE id = %s", [body, change.pk])
