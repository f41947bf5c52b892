"""Nothing is served while a trigger is missing; a repair puts it back on record, and hides nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from annotations.history import standing
from annotations.history.installation import missing
from annotations.history.standing import faults, refusal
from annotations.history.verification import verify
from annotations.management.commands.run import Command as Run
from annotations.models import Action, Change, Claim, Role
from tests import cast
from tests.history.bypass import triggers_off

pytestmark = pytest.mark.django_db(transaction=True)

LOST = {
    "missing": (
        "DROP TRIGGER history_annotations_claim_u",
        "DROP TRIGGER history_update ON annotations_claim",
    ),
    "guard missing": (
        "DROP TRIGGER keep_annotations_action_d",
        "DROP TRIGGER keep_append_only ON annotations_action",
    ),
    "switched off": ("", "ALTER TABLE annotations_claim DISABLE TRIGGER history_update"),
    "not always on": ("", "ALTER TABLE annotations_claim ENABLE TRIGGER history_update"),
}


@pytest.fixture
def claim() -> Iterator[Claim]:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    standing._answers.clear()
    yield cast.make_claim(cast.make_article(project, reviewer), reviewer)
    standing._answers.clear()


def lose(how: str) -> bool:
    statement = LOST[how][connection.vendor == "postgresql"]
    if statement:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    return bool(statement)


def repaired() -> str:
    told = io.StringIO()
    call_command("repair_history", reason="An upgrade went wrong.", stdout=told)
    return told.getvalue()


@pytest.mark.parametrize("how", LOST)
def test_a_lost_trigger_keeps_the_door_shut_until_it_is_repaired(
    claim: Claim, client: Client, how: str
) -> None:
    assert client.get("/healthz").status_code == 200
    if not lose(how):
        return
    try:
        standing._answers.clear()
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (503, b"history\n")
        assert "repair_history" in refusal(connection)
        with pytest.raises(CommandError, match="changes would go unrecorded"):
            Run().prepare()
    finally:
        told = repaired()
    assert "1 triggers put back, 0 rows stated" in told
    assert faults(connection) == []
    assert client.get("/healthz").status_code == 200
    action = Action.objects.latest("id")
    assert (action.verb, action.channel) == ("history.repaired", "command")
    assert action.reason.startswith("An upgrade went wrong. (")
    assert "nothing" not in repaired()


def test_what_changed_meanwhile_is_stated_and_never_hidden(claim: Claim) -> None:
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET claimant = 'Forged'")
    assert lose("missing")
    assert "1 rows stated" in repaired()
    assert missing(connection) == []
    stated = Change.objects.get(operation="B", entity="claim")
    assert (stated.values["claimant"], stated.stream) == ("Forged", f"article:{claim.article_id}")
    found = verify(connection).findings
    assert [(one.column, one.expected, one.found) for one in found] == [("claimant", "", "Forged")]


def test_a_row_that_was_added_meanwhile_is_stated_and_never_hidden(claim: Claim) -> None:
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO annotations_fragment (id, claim_id, article_id, position, start, "end", quote)'
            " VALUES (987654, %s, %s, 17, 1, 2, 'x')",
            [claim.pk, claim.article_id],
        )
    assert lose("missing")
    assert "1 rows stated" in repaired()
    stated = Change.objects.get(operation="B", entity="fragment")
    (finding,) = verify(connection).findings
    assert finding.line().startswith(
        f"fragment 987654: change {stated.pk} found a row that was added without"
    )


def test_the_door_of_a_web_server_stays_shut(tmp_path: object) -> None:
    """In a process of its own, on a database of its own, as a web server would start."""
    environment = os.environ | {"FACTCHECK_DATA_DIR": str(tmp_path), "FACTCHECK_HISTORY_STRICT": "false"}
    environment.pop("DATABASE_URL", None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603

    assert run("manage.py", "migrate", "--verbosity", "0").returncode == 0
    assert run("-c", "import factcheck.wsgi").returncode == 0
    drop = (
        "import sqlite3,sys; sqlite3.connect(sys.argv[1]).execute('DROP TRIGGER history_annotations_claim_d')"
    )
    assert run("-c", drop, f"{tmp_path}/factcheck.sqlite3").returncode == 0
    shut = run("-c", "import factcheck.wsgi")
    assert shut.returncode == 1
    assert "history_annotations_claim_d: missing" in shut.stderr
    assert "repair_history" in shut.stderr
    assert run("manage.py", "repair_history", "--reason", "By hand.").returncode == 0
    assert run("-c", "import factcheck.wsgi").returncode == 0
