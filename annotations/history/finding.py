"""Owns the shape of what a verification finds wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the history says. `problem` is a sentence; the rest says exactly where.

    `since_change` is the id of the last Change that agrees with `expected`; the break is later than that.
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

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        """The finding in one line for a terminal."""
        where = f"{self.table} {self.row_id}" if self.row_id is not None else self.table
        parts = [where, self.column, self.problem]
        if self.column:
            parts.append(f"should be {self.expected!r}, is {self.found!r}")
        if self.since_change is not None:
            parts.append(f"since change {self.since_change} of {self.since}")
        return ": ".join(part for part in parts if part)
