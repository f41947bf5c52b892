"""`python -m tests.benchmarks.peers`: measures every way of recording in turn and prints one JSON object a figure.

Rounds are interleaved, so that a busy minute is everybody's, and the median of each way is told: wall seconds, and
seconds of this process's CPU, which another process takes no share of (PostgreSQL works in its own).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count

import tests.environment  # noqa: F401 # first of all: the data folder of a test, not the developer's

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.peers.settings"

import django

django.setup()

from typing import Any  # noqa: E402 # models are there only now

from django.db import connection  # noqa: E402

from tests.benchmarks.desk import empty_database  # noqa: E402
from tests.benchmarks.peers.ways import Way, ways  # noqa: E402
from tests.cast import make_person  # noqa: E402

MANY, ONE_BY_ONE = 10_000, 200
ROUNDS = {"create": 7, "update": 7, "bulk create": 3, "bulk update": 3}
NUMBERS = count(1)
Taken = dict[str, dict[str, list[tuple[float, float]]]]


def main() -> None:
    with empty_database():
        taken: Taken = defaultdict(lambda: defaultdict(list))
        found = ways(make_person("author"))
        for work, rounds in ROUNDS.items():
            for _ in range(rounds + 1):
                for way in found:
                    taken[work][way.name].append(_timed(_work(work, way)))
            print(f"  {connection.vendor}: {work}", file=sys.stderr, flush=True)  # noqa: T201
        for line in _figures(taken):
            print(json.dumps(line))  # noqa: T201


def _figures(taken: Taken) -> Iterator[dict[str, Any]]:
    for work, by_way in taken.items():
        for name, times in by_way.items():
            counted = times[1:]  # the first one warms up
            wall, cpu = (statistics.median(one[place] for one in counted) for place in (0, 1))
            yield {"work": work, "way": name, "wall": wall, "cpu": cpu}


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _work(work: str, way: Way) -> Callable[[], object]:
    newest = way.model._default_manager.order_by("-id")
    if work == "create":
        return lambda: _one_by_one(way, [_row(way) for _ in range(ONE_BY_ONE)])
    if work == "update":
        rows: list[Any] = list(newest[:ONE_BY_ONE])
        for row in rows:
            row.statement = f"Reworded for the {next(NUMBERS)}th time."
        return lambda: _one_by_one(way, rows)
    if work == "bulk create":
        fresh = [_row(way) for _ in range(MANY)]
        return lambda: _at_once(way, lambda: way.add(fresh))
    first = newest.values_list("id", flat=True)[MANY - 1]
    chosen, claimant = way.model._default_manager.filter(id__gte=first), f"Speaker {next(NUMBERS)}"
    return lambda: _at_once(way, lambda: way.change(chosen, claimant))


def _one_by_one(way: Way, rows: list[Any]) -> None:
    for row in rows:
        with way.around():
            row.save()


def _at_once(way: Way, work: Callable[[], object]) -> None:
    with way.around():
        work()


def _row(way: Way) -> Any:
    number = next(NUMBERS)
    return way.model(
        article_id=1,
        revision_id=1,
        statement=f"Inspectors found {number} cracked bolts in the bridge over the river, the city said on Monday.",
        start=number,
        end=number + 80,
        check_worthiness=0.73,
    )


if __name__ == "__main__":
    main()
