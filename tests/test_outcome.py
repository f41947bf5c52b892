"""What the suite says at its end is what happened."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.outcome import Outcome, closing_lines, exit_status, read_outcome

REPORT = """<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1">
  <testcase name="a"/><testcase name="b"/>
  <testcase name="c"><failure message="no"/></testcase>
  <testcase name="d"><error message="no"/></testcase>
  <testcase name="e"><skipped message="No Chromium. Run: install it"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    expected = Outcome("SQLite", passed=2, failed=2, not_run=Counter({"No Chromium. Run: install it": 1}))
    assert read_outcome("SQLite", report) == expected


def test_a_run_without_a_report_has_failed(tmp_path: Path) -> None:
    assert read_outcome("SQLite", tmp_path / "nothing.xml").failed == 1


def test_the_last_line_adds_up_and_what_did_not_run_is_named() -> None:
    outcomes = [Outcome("SQLite", 3, 0, Counter({"No Chromium. Run: x": 2})), Outcome("PostgreSQL", 4, 1)]
    assert closing_lines(outcomes) == [
        "SQLite: 3 passed, 0 failed",
        "PostgreSQL: 4 passed, 1 failed",
        "NOT RUN on SQLite (2): No Chromium. Run: x",
        "7 passed, 1 failed, 2 skipped",
    ]


@pytest.mark.parametrize(
    ("outcome", "ci", "status"),
    [
        (Outcome("SQLite", 1), "true", 0),
        (Outcome("SQLite", 1, 1), "", 1),
        (Outcome("SQLite"), "", 1),
        (Outcome("SQLite", 1, 0, Counter({"no": 1})), "", 0),
        (Outcome("SQLite", 1, 0, Counter({"no": 1})), "true", 1),
    ],
)
def test_a_skipped_test_fails_the_run_in_ci_alone(
    outcome: Outcome, ci: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    assert exit_status([outcome]) == status
