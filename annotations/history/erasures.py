"""Owns checking that every Redaction took values away, put nothing in their place, and was somebody's gesture."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotations.history.finding import Finding
from annotations.history.log_tables import ACTION_TABLE, CHANGE_TABLE, REDACTION_TABLE
from annotations.history.reading import in_parts
from annotations.models import Action, Change, Redaction, Verb
from annotations.text.erasing import BLOCK, ERASED

# Change -> the columns that may no longer say what they said.
Erased = Mapping[int, frozenset[str]]


def erased_columns(alias: str) -> Erased:
    found: dict[int, frozenset[str]] = {}
    rows = Redaction.objects.using(alias).filter(change_id__isnull=False)
    for change_id, columns in rows.values_list("change_id", "columns"):
        if change_id is not None:
            found[change_id] = found.get(change_id, frozenset()) | frozenset(columns.split(","))
    return found


def erasure_findings(alias: str) -> Iterator[Finding]:
    """Redactions that no gesture of erasing explains, and values that no erasing leaves behind."""
    rows = list(Redaction.objects.using(alias).order_by("id"))
    changes = Change.objects.using(alias)
    told = {
        pk: action_id
        for part in in_parts({row.pk for row in rows})
        for pk, action_id in changes.filter(entity="redaction", operation="I", row_id__in=part).values_list(
            "row_id", "action_id"
        )
    }
    erasing = Action.objects.using(alias).filter(verb=Verb.HISTORY_REDACTED)
    gestures = {
        pk
        for part in in_parts({row.action_id for row in rows})
        for pk in erasing.filter(pk__in=part).values_list("pk", flat=True)
    }
    for row in rows:
        if row.pk in told and (told[row.pk] != row.action_id or row.action_id not in gestures):
            problem = "was written into the database by hand: no gesture of erasing explains it"
            yield Finding("redaction", problem, REDACTION_TABLE, row.pk, since_action=row.action_id)
    yield from _left_in_changes(alias, rows)
    yield from _left_in_actions(alias, rows)


def _left_in_changes(alias: str, rows: list[Redaction]) -> Iterator[Finding]:
    by_change = {row.change_id: row for row in rows if row.change_id is not None}
    for part in in_parts(by_change):
        for pk, body in Change.objects.using(alias).filter(pk__in=part).values_list("pk", "body"):
            row = by_change[pk]
            yield from _left(CHANGE_TABLE, pk, _values(body), row)


def _left_in_actions(alias: str, rows: list[Redaction]) -> Iterator[Finding]:
    by_action = {row.redacted_action_id: row for row in rows if row.redacted_action_id is not None}
    for part in in_parts(by_action):
        for action in Action.objects.using(alias).filter(pk__in=part):
            row = by_action[action.pk]
            values = {name: getattr(action, name, "") for name in row.columns.split(",")}
            yield from _left(ACTION_TABLE, action.pk, values, row)


def _left(table: str, pk: int, values: dict[str, Any], row: Redaction) -> Iterator[Finding]:
    for column in row.columns.split(","):
        text = json.dumps(values.get(column), ensure_ascii=False)
        if column in values and ERASED not in text and BLOCK not in text:
            yield Finding(
                "redaction",
                f"redaction {row.pk} put something in the place of what it erased",
                table,
                pk,
                column,
                expected=ERASED,
                found=values[column],
                since_action=row.action_id,
            )


def _values(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}  # The chain says that it was altered.
    return found if isinstance(found, dict) else {}
