"""Owns reading a publication date that says all of itself. Never guesses: an ambiguous 03/04/2024 is no date.

Month names: CLDR's wide and abbreviated forms for the languages below.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    1: "january jan januar jänner janvier enero gennaio styczeń stycznia січня января يناير",
    2: "february feb februar février febrero febbraio lutego лютого февраля فبراير",
    3: "march mar märz mrz mars marzo marca березня марта مارس",
    4: "april apr avril abril aprile kwietnia квітня апреля أبريل",
    5: "may mai mayo maggio maja травня мая مايو",
    6: "june jun juni juin junio giugno czerwca червня июня يونيو",
    7: "july jul juli juillet julio luglio lipca липня июля يوليو",
    8: "august aug août agosto sierpnia серпня августа أغسطس",
    9: "september sep sept septembre septiembre settembre września вересня сентября سبتمبر",
    10: "october oct oktober okt octobre octubre ottobre października жовтня октября أكتوبر",
    11: "november nov novembre noviembre listopada листопада ноября نوفمبر",
    12: "december dec dezember dez décembre diciembre dicembre grudnia грудня декабря ديسمبر",
}
_MONTH_NUMBER = {name: number for number, names in _MONTHS.items() for name in names.split()}
_WORD = r"[^\W\d_]{3,12}"
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\.?\d)"),
    re.compile(rf"\b(?P<name>{_WORD})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:de\s)?(?P<name>{_WORD})\.?,?\s(?:de\s)?(?P<y>\d{{4}})(?!\d)"
    ),
    re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?![\d/])"),
)
_BESIDE_A_DATE = frozenset(
    "published updated modified posted first last on at date am pm a m p t z uhr stand veröffentlicht aktualisiert "
    "datum mis à jour publié le el publicado опубліковано оновлено дата року г року опубликовано نشر تاريخ "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag понеділок вівторок середа четвер субота неділя "
    "公開 更新 配信 午前 午後 時 分".split()
)
_LONGEST = 200  # code points worth searching: a date line, not a paragraph


def find_date(text: str) -> date | None:
    """The first complete date in the first 200 code points of `text`, in any of the forms known; None without one.

    ISO 8601, year/month/day, 2024年3月21日, 21.03.2024 (day first, as everywhere dots are used), March 21, 2024,
    21 March 2024, and with slashes only where one number cannot be a month.
    """
    found = _first(" ".join(text[:_LONGEST].split()))
    return found[1] if found else None


def is_date_line(line: str) -> bool:
    """Whether a line gives a date and nothing else of weight ("Published 21 March 2024, 10:15 GMT")."""
    line = " ".join(line.split())
    found = _first(line) if len(line) <= 80 else None
    if not found:
        return False
    (start, end), _ = found
    rest = re.findall(r"[^\W\d_]+", line[:start] + " " + line[end:])
    return all(word.lower() in _BESIDE_A_DATE or (word.isupper() and len(word) <= 4) for word in rest)


def _first(line: str) -> tuple[tuple[int, int], date] | None:
    """The place and value of the first complete date."""
    found = []
    for form in _FORMS:
        for match in form.finditer(line):
            if day := _as_date(match):
                found.append((match.span(), day))
                break
    return min(found, default=None)


def _as_date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "a" in parts:
        numbers = _unambiguous(int(parts["a"]), int(parts["b"]))
    elif "name" in parts:
        numbers = (_MONTH_NUMBER.get(parts["name"].lower(), 0), int(parts["d"]))
    else:
        numbers = (int(parts["m"]), int(parts["d"]))
    try:
        return date(int(parts["y"]), *numbers)
    except ValueError:  # no such day, or no such month name
        return None


def _unambiguous(first: int, second: int) -> tuple[int, int]:
    """(month, day) of two numbers around a slash; (0, 0), which is no date, when either could be the month."""
    if first == second or first > 12 >= second:
        return second, first
    return (first, second) if second > 12 >= first else (0, 0)
