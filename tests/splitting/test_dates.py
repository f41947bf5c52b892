"""Relative dates are completed from the day of publication, in brackets, and only where the calendar is sure."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.splitting.dates import with_dates

THURSDAY = date(2024, 3, 21)


@pytest.mark.parametrize(
    ("statement", "completed"),
    [
        ("The bus crashed on Tuesday.", "The bus crashed on Tuesday [2024-03-19]."),
        ("The bus crashed on Thursday.", "The bus crashed on Thursday [2024-03-21]."),
        ("The council will vote on Monday.", "The council will vote on Monday [2024-03-25]."),
        ("It rained yesterday.", "It rained yesterday [2024-03-20]."),
        ("Prices rose last month.", "Prices rose last month [February 2024]."),
        ("Prices rose last year.", "Prices rose last year [2023]."),
        ("It opened on Thursday, May 7, 2015.", "It opened on Thursday, May 7, 2015."),
        ("It opened last Thursday.", "It opened last Thursday."),
        ("It rained last week.", "It rained last week."),
    ],
)
def test_relative_dates(statement: str, completed: str) -> None:
    assert with_dates(statement, THURSDAY) == completed


def test_without_a_day_of_publication_nothing_is_added() -> None:
    assert with_dates("It rained yesterday.", None) == "It rained yesterday."


def test_the_calendar_may_end() -> None:
    assert with_dates("It rains tomorrow.", date.max) == "It rains tomorrow."
