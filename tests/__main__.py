"""`python -m tests [pytest arguments]`: the whole suite on SQLite, then all that stores on PostgreSQL.

Browser tests run once, on SQLite: what a browser shows does not depend on the engine. What could not
run is named at the end with the command that would make it run; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.engines import EngineMissingError, postgresql
from tests.outcome import Outcome, closing_lines, exit_status, read_outcome

NO_TESTS_COLLECTED = 5


def main(arguments: list[str]) -> int:
    outcomes = [run("SQLite", None, arguments)]
    try:
        with postgresql() as address:
            stored = ["-m", "database and not browser and not sqlite", *arguments]
            outcomes.append(run("PostgreSQL", address, stored))
    except EngineMissingError as missing:
        outcomes.append(Outcome("PostgreSQL", not_run=Counter({str(missing): 1})))
    print("", *closing_lines(outcomes), sep="\n", flush=True)  # noqa: T201 # a command's own output
    return exit_status(outcomes)


def run(engine: str, address: str | None, arguments: list[str]) -> Outcome:
    """Runs pytest in a process of its own against the database at `address`; None is SQLite."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if address is not None:
        environment["DATABASE_URL"] = address
    print(f"\n=== {engine} ===", flush=True)  # noqa: T201
    with tempfile.TemporaryDirectory(prefix="factcheck-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "--quiet", f"--numprocesses={processes()}"]
        finished = subprocess.run(  # noqa: S603 # our own command line
            [*command, f"--junit-xml={report}", *arguments], env=environment, check=False
        )
        outcome = read_outcome(engine, report)
    if finished.returncode in {0, NO_TESTS_COLLECTED} or outcome.failed:
        return outcome
    return Outcome(engine, outcome.passed, 1, outcome.not_run)


def processes() -> int:
    return max(2, os.cpu_count() or 2)


def end_in_good_order(number: int, frame: object) -> None:
    """A run that is called off still stops the PostgreSQL that it started."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end_in_good_order)
    sys.exit(main(sys.argv[1:]))
