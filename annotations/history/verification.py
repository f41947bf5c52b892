"""Owns proving that the tables are what the history says. Reads one moment of the database and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.chain import Chains, Redacted
from annotations.history.checkpoint_findings import checkpoint_findings, moved_streams
from annotations.history.comparison import compared
from annotations.history.finding import Finding
from annotations.history.installation import missing
from annotations.history.reading import in_parts, one_moment
from annotations.models import Action, Change, Checkpoint, Redaction, Seal, SealHead
from annotations.models.audit import AUDITED

LISTED = 100
Progress = Callable[[int], object]


@dataclass(slots=True)
class Report:
    """`findings` is empty when every table equals its replay. Unexplained writes are recorded, so no finding."""

    changes: int = 0
    actions: int = 0
    tables: int = 0
    seals: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)
    unexplained: int = 0
    # The newest of them, LISTED at the most.
    unexplained_changes: list[dict[str, Any]] = field(default_factory=list)
    redactions: int = 0
    # What a check since a checkpoint left out: streams that have not moved since, and their Changes.
    streams_not_walked: int = 0
    changes_not_walked: int = 0

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(
    connection: BaseDatabaseWrapper,
    told: Progress = lambda number: None,
    *,
    key_line: str = "",
    outside: str | None = None,
    kept: Mapping[str, str] | None = None,
    only_moved: bool = False,
) -> Report:
    """Check chains and checkpoints, replay all Changes from nothing and compare every audited table.

    `key_line` is the public key of our checkpoints; `outside` a signed note that was kept elsewhere, `kept` the copies
    of them that lie outside the database. With
    `only_moved`, streams that have no seal after that note are left out once the tree was found to continue it.
    """
    report = Report()
    with one_moment(connection):
        _count(report, connection.alias)
        redacted = _redacted(connection.alias)
        report.findings += [
            Finding("trigger", f"the trigger {line}: writes may go unrecorded")
            for line in missing(connection)
        ]
        told_of_tree: list[Finding] = []
        if key_line:
            report.checkpoints = Checkpoint.objects.using(connection.alias).count()
            told_of_tree = list(checkpoint_findings(key_line, outside, kept))
        # A tree that does not continue the note vouches for nothing: then everything is walked.
        streams = moved_streams(outside, key_line) if only_moved and outside and not told_of_tree else None
        chains = Chains(connection, redacted, _redacted(connection.alias, "redacted_action_id"), streams)
        found = [*chains.findings(), *told_of_tree]
        if streams is not None:
            report.streams_not_walked = SealHead.objects.using(connection.alias).count() - len(streams)
            report.changes_not_walked = report.changes - chains.changes
        found += _rows(connection, redacted, chains, told, report)
        report.findings += _attributed(connection.alias, found)
    return report


def number_of_changes(connection: BaseDatabaseWrapper) -> int:
    return Change.objects.using(connection.alias).count()


def _redacted(alias: str, what: str = "change_id") -> Redacted:
    rows = Redaction.objects.using(alias).filter(**{f"{what}__isnull": False}).order_by("id")
    return {pk: (was, now) for pk, was, now in rows.values_list(what, "body_hash", "replacement_hash")}


def _rows(
    connection: BaseDatabaseWrapper, redacted: Redacted, chains: Chains, told: Progress, report: Report
) -> Iterator[Finding]:
    """What differs between tables and replay: in all rows, or in those that the walked streams touched."""
    touched: dict[str, set[int]] = defaultdict(set)
    for entity, row_id in chains.rows:
        touched[entity].add(row_id)
    for audit in AUDITED.values():
        row_ids = None if chains.streams is None else touched[audit.entity]
        report.tables += row_ids is None or bool(row_ids)
        for finding in compared(connection, audit, redacted, told, row_ids):
            yield _turned(finding) if finding.since_change in chains.broken else finding


def _turned(finding: Finding) -> Finding:
    """The Change that says what should be is itself not what was sealed: then it is the one to be doubted."""
    problem = f"{finding.problem}, or change {finding.since_change} was altered: it is not what was sealed"
    return replace(finding, problem=problem)


def _count(report: Report, alias: str) -> None:
    changes = Change.objects.using(alias)
    report.changes = changes.count()
    report.actions = changes.values("action_id").distinct().count()
    report.seals = Seal.objects.using(alias).count()
    report.redactions = Redaction.objects.using(alias).count()
    unexplained = changes.filter(action_id__isnull=True)
    report.unexplained = unexplained.count()
    report.unexplained_changes = [
        {
            "id": change.pk,
            "at": change.at.isoformat(),
            "table": change.entity,
            "row_id": change.row_id,
            "operation": change.get_operation_display(),
            "database_user": change.db_user,
        }
        for change in unexplained.order_by("-id")[:LISTED]
    ]


def _attributed(alias: str, found: Iterable[Finding]) -> list[Finding]:
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
        people |= {pk: (label, f"{at:%Y-%m-%d %H:%M:%S}") for pk, label, at in acted}
    return [_with_origin(finding, changes, people) for finding in findings]


def _with_origin(
    finding: Finding, changes: dict[int, tuple[Any, int | None]], people: dict[int, tuple[str, str]]
) -> Finding:
    at, action_id = changes.get(finding.since_change or 0, (None, finding.since_action))
    label, moment = people.get(action_id or 0, ("", ""))
    since = finding.since or (f"{at:%Y-%m-%d %H:%M:%S}" if at else moment)
    return replace(finding, since=since, since_action=action_id, by=label)
