"""Six writers at once, on one article and on many: every chain holds, nobody is lost, nobody waits in a ring."""

from __future__ import annotations

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
