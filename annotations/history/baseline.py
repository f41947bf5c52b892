"""Owns stating rows anew where a migration changed them without a write: new, removed and renamed columns.

Otherwise the tables and their replay would differ for ever after. What is stated is compared with the replay, so a
silent change before a migration is found after it all the same.
"""

from __future__ import annotations

import json

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.actor import program
from annotations.history.log_tables import CHANGE_TABLE
from annotations.history.migrating import SCHEMA_CHANGED
from annotations.history.opening import carry, open_action
from annotations.history.reading import in_parts, row_expression
from annotations.history.sqlite_sealing import seal
from annotations.models import Change, Channel
from annotations.models.audit import AUDITED, Audit


def restate(connection: BaseDatabaseWrapper) -> list[str]:
    """State every row of the tables whose columns are not those last recorded. Returns these tables."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    stale = [audit for table, audit in AUDITED.items() if table in present and _is_stale(connection, audit)]
    if stale:
        with transaction.atomic(using=connection.alias):
            what = ", ".join(audit.table for audit in stale)
            action = open_action(connection, program("migration", Channel.MIGRATION), SCHEMA_CHANGED, what)
            for audit in stale:
                state_rows(connection, audit, action.pk)
            if connection.vendor == "sqlite":
                seal(connection)
            carry(connection, None)
    return [audit.table for audit in stale]


def _is_stale(connection: BaseDatabaseWrapper, audit: Audit) -> bool:
    whole = Change.objects.using(connection.alias).filter(entity=audit.entity, operation__in="IB")
    newest = whole.order_by("-id").values_list("body", flat=True).first()
    if newest is None:
        return False
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, audit.table)
        }
    return bool(json.loads(newest).keys() != columns - set(audit.omitted))


def state_rows(
    connection: BaseDatabaseWrapper, audit: Audit, action_id: int, ids: list[int] | None = None
) -> int:
    """State the rows of the table as they are, or those with these ids. Returns how many were stated."""
    if ids is None:
        return _state(connection, audit, action_id, "")
    return sum(
        _state(connection, audit, action_id, f"WHERE id IN ({', '.join(str(int(pk)) for pk in part)})")
        for part in in_parts(ids)
    )


def _state(connection: BaseDatabaseWrapper, audit: Audit, action_id: int, where: str) -> int:
    if connection.vendor == "postgresql":
        now, nonce = "clock_timestamp()", "replace(gen_random_uuid()::text, '-', '')"
        writer, transaction_id = "session_user", "pg_current_xact_id()::text::bigint"
    else:
        now, nonce = "strftime('%Y-%m-%d %H:%M:%f', 'now')", "lower(hex(randomblob(16)))"
        writer, transaction_id = "''", "NULL"
    cases = " ".join(
        f"WHEN {column} IS NOT NULL THEN '{kind}:' || {column}" for kind, column in audit.streams
    )
    statement = (
        f"INSERT INTO {CHANGE_TABLE}"
        " (at, action_id, stream, entity, row_id, claim_id, operation, nonce, body, db_user, txid)"
        f" SELECT {now}, {int(action_id)}, CASE {cases} ELSE '{audit.entity}:' || id END, '{audit.entity}', id,"
        f" {audit.claim or 'NULL'}, 'B', {nonce}, {row_expression(connection, audit)}, {writer}, {transaction_id}"
        f' FROM "{audit.table}" AS live {where} ORDER BY id'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, None)
        return int(cursor.rowcount)
