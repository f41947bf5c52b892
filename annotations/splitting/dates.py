"""Owns completing relative dates from the day of publication: "on Thursday" becomes "on Thursday [2024-03-21]".

Adds only what the calendar says, in square brackets. Knows English words for days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_RELATIVE = re.compile(
    r"\b(?:(today|yesterday|tomorrow|tonight)"
    r"|((?:last|next|this) )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|(last|next|this) (week|month|year))\b(?!['’]s? \d)(?!,? (?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|to be|is to|are to|plans? to|expected to|due to|scheduled|next)\b", re.IGNORECASE
)
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def with_dates(statement: str, published_on: date | None) -> str:
    """The statement with every relative date completed; unchanged without a day of publication."""
    if published_on is None:
        return statement
    ahead = bool(_AHEAD.search(statement))
    return _RELATIVE.sub(
        lambda match: f"{match.group()}{_meant(match, published_on, ahead=ahead)}", statement
    )


def _meant(match: re.Match[str], day: date, *, ahead: bool) -> str:
    near, _, weekday, which, unit = match.groups()
    if near:
        return _bracketed(day, _NEAR[near.lower()])
    if weekday:
        return _weekday(weekday.lower(), (match.group(2) or "").strip().lower(), day, ahead=ahead)
    return _unit(which.lower(), unit.lower(), day)


def _bracketed(day: date, by: int) -> str:
    try:
        return f" [{(day + timedelta(days=by)).isoformat()}]"
    except OverflowError:
        return ""


def _weekday(name: str, which: str, day: date, *, ahead: bool) -> str:
    if which:  # "last Thursday" and "next Thursday" mean different weeks to different readers
        return ""
    back = (day.weekday() - _DAYS.index(name)) % 7
    return _bracketed(day, (7 - back) % 7 if ahead else -back)


def _unit(which: str, unit: str, day: date) -> str:
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return f" [{day.year + step}]"
    if unit == "month":
        month = day.year * 12 + day.month - 1 + step
        return f" [{_MONTHS[month % 12]} {month // 12}]"
    return ""
