"""A date is read when it says all of itself, and not guessed when it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.ingest.dates import find_date, is_date_line

THE_DAY = date(2024, 3, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-21",
        "date 2024-03-21 and words",
        "2024-03-21T10:15:00+01:00",
        "2024/03/21",
        "2024/3/21",
        "2024年3月21日",
        "21.03.2024",
        "21. 3. 2024",
        "March 21, 2024",
        "Mar. 21st, 2024",
        "21 March 2024",
        "Thu, 21 Mar 2024 10:15:00 +0100",
        "the 21st March 2024",
        "21. März 2024, 14:30 Uhr",
        "21 mars 2024",
        "21 de marzo de 2024",
        "21 marca 2024",
        "21 березня 2024 року",
        "21 марта 2024",
        "٢١ مارس ٢٠٢٤",
        "21/03/2024",
        "03/21/2024",
        "first 21 March 2024, later 22 March 2024",
    ],
)
def test_a_complete_date_is_read(text: str) -> None:
    assert find_date(text) == THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "March 21",
        "21 March",
        "March 2024",
        "KYIV, March 21 (TNA) --",
        "2024-02-30",
        "0000-01-01",
        "31.02.2024",
        "12024-03-211",
        "flight 21/03/2024/7",
        "version 1.2.2024.5",
        "21 Marching 2024",
        "",
    ],
)
def test_an_incomplete_ambiguous_or_impossible_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_the_same_number_twice_is_not_ambiguous() -> None:
    assert find_date("04/04/2024") == date(2024, 4, 4)


def test_only_the_head_of_a_long_text_is_searched() -> None:
    assert find_date("x " * 99 + "2024-03-21") is None


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_in_iso_and_dotted_form(day: date) -> None:
    assert find_date(day.isoformat()) == day
    assert find_date(f"{day.day}.{day.month}.{day.year}") == day


@given(st.text(st.sampled_from("0123456789/.- 年月日March,TZ٣"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = find_date(text)
    assert found is None or str(found.year) in "".join(str(int(c)) if c.isdigit() else c for c in text)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Published 21 March 2024, 10:15 GMT", True),
        ("Stand: 21. März 2024, 14:30 Uhr", True),
        ("Thu 21 Mar 2024 10.15 CET", True),
        ("2024年3月21日 公開", True),
        ("After 21 March 2024 everything changed", False),
        ("The attack of 21.03.2024", False),
        ("21 March", False),
    ],
)
def test_a_date_line_says_nothing_else(line: str, *, is_one: bool) -> None:
    assert is_date_line(line) is is_one
