"""Owns replaying the Changes of one row at a time from nothing. Says where they contradict themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from annotations.history.finding import Finding
from annotations.history.reading import Recorded
from annotations.history.spelling import is_same

Row = dict[str, Any]
# What json.loads calls in the end; a history has millions of bodies, and what follows one would break its seal.
decoded = json.JSONDecoder().raw_decode


def replayed(
    table: str, changes: Sequence[Recorded], redacted: Mapping[int, frozenset[str]]
) -> tuple[Row | None, list[Finding]]:
    """The row as its Changes leave it (None when it is gone), and every contradiction among them.

    Values that a Redaction took out of a Change, by its id and their columns, agree with anything.
    """
    replay = _Replay(table, changes)
    for position, change in enumerate(changes):
        replay.play(position, change, decoded(change.body)[0])
        if change.id in redacted:
            new = replay.findings[replay.sound :]
            replay.findings[replay.sound :] = [one for one in new if one.column not in redacted[change.id]]
        replay.sound = len(replay.findings)
    return replay.row, replay.findings


class _Replay:
    """One row on its way through its Changes."""

    def __init__(self, table: str, changes: Sequence[Recorded]) -> None:
        self.table, self.changes = table, changes
        self.row: Row | None = None
        self.findings: list[Finding] = []
        self.sound = 0

    def play(self, position: int, change: Recorded, body: Row) -> None:
        if change.operation == "U":
            self.update(position, change, body)
        elif change.operation == "D":
            self.remove(position, change, body)
        else:
            if change.operation == "I" and self.row is not None:
                self.contradicts(position, change, "adds a row that the history holds already")
            if change.operation == "B" and self.row is not None:
                self.restate(position, change, self.row, body)
            elif change.operation == "B":
                self.contradicts(position, change, "found a row that was added without a record")
            self.row = body

    def restate(self, position: int, change: Recorded, row: Row, body: Row) -> None:
        """Columns come and go with a migration; those that stay hold what they held."""
        both = row.keys() & body.keys()
        old, new = ({column: one[column] for column in both} for one in (row, body))
        problem = f"was changed without a record before change {change.id}"
        self.findings += differences(self.table, self.changes[:position], old, new, problem)

    def update(self, position: int, change: Recorded, body: Row) -> None:
        if self.row is None:
            self.contradicts(position, change, "changes a row that the history does not hold")
            self.row = {column: old for column, (old, _) in body.items()}
        row = self.row
        for column, (old, new) in body.items():
            if row.get(column) != old and column in row and not is_same(self.table, column, row[column], old):
                self.findings.append(
                    Finding(
                        kind="value",
                        problem=f"was changed without a record before change {change.id}",
                        table=self.table,
                        row_id=change.row_id,
                        column=column,
                        expected=row[column],
                        found=old,
                        since_change=last_change_of(column, self.changes[:position]),
                    )
                )
            row[column] = new

    def remove(self, position: int, change: Recorded, body: Row) -> None:
        if self.row is None:
            self.contradicts(position, change, "removes a row that the history does not hold")
        elif self.row != body:
            earlier = self.changes[:position]
            problem = f"was changed without a record before change {change.id}"
            self.findings += differences(self.table, earlier, self.row, body, problem)
        self.row = None

    def contradicts(self, position: int, change: Recorded, how: str) -> None:
        self.findings.append(
            Finding(
                kind="change",
                problem=f"change {change.id} {how}",
                table=self.table,
                row_id=change.row_id,
                since_change=self.changes[position - 1].id if position else None,
            )
        )


def differences(
    table: str, changes: Sequence[Recorded], expected: Row, found: Row, problem: str
) -> list[Finding]:
    """One Finding for each column in which two states of a row differ."""
    row_id = changes[0].row_id if changes else None
    return [
        Finding(
            kind="value",
            problem=problem,
            table=table,
            row_id=row_id,
            column=column,
            expected=expected.get(column),
            found=found.get(column),
            since_change=last_change_of(column, changes),
        )
        for column in sorted(expected.keys() | found.keys())
        if not _agrees(table, column, expected, found)
    ]


def last_change_of(column: str, changes: Sequence[Recorded]) -> int | None:
    """The id of the newest of these Changes that set the column."""
    return next((change.id for change in reversed(changes) if column in json.loads(change.body)), None)


def _agrees(table: str, column: str, expected: Row, found: Row) -> bool:
    if column not in expected or column not in found:
        return False
    return is_same(table, column, expected[column], found[column])
