"""What recording and sealing cost a write, against the same write without triggers and Action; and verifying."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import count

from django.db import connection, transaction

from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Change, Claim, State, Verb
from tests.benchmarks.desk import empty_database, make_article, make_desk
from tests.benchmarks.figure import Figure, seconds_for
from tests.cast import STAGE
from tests.flushing import triggers_lifted

MANY = 10_000
ONE_BY_ONE = 300
NUMBERS = count(1)
Around = Callable[[], AbstractContextManager[object]]
# The most that each kind of write may cost, by engine.
BUDGETS = {
    "sqlite": {"create": 1.8, "update": 2.1, "bulk create": 1.4, "bulk update": 8.0},
    "postgresql": {"create": 1.6, "update": 1.6, "bulk create": 1.4, "bulk update": 5.0},
}
VERIFIED_A_SECOND = 60_000


def measure() -> Iterator[Figure]:
    with empty_database():
        article = make_article(*make_desk(), next(NUMBERS))
        new = _claims(article.pk, article.revisions.get().pk)
        on = _costs(new, lambda: recorded(STAGE, Verb.CLAIM_CHANGED))
        with triggers_lifted(connection):
            off = _costs(new, transaction.atomic)
        for work, budget in BUDGETS[connection.vendor].items():
            yield Figure(f"{connection.vendor}: {work}", on[work], "no history", off[work], budget)
    with empty_database():
        article = make_article(*make_desk(), next(NUMBERS))
        new = _claims(article.pk, article.revisions.get().pk)
        _costs(new, lambda: recorded(STAGE, Verb.CLAIM_CHANGED), times=1)
        yield _verifying()


def _claims(article_id: int, revision_id: int) -> Callable[[], Claim]:
    def new() -> Claim:
        number = next(NUMBERS)
        return Claim(
            article_id=article_id,
            revision_id=revision_id,
            state=State.OPEN,
            statement=f"Inspectors found {number} cracked bolts in the bridge over the river, the city said on Monday.",
            start=number,
            end=number + 80,
            check_worthiness=0.73,
        )

    return new


def _costs(new: Callable[[], Claim], around: Around, times: int = 5) -> dict[str, float]:
    rows: list[Claim] = []

    def create_one_by_one() -> None:
        for _ in range(ONE_BY_ONE):
            with around():
                claim = new()
                claim.save()
                rows.append(claim)

    def update_one_by_one() -> None:
        for claim in rows[-ONE_BY_ONE:]:
            claim.statement = f"Reworded for the {next(NUMBERS)}th time."
            with around():
                claim.save()

    def create_at_once() -> None:
        with around():
            Claim.objects.bulk_create(new() for _ in range(MANY))

    def update_at_once() -> None:
        newest = Claim.objects.order_by("-id").values("id")[:MANY]
        ids = [row["id"] for row in newest]
        with around():
            Claim.objects.filter(id__gte=ids[-1]).update(claimant=f"Speaker {next(NUMBERS)}")

    return {
        "create": seconds_for(create_one_by_one, times=times),
        "update": seconds_for(update_one_by_one, times=times),
        "bulk create": seconds_for(create_at_once, times=min(times, 3)),
        "bulk update": seconds_for(update_at_once, times=min(times, 3)),
    }


def _verifying() -> Figure:
    changes = Change.objects.count()
    start = time.perf_counter()
    report = verify(connection)
    seconds = time.perf_counter() - start
    assert report.is_sound, report.findings[:3]
    floor = changes / VERIFIED_A_SECOND
    rate = f"{changes / seconds:,.0f} changes a second"
    return Figure(
        f"{connection.vendor}: verify {changes:,} changes", seconds, "60,000 a second", floor, 1.0, rate
    )
