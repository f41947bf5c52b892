"""Owns the shape of a measured figure and how one is timed. Judges no budget but the one it is given."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Seconds for some work beside the seconds of a floor, the least that such work could cost here.

    `budget` is the ratio allowed by DESIGN section 13, as the most (`seconds / floor` at most the budget);
    None where the figure is only watched. `detail` says it in the reader's units ("612 sentences a second").
    A figure that is not a time says what it counts as its `unit`.
    """

    work: str
    seconds: float
    floor: str
    floor_seconds: float
    budget: float | None = None
    detail: str = ""
    unit: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor_seconds

    @property
    def is_within_budget(self) -> bool:
        return self.budget is None or self.ratio <= self.budget


def seconds_for(work: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs, after one that warms up and is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def percentile(taken: list[float], share: float) -> float:
    """The value below which this share (0 to 1) of the measurements lies, by the nearest rank."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
