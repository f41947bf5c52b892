"""Checkpoints come by themselves: at once when something is published, otherwise in time, and copies lie outside."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from annotations.history.checkpoint_files import file_name, folders, keep_copies
from annotations.history.checkpoint_rounds import is_due, one_round
from annotations.history.checkpoints import make_checkpoint
from annotations.history.signing_key import PRIVATE
from annotations.history.verification import verify
from annotations.models import Checkpoint, Claim, Correction, Role, Ruling, User
from annotations.services.claims import reword_claim
from annotations.services.rulings import correct_ruling
from tests import cast
from tests.cast import acting
from tests.database_address import database_address
from tests.evaluation import REPOSITORY
from tests.history.evidence_desk import make_ruling

HOUR = timedelta(hours=1)


@pytest.fixture
def claim(transactional_db: None, tmp_path: Path, settings: Any) -> Claim:
    settings.DATA_DIR = tmp_path
    settings.CHECKPOINT_FOLDER = str(tmp_path / "outside")
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


def reword(claim: Claim, statement: str) -> None:
    reword_claim(
        actor=acting(User.objects.get(username="olena")), claim=claim, version=None, statement=statement
    )


def a_round(every: timedelta = HOUR) -> tuple[list[str], list[str]]:
    said: list[str] = []
    complaints: list[str] = []
    one_round(every, said.append, complaints.append)
    return said, complaints


def test_one_is_made_when_there_is_none_and_then_only_in_time(claim: Claim) -> None:
    assert is_due(HOUR)
    said, complaints = a_round()
    assert ([line.partition("checkpoint over")[2] for line in said], complaints) == (
        [f" {newest().size} seals"],
        [],
    )
    reword(claim, "Reworded.")
    assert not is_due(HOUR)
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert is_due(HOUR)
        a_round()
    assert Checkpoint.objects.count() == 2


def newest() -> Checkpoint:
    return Checkpoint.objects.latest("id")


def test_nothing_is_signed_twice(claim: Claim, tmp_path: Path) -> None:
    first = make_checkpoint(tmp_path)
    assert make_checkpoint(tmp_path) == first
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert not is_due(HOUR)
    assert Checkpoint.objects.count() == 1


def test_what_is_published_is_signed_for_at_once(
    transactional_db: None, tmp_path: Path, settings: Any
) -> None:
    """Whoever publishes calls nothing for it: the round finds the seal, also after a crash right behind the commit."""
    settings.DATA_DIR = tmp_path
    ruling = make_ruling(tmp_path)
    assert not is_due(HOUR)
    reword(ruling.article.claims.exclude(pk=ruling.claim_id).get(), "Not published.")
    assert not is_due(HOUR)
    correct(Ruling.objects.get(pk=ruling.pk))
    assert is_due(HOUR)
    a_round()
    assert not is_due(HOUR)


def correct(ruling: Ruling) -> None:
    correct_ruling(
        actor=acting(User.objects.get(username="ruth")),
        ruling=ruling,
        version=None,
        kind=Correction.Kind.TYPO,
        explanation="A letter.",
        summary="Inspectors counted fourteen.",
    )


def test_copies_lie_in_both_folders_and_are_never_rewritten(claim: Claim, tmp_path: Path) -> None:
    a_round()
    reword(claim, "Again.")
    a_round(timedelta())
    for folder in (tmp_path / "checkpoints", tmp_path / "outside"):
        names = sorted(path.name for path in folder.iterdir())
        assert names == [file_name(one) for one in Checkpoint.objects.order_by("id")]
        for one in Checkpoint.objects.all():
            kept = folder / file_name(one)
            assert kept.read_text(encoding="utf-8") == one.note
            assert stat.S_IMODE(kept.stat().st_mode) & 0o222 == 0
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600


def test_a_copy_of_another_root_has_another_name(claim: Claim, tmp_path: Path) -> None:
    """After a rewrite of the history, the copies from before it are still there to convict it."""
    one = make_checkpoint(tmp_path)
    forged = Checkpoint(size=one.size, root="ab" * 32, note="forged")
    assert file_name(forged) != file_name(one)


def test_a_folder_out_of_reach_is_said_and_made_up_for(claim: Claim, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("no folder")
    said, complaints = a_round()
    assert len(said) == 1
    assert [str(tmp_path / "outside") in line for line in complaints] == [True]
    assert len(list((tmp_path / "checkpoints").iterdir())) == 1
    (tmp_path / "outside").unlink()
    assert a_round() == ([], [])
    assert [path.name for path in (tmp_path / "outside").iterdir()] == [file_name(newest())]
    assert keep_copies(folders()) == []


def test_a_busy_database_is_tried_again(claim: Claim) -> None:
    blocker = connection.copy()
    blocker.connect()
    sql = (
        "BEGIN IMMEDIATE"
        if connection.vendor == "sqlite"
        else "BEGIN; LOCK annotations_leaf IN EXCLUSIVE MODE"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA busy_timeout = 50" if connection.vendor == "sqlite" else "SET lock_timeout = '50ms'"
        )
    with blocker.cursor() as cursor:
        cursor.execute(sql)
        said, complaints = a_round()
        cursor.execute("ROLLBACK")
    blocker.close()
    assert said == []
    assert ["trying again" in line for line in complaints] == [True]
    assert a_round()[0]
    connections.close_all()


def test_the_health_page_tells_its_age(claim: Claim, client: Client, tmp_path: Path, settings: Any) -> None:
    assert client.get("/healthz").content == b"ok\ncheckpoint none\n"
    make_checkpoint(tmp_path)
    with time_machine.travel(newest().at + timedelta(seconds=90), tick=False):
        assert client.get("/healthz").content == b"ok\ncheckpoint current, 90 s old\n"
    reword(claim, "Again.")
    settings.CHECKPOINT_MINUTES = 10
    with time_machine.travel(newest().at + timedelta(seconds=90), tick=False):
        assert client.get("/healthz").content == b"ok\ncheckpoint behind, 90 s old\n"
    with time_machine.travel(newest().at + timedelta(minutes=31), tick=False):
        assert client.get("/healthz").content == b"ok\ncheckpoint overdue, 1860 s old\n"


@pytest.mark.parametrize("wrong", ["0", "-1", "often", "nan", "1e9"])
def test_how_often_is_a_number_of_minutes(db: None, wrong: str) -> None:
    with pytest.raises(CommandError, match="is no number of minutes"):
        call_command("checkpoint_history", f"--every={wrong}", stdout=io.StringIO())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM ends nothing in good order there. Run: on Linux")
def test_the_command_stays_signs_and_ends_when_told(claim: Claim, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "FACTCHECK_DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_address(connection),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "checkpoint_history", "--every", "15"]
    with subprocess.Popen(  # noqa: S603 # our own command line
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as staying:
        try:
            assert staying.stdout is not None
            first, second = staying.stdout.readline(), staying.stdout.readline()
            staying.send_signal(signal.SIGTERM)
            started = time.monotonic()
            assert staying.wait(timeout=20) == 0
            assert time.monotonic() - started < 10
            rest = staying.stdout.read()
        finally:
            staying.kill()
    assert first.startswith("Signing at least every 15 minutes; copies in ")
    assert f"checkpoint over {newest().size} seals" in second
    assert rest == "Stopped.\n"
    assert verify(connection).findings == []
