"""Owns the shape of what a verification finds wrong, and its one line for a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from annotations.models.audit import AUDITED

# As much of a value as a line shows, from a little before the place where two values part.
SHOWN, BEFORE = 120, 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the history says. `problem` is a sentence; the rest says exactly where.

    `since_change` is the id of the last Change that agrees with `expected`, and `since`, `since_action` and `by` say
    when, in which gesture and by whom it was made: the break is later than that.
    """

    kind: str
    problem: str
    table: str = ""
    row_id: int | None = None
    column: str = ""
    expected: Any = None
    found: Any = None
    since_change: int | None = None
    since: str = ""
    since_action: int | None = None
    by: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        """`claim 17: statement should be 'X' (Olena, 2026-05-03 14:05:00, gesture 41, change 96), is 'Y': ...`."""
        said = self._recorded()
        if self.column:
            expected, found = _shown(self.expected, self.found)
            where = f"{self.where}: {self.column} should be {expected}{said}, is {found}"
            return f"{where}: {self.problem}"
        where = f"{self.where}: {self.problem}" if self.where else self.problem
        expected = f": it should be {_cut(repr(self.expected), 0)}" if self.expected is not None else ""
        return f"{where}{expected}{said}"

    @property
    def where(self) -> str:
        """`claim 17`; a chain names its stream itself."""
        if self.row_id is None:
            return ""
        audit = AUDITED.get(self.table)
        return f"{audit.entity if audit else self.table.removeprefix('annotations_')} {self.row_id}"

    def _recorded(self) -> str:
        parts = [self.by, self.since]
        parts.append(f"gesture {self.since_action}" if self.since_action is not None else "")
        parts.append(f"change {self.since_change}" if self.since_change is not None else "")
        told = ", ".join(part for part in parts if part)
        return f" ({told})" if told else ""


def _shown(expected: Any, found: Any) -> tuple[str, str]:
    """Both values, so cut that the place where they part can be seen."""
    one, other = repr(expected), repr(found)
    start = 0
    if max(len(one), len(other)) > SHOWN:
        parting = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
        start = max(0, parting - BEFORE)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")
