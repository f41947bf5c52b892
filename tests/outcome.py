"""Owns what a run of tests came to: how many passed and failed, and what did not run and why."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Outcome:
    """One run on one engine. `not_run` counts skipped tests by reason; a reason ends in its remedy."""

    engine: str
    passed: int = 0
    failed: int = 0
    not_run: Counter[str] = field(default_factory=Counter)


def read_outcome(engine: str, report: Path) -> Outcome:
    """Reads the JUnit XML that pytest wrote; a missing report means that pytest itself broke: one failure."""
    if not report.exists():
        return Outcome(engine, failed=1)
    suite = next(ElementTree.parse(report).iter("testsuite"))  # noqa: S314 # pytest wrote it a moment ago
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    reasons = Counter(skipped.get("message", "no reason given") for skipped in suite.iter("skipped"))
    return Outcome(engine, count["tests"] - failed - count["skipped"], failed, reasons)


def closing_lines(outcomes: list[Outcome]) -> list[str]:
    """A line an engine, what did not run with its remedy, and the totals as "N passed, N failed"."""
    lines = [f"{outcome.engine}: {outcome.passed} passed, {outcome.failed} failed" for outcome in outcomes]
    for outcome in outcomes:
        for reason, count in sorted(outcome.not_run.items()):
            lines.append(f"NOT RUN on {outcome.engine} ({count}): {reason}")
    totals = f"{sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed"
    skipped = sum(outcome.not_run.total() for outcome in outcomes)
    return [*lines, totals + (f", {skipped} skipped" if skipped else "")]


def exit_status(outcomes: list[Outcome]) -> int:
    """1 when anything failed or nothing ran; with CI set, also when anything was left out."""
    if any(outcome.failed for outcome in outcomes) or not any(outcome.passed for outcome in outcomes):
        return 1
    left_out = any(outcome.not_run for outcome in outcomes)
    return int(left_out and os.environ.get("CI", "").lower() in {"1", "true", "yes"})
