"""The search index follows every write, on both engines, and SQLite's tells when it is lacking."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.history import sqlite_search
from annotations.history.recording import recorded
from annotations.history.search_checks import full_text_search_is_there
from annotations.models import Claim, Fragment, Verb
from annotations.models.searched import SEARCHED
from annotations.services.claims import respan_claim
from annotations.text.span import Span
from tests import cast
from tests.selectors.conftest import Desk, found


def test_a_moved_claim_is_found_by_its_new_quote_alone(desk: Desk, claim: Claim) -> None:
    start = cast.TEXT.index("first closure")
    respan_claim(
        actor=cast.acting(desk.reviewer),
        claim=claim,
        version=1,
        spans=[Span(start, start + len("first closure"))],
    )
    assert found(desk, "cracked") == set()
    assert found(desk, '"first closure"') == {claim.statement}


def test_raw_sql_and_queryset_writes_are_followed(desk: Desk, claim: Claim) -> None:
    with recorded(cast.STAGE, Verb.CLAIM_CHANGED), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET statement = 'Nothing' WHERE id = %s", [claim.pk])
        Fragment.objects.filter(claim=claim).update(quote="x")
        assert found(desk, "nothing x") == {"Nothing"}
        assert found(desk, "bridge") == found(desk, "cracked") == set()
        cursor.execute("DELETE FROM annotations_fragment WHERE claim_id = %s", [claim.pk])
        assert found(desk, "x") == set()


def test_a_write_that_is_taken_back_leaves_no_trace(desk: Desk, claim: Claim) -> None:
    def change_and_fail() -> None:
        with recorded(cast.STAGE, Verb.CLAIM_CHANGED):
            Claim.objects.filter(pk=claim.pk).update(statement="Something else")
            assert found(desk, "something") == {"Something else"}
            raise KeyError

    with pytest.raises(KeyError):
        change_and_fail()
    assert found(desk, "something") == set()
    assert found(desk, "fourteen") == {claim.statement}


def test_the_checks_tell_a_trigger_that_is_missing_or_switched_off(desk: Desk) -> None:
    assert full_text_search_is_there(databases=["default"]) == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER find_note_u")
        else:
            cursor.execute("ALTER TABLE annotations_note DISABLE TRIGGER find_note_u")
    (problem,) = full_text_search_is_there(databases=["default"])
    assert problem.id == "search.E001"
    assert "find_note_u" in problem.msg


@pytest.mark.sqlite
class TestOnSQLite:
    def test_erased_words_are_in_no_page_of_the_index(self, desk: Desk, claim: Claim) -> None:
        with recorded(cast.STAGE, Verb.CLAIM_CHANGED):
            Claim.objects.filter(pk=claim.pk).update(statement="Erased")
        sqlite_search.forget_erased(connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM find_claim_data")
            pages = b"".join(bytes(block) for (block,) in cursor.fetchall())
        assert b"rased" in pages
        assert b"fourteen" not in pages

    def test_a_replaced_row_is_indexed_once(self, desk: Desk, claim: Claim) -> None:
        with recorded(cast.STAGE, Verb.CLAIM_CHANGED), connection.cursor() as cursor:
            cursor.execute("REPLACE INTO annotations_note SELECT * FROM annotations_note")
            cursor.execute("REPLACE INTO annotations_fragment SELECT * FROM annotations_fragment")
        self.test_the_index_agrees_with_the_text(desk, claim)

    def test_the_index_agrees_with_the_text(self, desk: Desk, claim: Claim) -> None:
        with connection.cursor() as cursor:
            for searched in SEARCHED.values():
                # Raises when a word of the text is missing from the index, or the other way round.
                cursor.execute(
                    f"INSERT INTO {searched.index}({searched.index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 # own names
                )

    def test_a_missing_trigger_is_told_and_made_anew(self, desk: Desk) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER find_note_u")
        assert sqlite_search.missing(connection) == ["find_note_u: missing"]
        sqlite_search.make(connection)
        assert sqlite_search.missing(connection) == []

    def test_an_index_made_late_holds_what_was_there(self, desk: Desk, claim: Claim) -> None:
        sqlite_search.unmake(connection)
        sqlite_search.make(connection)
        assert found(desk, "bridge") == {claim.statement}

    def test_without_fts5_the_text_is_read(
        self, desk: Desk, claim: Claim, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("annotations.selectors.search.sqlite.has_fts5", lambda: False)
        monkeypatch.setattr("annotations.history.sqlite_search.has_fts5", lambda: False)
        assert [problem.id for problem in full_text_search_is_there(databases=["default"])] == ["search.W001"]
        assert found(desk, "bridge cracked -tunnel") == {claim.statement}
        assert found(desk, "tunnel") == set()
