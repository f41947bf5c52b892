"""What PostgreSQL refuses its own user while every trigger is on. SQLite has no rights; there it is found."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from annotations.models import Change, Claim
from tests.history.bypass import unexplained_writes_allowed
from tests.history.tampering import (
    claim_signed_for,  # noqa: F401 # a fixture
    last_change,
    lines,
)

SHADOW = (
    "CREATE TEMP TABLE annotations_redaction ON COMMIT DROP AS SELECT id AS change_id,"
    " encode(sha256('{}'::bytea), 'hex') AS replacement_hash,"
    " encode(sha256(convert_to(nonce || body, 'UTF8')), 'hex') AS body_hash FROM public.annotations_change"
)
BY_HAND = (
    "INSERT INTO annotations_change (at, action_id, stream, entity, row_id, operation, nonce, body, db_user, txid)"
    " SELECT now(), action_id, stream, entity, row_id, %s, '', '{}', '', pg_current_xact_id()::text::bigint"
    " FROM annotations_change WHERE id = %s"
)


def test_a_table_of_ones_own_is_not_taken_for_the_redactions(claim: Claim) -> None:
    """A temporary table comes before all others, unless a function says where it looks."""
    if connection.vendor != "postgresql":
        return
    change = last_change(claim)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SHADOW, None)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("UPDATE annotations_change SET body = '{}', nonce = '' WHERE id = %s", [change.pk])
    assert lines() == []


@pytest.mark.parametrize("operation", ["M", "U", "I"])
def test_nobody_writes_a_change_by_hand(claim: Claim, operation: str) -> None:
    if connection.vendor != "postgresql":
        return
    change, number = last_change(claim), Change.objects.count()
    with (
        unexplained_writes_allowed(),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(BY_HAND, [operation, change.pk])
    assert Change.objects.count() == number
    assert lines() == []
