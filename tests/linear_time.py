"""Owns telling linear from quadratic work by processor time. Judges no absolute speed: benchmarks do."""

from __future__ import annotations

import time
from collections.abc import Callable

# Seconds that a busy machine adds; reading these texts quadratically takes far longer.
SLACK = 0.5


def assert_linear(half: Callable[[], object], whole: Callable[[], object], *, runs: int = 8) -> None:
    """`whole` is twice the work of `half`: it takes at most 2.6 times the processor seconds, the best of some runs.

    They run in turn, so that a busy machine slows both; what it adds to one run it does not add to each of `runs`.
    """
    best = [float("inf"), float("inf")]
    for _ in range(runs):
        for which, work in enumerate((half, whole)):
            started = time.process_time()
            work()
            best[which] = min(best[which], time.process_time() - started)
        if best[1] <= 2.6 * best[0] + SLACK:
            return
    raise AssertionError(f"Half the work took {best[0]:.2f} s, all of it {best[1]:.2f} s.")
