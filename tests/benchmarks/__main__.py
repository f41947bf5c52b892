"""`python -m tests.benchmarks [name...]`: measures every `bench_*.py` beside it and prints one table.

Each such module has `def measure() -> Iterable[Figure]`. The status is 1 when a figure is over its budget.
"""

from __future__ import annotations

import datetime
import importlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django

import tests.environment  # noqa: F401 # first of all: the data folder of a test, not the developer's
from tests.benchmarks.figure import Figure

HEADINGS = ("work", "seconds", "floor", "seconds", "ratio", "budget", "")
LEFT, RIGHT = "<", ">"
ALIGNMENT = (LEFT, RIGHT, LEFT, RIGHT, RIGHT, RIGHT, LEFT)


def main(names: list[str]) -> int:
    wanted = names or sorted(path.stem[len("bench_") :] for path in Path(__file__).parent.glob("bench_*.py"))
    django.setup()
    figures = list(measured(wanted))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(f"\n{today}, {machine}\n")  # noqa: T201 # a command's own output
    print("\n".join(table(figures)))  # noqa: T201
    return int(not all(figure.is_within_budget for figure in figures))


def measured(names: Iterable[str]) -> Iterator[Figure]:
    for name in names:
        print(f"measuring {name}", file=sys.stderr, flush=True)  # noqa: T201
        yield from importlib.import_module(f"tests.benchmarks.bench_{name}").measure()


def table(figures: list[Figure]) -> list[str]:
    """Lines of equal columns: a heading, a rule, a line a figure."""
    rows = [HEADINGS, *(cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(row, ALIGNMENT, widths, strict=True))
        for row in rows
    ]
    return [line.rstrip() for line in (lines[0], "-" * len(lines[0]), *lines[1:])]


def amount(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if unit else f"{value:.4f}"


def cells(figure: Figure) -> tuple[str, ...]:
    budget = "" if figure.budget is None else f"{figure.budget:.2f}"
    verdict = "" if figure.is_within_budget else "OVER BUDGET"
    detail = ", ".join(filter(None, (figure.detail, verdict)))
    return (
        figure.work,
        amount(figure.seconds, figure.unit),
        figure.floor,
        amount(figure.floor_seconds, figure.unit),
        f"{figure.ratio:.2f}",
        budget,
        detail,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
