"""The log refuses every edit, and a model that nobody records is an error before it is served."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from annotations.history.checks import every_model_is_audited, every_trigger_is_there
from annotations.history.installation import install, missing
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE
from annotations.models import Action, Change, Claim, Redaction
from annotations.models.audit import AUDITED
from tests.history.bypass import settle

EVERYWHERE = [
    "UPDATE {table} SET nonce = 'forged'",
    "DELETE FROM {table}",
]
SQLITE = [
    "REPLACE INTO {table} SELECT * FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "UPDATE OR REPLACE {table} SET id = id + 1",
]
POSTGRESQL = [
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET nonce = 'forged'",
]


@pytest.mark.parametrize("table", [ACTION_TABLE, CHANGE_TABLE])
@pytest.mark.parametrize("statement", EVERYWHERE + (SQLITE if connection.vendor == "sqlite" else POSTGRESQL))
def test_the_log_refuses(claim: Claim, table: str, statement: str) -> None:
    settle()
    before = list(Change.objects.values()), list(Action.objects.values())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))
    assert (list(Change.objects.values()), list(Action.objects.values())) == before


def test_an_audited_table_is_not_truncated(claim: Claim) -> None:
    """SQLite has no TRUNCATE: its DELETE without WHERE fires the triggers, as the matrix shows."""
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE annotations_claim CASCADE")
        assert Claim.objects.filter(pk=claim.pk).exists()


def test_all_log_tables_are_guarded(db: None) -> None:
    assert missing(connection) == []
    assert every_trigger_is_there(databases=["default"]) == []
    assert Redaction._meta.db_table in {model._meta.db_table for model in apps.get_models()}


def test_a_changed_trigger_is_told_and_mended(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION factcheck_refuse() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RETURN NEW; END $$"
            )
        else:
            cursor.execute("DROP TRIGGER keep_annotations_change_u")
            cursor.execute(
                "CREATE TRIGGER keep_annotations_change_u BEFORE UPDATE ON annotations_change BEGIN SELECT 1; END"
            )
    problems = every_trigger_is_there(databases=["default"])
    assert [problem.id for problem in problems] == ["history.E002"]
    assert "changed" in problems[0].msg
    install(connection)
    assert missing(connection) == []


def test_a_model_that_is_neither_audited_nor_exempt_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert every_model_is_audited() == []
    monkeypatch.delitem(AUDITED, "annotations_claim")
    assert [problem.msg for problem in every_model_is_audited()] == [
        "annotations.Claim is neither audited nor exempt from the history."
    ]
