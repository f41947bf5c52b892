"""Owns proving that the tables are what the history says. Reads one moment of the database and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history.chain import chain_findings
from annotations.history.checkpoints import checkpoint_findings
from annotations.history.comparison import compared
from annotations.history.finding import Finding
from annotations.history.installation import missing
from annotations.history.reading import one_moment
from annotations.models import Change, Checkpoint, Redaction, Seal
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

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify(
    connection: BaseDatabaseWrapper,
    told: Progress = lambda number: None,
    *,
    key_line: str = "",
    outside: str | None = None,
) -> Report:
    """Check chains and checkpoints, replay all Changes from nothing and compare every audited table.

    `key_line` is the public key of our checkpoints; `outside` a signed note that was kept elsewhere.
    """
    report = Report()
    with one_moment(connection):
        _count(report, connection.alias)
        erased = Redaction.objects.using(connection.alias)
        redacted = {
            change: (was, now)
            for change, was, now in erased.order_by("id").values_list(
                "change_id", "body_hash", "replacement_hash"
            )
        }
        report.findings += [
            Finding("trigger", f"the trigger {line}: writes may go unrecorded")
            for line in missing(connection)
        ]
        report.seals = Seal.objects.using(connection.alias).count()
        report.findings += chain_findings(connection, redacted)
        if key_line:
            report.checkpoints = Checkpoint.objects.using(connection.alias).count()
            report.findings += checkpoint_findings(key_line, outside)
        for audit in AUDITED.values():
            report.tables += 1
            found = compared(connection, audit, redacted, told)
            report.findings += _dated(connection.alias, found)
    return report


def number_of_changes(connection: BaseDatabaseWrapper) -> int:
    return Change.objects.using(connection.alias).count()


def _count(report: Report, alias: str) -> None:
    changes = Change.objects.using(alias)
    report.changes = changes.count()
    report.actions = changes.values("action_id").distinct().count()
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


def _dated(alias: str, findings: Iterator[Finding]) -> list[Finding]:
    found = list(findings)
    ids = {finding.since_change for finding in found if finding.since_change is not None}
    moments = dict(Change.objects.using(alias).filter(pk__in=list(ids)[:10_000]).values_list("pk", "at"))
    return [
        replace(finding, since=f"{moments[finding.since_change]:%Y-%m-%d %H:%M:%S}")
        if finding.since_change in moments
        else finding
        for finding in found
    ]
