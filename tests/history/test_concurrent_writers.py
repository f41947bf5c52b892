"""Six writers at once, in threads and in processes, on one article and on many: every chain holds, nobody is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from annotations.history.digests import ids_of
from annotations.history.verification import verify
from annotations.models import Action, Article, Change, Claim, Role, Seal, User
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from tests import cast
from tests.cast import acting
from tests.database_address import database_address
from tests.evaluation import REPOSITORY

WRITERS, GESTURES = 6, 3

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewer() -> User:
    cast.make_scale()
    return cast.make_member(cast.make_project(), "olena", Role.REVIEWER)


def at_once(work: Callable[[int], None]) -> list[BaseException]:
    """Runs the work in WRITERS threads, each on a connection of its own; what they raised."""
    raised: list[BaseException] = []

    def run(number: int) -> None:
        try:
            for _ in range(GESTURES):
                work(number)
        except BaseException as error:  # noqa: BLE001 # handed to the test, which fails on it
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def everything_is_sealed_once() -> bool:
    sealed = [pk for seal in Seal.objects.all() for pk in ids_of(seal.change_ids)]
    return sorted(sealed) == sorted(Change.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("articles", [1, WRITERS])
def test_every_chain_holds(reviewer: User, articles: int) -> None:
    project = reviewer.memberships.get().project
    written = [
        cast.make_article(project, reviewer, text=f"{cast.TEXT} Number {number}.")
        for number in range(articles)
    ]
    claims = [[cast.make_claim(article, reviewer) for article in written] for _ in range(WRITERS)]
    before = Action.objects.count()

    def work(number: int) -> None:
        # In each writer's own order: heads are locked last and sorted, so no ring can form.
        for claim in claims[number][number % articles :] + claims[number][: number % articles]:
            reword_claim(actor=acting(reviewer), claim=claim, version=None, statement=f"By {number}.")
            leave_note(actor=acting(reviewer), about=claim, text=f"By {number}.")

    assert at_once(work) == []
    assert Action.objects.count() - before == WRITERS * GESTURES * 2 * articles
    assert everything_is_sealed_once()
    assert verify(connection).findings == []
    assert Article.objects.count() == articles
    assert set(Claim.objects.values_list("version", flat=True)) == {1 + GESTURES}


# What one process does: its own claims, again and again, in an order of its own.
WRITER = """
import sys, django
django.setup()
from annotations.models import Claim, User
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from tests.cast import acting
number, gestures, *ids = map(int, sys.argv[1:])
olena = User.objects.get(username="olena")
for _ in range(gestures):
    for claim in [Claim.objects.get(pk=pk) for pk in ids]:
        reword_claim(actor=acting(olena), claim=claim, version=None, statement=f"By {number}.")
        leave_note(actor=acting(olena), about=claim, text=f"By {number}.")
"""


@pytest.mark.parametrize("articles", [1, WRITERS])
def test_every_chain_holds_between_processes(reviewer: User, articles: int) -> None:
    project = reviewer.memberships.get().project
    written = [
        cast.make_article(project, reviewer, text=f"{cast.TEXT} Number {number}.")
        for number in range(articles)
    ]
    claims = [[cast.make_claim(article, reviewer).pk for article in written] for _ in range(WRITERS)]
    before = Action.objects.count()
    environment = os.environ | {"DATABASE_URL": database_address(connection), "PYTHONPATH": str(REPOSITORY)}
    writers = [
        subprocess.Popen(  # noqa: S603 # our own command line
            [
                *(sys.executable, "-c", WRITER, str(number), str(GESTURES)),
                *map(str, ids[number % articles :] + ids[: number % articles]),
            ],
            cwd=REPOSITORY,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, ids in enumerate(claims)
    ]
    assert [writer.communicate(timeout=300)[1] for writer in writers] == [""] * WRITERS
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert Action.objects.count() - before == WRITERS * GESTURES * 2 * articles
    assert everything_is_sealed_once()
    assert verify(connection).findings == []
