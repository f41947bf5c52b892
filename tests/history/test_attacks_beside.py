"""Objects that an attacker leaves beside our tables, and values no program of ours writes: each is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from annotations.history.postgresql_foreign import SEARCH
from annotations.models import Action, Change, Claim
from tests.history.tampering import (
    attack,
    claim_signed_for,  # noqa: F401 # a fixture
    last_change,
    lines,
    reworded,
)

NOTHING = "CREATE FUNCTION helper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"

# (what is made, how it is undone, what is said of it).
ON_SQLITE = [
    (
        "CREATE TRIGGER helper AFTER INSERT ON annotations_note BEGIN UPDATE annotations_claim SET claimant = 'x'; END",
        "DROP TRIGGER helper",
        "the trigger helper on annotations_note is not ours",
    ),
    (
        "CREATE TRIGGER helper BEFORE INSERT ON annotations_change BEGIN SELECT RAISE(IGNORE); END",
        "DROP TRIGGER helper",
        "the trigger helper on annotations_change is not ours",
    ),
    (
        "ALTER TABLE annotations_claim ADD COLUMN shown TEXT AS (statement || '!')",
        "ALTER TABLE annotations_claim DROP COLUMN shown",
        "annotations_claim.shown is computed instead of stored",
    ),
    (
        "ALTER TABLE annotations_keybinding RENAME TO kept; CREATE VIEW annotations_keybinding AS SELECT * FROM kept",
        "DROP VIEW annotations_keybinding; ALTER TABLE kept RENAME TO annotations_keybinding",
        "annotations_keybinding is a view in the place of a table",
    ),
]
ON_POSTGRESQL = [
    (
        (
            f"{NOTHING}; CREATE TRIGGER helper BEFORE INSERT ON annotations_note"
            " FOR EACH ROW EXECUTE FUNCTION helper()"
        ),
        "DROP FUNCTION helper CASCADE",
        "the trigger helper on annotations_note is not ours",
    ),
    (
        (
            "CREATE FUNCTION to_jsonb(annotations_claim) RETURNS jsonb LANGUAGE sql AS"
            " $$ SELECT pg_catalog.to_jsonb($1::record) $$"
        ),
        "DROP FUNCTION to_jsonb(annotations_claim)",
        "the function to_jsonb(annotations_claim) is not ours",
    ),
    (
        "CREATE RULE nothing AS ON DELETE TO annotations_note DO INSTEAD NOTHING",
        "DROP RULE nothing ON annotations_note",
        "the rule nothing on annotations_note is not ours",
    ),
    (
        "ALTER TABLE annotations_note ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE annotations_note DISABLE ROW LEVEL SECURITY",
        "annotations_note hides rows, by row level security",
    ),
    (
        "CREATE TABLE more () INHERITS (annotations_note)",
        "DROP TABLE more",
        "annotations_note shows the rows of more as its own",
    ),
    (
        (
            "CREATE SCHEMA before; CREATE VIEW before.annotations_note AS SELECT * FROM public.annotations_note;"
            " SET search_path = before, public"
        ),
        "SET search_path = public; DROP SCHEMA before CASCADE",
        "annotations_note is read from the schema before",
    ),
    (
        "ALTER FUNCTION factcheck_capture_rows() SET search_path = elsewhere, public",
        "ALTER FUNCTION factcheck_capture_rows() SET search_path = public, pg_temp",
        "the function factcheck_capture_rows() looks for its tables elsewhere",
    ),
    (
        "ALTER FUNCTION factcheck_seal() SECURITY INVOKER",
        "ALTER FUNCTION factcheck_seal() SECURITY DEFINER",
        "the function factcheck_seal() runs with other rights than ours",
    ),
    (
        "CREATE FUNCTION factcheck_root(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 $$",
        "DROP FUNCTION factcheck_root(text)",
        "the function factcheck_root(text) is not ours",
    ),
]
ATTACKS = [("sqlite", *row) for row in ON_SQLITE] + [("postgresql", *row) for row in ON_POSTGRESQL]


def executed(statements: str) -> None:
    with connection.cursor() as cursor:
        # SQLite takes one statement at a time; a trigger's own semicolons stand inside BEGIN and END.
        if connection.vendor == "postgresql" or "BEGIN" in statements:
            cursor.execute(statements, None)
            return
        for statement in statements.split("; "):
            cursor.execute(statement, None)


@contextmanager
def left_in_the_database(make: str, undo: str) -> Iterator[None]:
    executed(make)
    try:
        yield
    finally:
        executed(undo)


@pytest.mark.parametrize(
    ("engine", "make", "undo", "said"), ATTACKS, ids=[f"{row[0]}: {row[3]}" for row in ATTACKS]
)
def test_what_stands_beside_our_tables_is_named(
    claim: Claim, engine: str, make: str, undo: str, said: str
) -> None:
    if connection.vendor != engine:
        return
    with left_in_the_database(make, undo):
        told = lines()
    assert any(line.startswith(said) for line in told), told
    assert lines() == []


def test_the_search_functions_are_those_of_the_migration(db: None) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'factcheck%%'", [])
        assert SEARCH.keys() <= {name for (name,) in cursor.fetchall()}


def test_a_trigger_that_drops_records_and_is_gone_again(claim: Claim) -> None:
    """SQLite lets one statement of a trigger be passed over; the row betrays it."""
    if connection.vendor != "sqlite":
        return
    drop = "CREATE TRIGGER helper BEFORE INSERT ON annotations_change BEGIN SELECT RAISE(IGNORE); END"
    with (
        left_in_the_database(drop, "DROP TRIGGER helper"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE annotations_actioncontext SET strict = 0")
        cursor.execute("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", [claim.pk])
        cursor.execute("UPDATE annotations_actioncontext SET strict = 1")
    assert not Change.objects.filter(body__contains="Forged").exists()
    (line,) = lines()
    assert line.startswith(f"claim {claim.pk}: statement should be")


def test_a_truth_that_is_neither_0_nor_1(claim: Claim) -> None:
    """2 is true to SQL and false to Django: the rule is off, and the replay would agree."""
    if connection.vendor != "sqlite":
        return
    project = claim.article.project
    attack(("UPDATE annotations_project SET second_person_publishes = 2 WHERE id = %s", project.pk))
    assert any(line.startswith(f"project {project.pk}: second_person_publishes holds 2") for line in lines())


@pytest.mark.parametrize("value", ["x'466f72676564'", "9e999"])
def test_a_value_that_cannot_even_be_read_is_named_and_the_rest_goes_on(claim: Claim, value: str) -> None:
    if connection.vendor != "sqlite":
        return
    reworded(claim, "Honest.")
    attack(
        (f"UPDATE annotations_claim SET statement = CAST({value} AS BLOB) WHERE id = %s", claim.pk),  # noqa: S608
        ("UPDATE annotations_article SET title = 'Forged' WHERE id = %s", claim.article_id),
    )
    told = lines()
    assert any(line.startswith(f"claim {claim.pk}: statement holds X'") for line in told), told
    assert any(line.startswith(f"article {claim.article_id}: title should be") for line in told), told


def test_a_gesture_at_no_moment(claim: Claim) -> None:
    if connection.vendor != "sqlite":
        return
    action = Action.objects.get(pk=last_change(claim).action_id or 0)
    attack(
        ("UPDATE annotations_action SET at = 'yesterday' WHERE id = %s", action.pk),
        ("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", claim.pk),
    )
    told = lines()
    assert any(line.startswith(f"action {action.pk}: at should be {action.at!r}") for line in told), told
    assert any(line.startswith(f"claim {claim.pk}: statement should be") for line in told), told


def test_an_index_that_leads_elsewhere(claim: Claim) -> None:
    """Two indexes change places in the file: what is asked by them gets the rows of others, the table is untouched."""
    if connection.vendor != "sqlite":
        return
    told_before = lines()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'annotations_claim'"
            " AND sql NOT LIKE '%%WHERE%%' ORDER BY name LIMIT 2",
            [],
        )
        one, other = (name for (name,) in cursor.fetchall())
    _swap_roots(one, other)
    try:
        told = lines()
    finally:
        _swap_roots(one, other)
    assert told_before == []
    assert any(line.startswith("annotations_claim does not hold together") for line in told), told
    assert lines() == []


def _swap_roots(one: str, other: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, rootpage FROM sqlite_master WHERE name IN (%s, %s)", [one, other])
        roots = dict(cursor.fetchall())
        cursor.execute("PRAGMA writable_schema = ON")
        for name, root in ((one, roots[other]), (other, roots[one])):
            cursor.execute("UPDATE sqlite_master SET rootpage = %s WHERE name = %s", [root, name])
        cursor.execute("PRAGMA writable_schema = RESET")
