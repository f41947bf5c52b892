"""What recording and sealing cost a write, beside the same write without history, and beside what libraries cost.

On claims as the product stores them (their search index is kept on both sides), with the budgets; then on a bare table
of a claim's columns, where the libraries stand in the same rounds. And verifying.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from statistics import median

from django.db import connection, transaction

from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Change, Claim, State, Verb
from tests.benchmarks.desk import empty_database, make_article, make_desk
from tests.benchmarks.figure import Figure
from tests.cast import STAGE
from tests.flushing import triggers_lifted

MANY = 10_000
ONE_BY_ONE = 200
ROUNDS = 5
NUMBERS = count(1)
Around = Callable[[], AbstractContextManager[object]]
Taken = dict[str, list[tuple[float, float]]]
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
        on: Taken = defaultdict(list)
        off: Taken = defaultdict(list)
        for _ in range(ROUNDS + 1):  # the first round warms up; rounds alternate, for the machine is shared
            _round(new, lambda: recorded(STAGE, Verb.CLAIM_CHANGED), on)
            with _without_history():
                _round(new, transaction.atomic, off)
        for work, budget in BUDGETS[connection.vendor].items():
            yield _compared(work, on[work][1:], off[work][1:], budget)
    yield from _beside_libraries()
    with empty_database():
        article = make_article(*make_desk(), next(NUMBERS))
        new = _claims(article.pk, article.revisions.get().pk)
        _round(new, lambda: recorded(STAGE, Verb.CLAIM_CHANGED), defaultdict(list))
        yield _verifying()


def _compared(
    work: str, on: list[tuple[float, float]], off: list[tuple[float, float]], budget: float
) -> Figure:
    wall, cpu = (median(one[place] for one in on) for place in (0, 1))
    floor_wall, floor_cpu = (median(one[place] for one in off) for place in (0, 1))
    detail = f"own CPU {cpu / floor_cpu:.2f}"
    return Figure(f"{connection.vendor}: {work}", wall, "no history", floor_wall, budget, detail)


def _beside_libraries() -> Iterator[Figure]:
    """The same four works in a process of its own, whose settings the libraries may fill with theirs."""
    environment = os.environ | {"DATABASE_URL": os.environ.get("DATABASE_URL", "")}
    if not environment["DATABASE_URL"]:
        del environment["DATABASE_URL"]
    command = [sys.executable, "-m", "tests.benchmarks.peers"]
    told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout  # noqa: S603
    found = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    floors = {one["work"]: one for one in found if one["way"] == "nothing"}
    if {one["way"] for one in found} == {"nothing", "factcheck"}:
        print("No library to compare with is installed: `make bench` installs them.", file=sys.stderr)  # noqa: T201
    for one in found:
        if one["way"] != "nothing":
            floor = floors[one["work"]]
            yield Figure(
                f"{connection.vendor}: bare {one['work']}, {one['way']}",
                one["wall"],
                "no history",
                floor["wall"],
                detail=f"own CPU {one['cpu'] / floor['cpu']:.2f}",
            )


@contextmanager
def _without_history() -> Iterator[None]:
    """The triggers that record, seal and refuse are off; those that keep the search index stay."""
    with triggers_lifted(connection, but="find_"):
        yield


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


def _round(new: Callable[[], Claim], around: Around, taken: Taken) -> None:
    rows: list[Claim] = [new() for _ in range(ONE_BY_ONE)]
    many = [new() for _ in range(MANY)]

    def save_one_by_one() -> None:
        for claim in rows:
            with around():
                claim.save()

    def create_at_once() -> None:
        with around():
            Claim.objects.bulk_create(many)

    def update_at_once() -> None:
        with around():
            Claim.objects.filter(id__gte=first).update(claimant=f"Speaker {next(NUMBERS)}")

    taken["create"].append(_timed(save_one_by_one))
    for claim in rows:
        claim.statement = f"Reworded for the {next(NUMBERS)}th time."
    taken["update"].append(_timed(save_one_by_one))
    taken["bulk create"].append(_timed(create_at_once))
    first = Claim.objects.order_by("-id").values_list("id", flat=True)[MANY - 1]
    taken["bulk update"].append(_timed(update_at_once))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and seconds of this process's CPU: on PostgreSQL most of the work is another process's."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


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
