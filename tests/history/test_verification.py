"""Replaying the history rebuilds every table; whatever was changed behind its back is named exactly."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from annotations.history.finding import Finding
from annotations.history.installation import missing
from annotations.history.verification import verify
from annotations.models import Change, Claim, Fragment, User
from annotations.services.articles import split_article
from annotations.services.claims import respan_claim, reword_claim
from annotations.text.span import Span
from tests.cast import acting, make_verdict
from tests.history.bypass import settle, triggers_off, unexplained_writes_allowed


def run(sql: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def only_finding() -> Finding:
    findings = replay_findings()
    assert len(findings) == 1, findings
    return findings[0]


def replay_findings() -> list[Finding]:
    return [found for found in verify(connection).findings if found.kind in {"value", "row", "change"}]


@pytest.fixture
def reworded(claim: Claim, reviewer: User) -> Claim:
    split_article(actor=acting(reviewer), article=claim.article)
    make_verdict(claim, reviewer)
    respan_claim(actor=acting(reviewer), claim=claim, version=None, spans=[Span(40, 50), Span(60, 70)])
    return reword_claim(actor=acting(reviewer), claim=claim, version=None, statement="Fourteen bolts.")


def last_change(row: Claim) -> int:
    return Change.objects.filter(entity="claim", row_id=row.pk).latest("id").pk


def test_what_services_wrote_replays_exactly(reworded: Claim) -> None:
    report = verify(connection)
    assert report.findings == []
    assert report.changes == Change.objects.count() > 30
    assert report.unexplained == 0


def test_a_silent_update_names_row_column_and_since_when(reworded: Claim) -> None:
    with triggers_off():
        run("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", [reworded.pk])
    found = only_finding()
    assert (found.table, found.row_id, found.column) == ("annotations_claim", reworded.pk, "statement")
    assert (found.expected, found.found) == ("Fourteen bolts.", "Forged")
    assert found.since_change == last_change(reworded)
    assert found.since
    assert found.line() == (
        f"claim {reworded.pk}: statement should be 'Fourteen bolts.' (Olena, {found.since},"
        f" gesture {found.since_action}, change {found.since_change}), is 'Forged': was changed without a record"
    )


def test_a_silent_update_is_found_under_honest_edits(reworded: Claim, reviewer: User) -> None:
    since = last_change(reworded)
    with triggers_off():
        run("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", [reworded.pk])
    reword_claim(actor=acting(reviewer), claim=reworded, version=None, statement="Honest again.")
    found = only_finding()
    assert (found.column, found.expected, found.found) == ("statement", "Fourteen bolts.", "Forged")
    assert found.since_change == since
    assert found.problem == f"was changed without a record before change {last_change(reworded)}"


def test_a_silent_delete_and_a_silent_insert_are_found(reworded: Claim) -> None:
    fragment = Fragment.objects.filter(claim=reworded).order_by("id")[0]
    with triggers_off():
        run("DELETE FROM annotations_fragment WHERE id = %s", [fragment.pk])
        run(
            'INSERT INTO annotations_fragment (id, claim_id, article_id, position, start, "end", quote)'
            " VALUES (987654, %s, %s, 17, 1, 2, 'x')",
            [reworded.pk, reworded.article_id],
        )
    findings = verify(connection).findings
    assert {(found.row_id, found.problem) for found in findings} == {
        (fragment.pk, "was removed without a record"),
        (987654, "was added without a record"),
    }


def test_an_edited_and_a_deleted_change_are_found(reworded: Claim) -> None:
    pk = last_change(reworded)
    with triggers_off():
        run("UPDATE annotations_change SET body = replace(body, 'Fourteen', 'Fifteen') WHERE id = %s", [pk])
    assert only_finding().column == "statement"
    with triggers_off():
        run("DELETE FROM annotations_change WHERE id = %s", [pk])
    assert {found.column for found in replay_findings()} == {"statement", "version"}


def test_a_missing_trigger_is_found(claim: Claim) -> None:
    name = missing_one()
    findings = verify(connection).findings
    assert [found.kind for found in findings] == ["trigger"]
    assert name in findings[0].problem
    assert missing(connection)


def missing_one() -> str:
    if connection.vendor == "postgresql":
        settle()
        run("ALTER TABLE annotations_claim DISABLE TRIGGER history_update")
        return "history_update"
    run("DROP TRIGGER history_annotations_claim_u")
    return "history_annotations_claim_u"


def test_an_unexplained_write_is_listed_and_replays(claim: Claim) -> None:
    with unexplained_writes_allowed():
        run("UPDATE annotations_claim SET statement = 'By hand'")
    report = verify(connection)
    assert report.findings == []
    assert report.unexplained == 1
    assert report.unexplained_changes[0]["row_id"] == claim.pk


def test_the_command_tells_a_person_and_a_program(reworded: Claim) -> None:
    out = io.StringIO()
    call_command("verify_history", stdout=out)
    assert "Every table is exactly what its history says." in out.getvalue()
    with triggers_off():
        run("UPDATE annotations_claim SET statement = 'Forged' WHERE id = %s", [reworded.pk])
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_history", json=True, stdout=out)
    assert ended.value.code == 1
    told = json.loads(out.getvalue())
    assert told["sound"] is False
    assert told["findings"][0]["row_id"] == reworded.pk


def other_spelling(value: Any) -> Any:
    """Truth as a number and moments with or without a zone: how the other engine would have written it."""
    if isinstance(value, dict):
        return {name: other_spelling(one) for name, one in value.items()}
    if isinstance(value, list):
        return [other_spelling(one) for one in value]
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"20\d\d-\d\d-\d\d[ T][\d:.+]*", value):
        return (
            value.replace("T", " ").removesuffix("+00:00")
            if "T" in value
            else value.replace(" ", "T") + "+00:00"
        )
    return value


def test_each_engine_reads_the_spelling_of_the_other(reworded: Claim) -> None:
    """A history may move from one engine to the other."""
    with triggers_off():
        for pk, body in list(Change.objects.values_list("pk", "body")):
            spelled = json.dumps(other_spelling(json.loads(body)))
            run("UPDATE annotations_change SET body = %s WHERE id = %s", [spelled, pk])
    assert replay_findings() == []
