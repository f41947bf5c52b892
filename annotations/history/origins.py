"""Owns saying of a Finding when, in which gesture and by whom what should be was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from annotations.history.finding import Finding
from annotations.history.reading import in_parts
from annotations.models import Action, Change


def attributed(alias: str, found: Iterable[Finding]) -> list[Finding]:
    """The findings with when, in which gesture and by whom what should be was written."""
    findings = list(found)
    changes: dict[int, tuple[Any, int | None]] = {}
    for part in in_parts({one.since_change for one in findings if one.since_change is not None}):
        rows = Change.objects.using(alias).filter(pk__in=part)
        changes |= {pk: (at, action_id) for pk, at, action_id in rows.values_list("pk", "at", "action_id")}
    actions = {one.since_action for one in findings} | {action_id for _, action_id in changes.values()}
    people: dict[int, tuple[str, str]] = {}
    for part in in_parts({pk for pk in actions if pk is not None}):
        acted = Action.objects.using(alias).filter(pk__in=part).values_list("pk", "actor_label", "at")
        people |= {pk: (label, f"{at:%Y-%m-%d %H:%M:%S}" if at else "") for pk, label, at in acted}
    return [_with_origin(finding, changes, people) for finding in findings]


def _with_origin(
    finding: Finding, changes: dict[int, tuple[Any, int | None]], people: dict[int, tuple[str, str]]
) -> Finding:
    at, action_id = changes.get(finding.since_change or 0, (None, finding.since_action))
    label, moment = people.get(action_id or 0, ("", ""))
    since = finding.since or (f"{at:%Y-%m-%d %H:%M:%S}" if at else moment)
    return replace(finding, since=since, since_action=action_id, by=label)
