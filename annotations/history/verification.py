"""Owns proving that the tables are what the history says. Reads one moment of the database and changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from annotations.history import postgresql_foreign, sqlite_foreign
from annotations.history.belonging import explained_late, misplaced
from annotations.history.chain import Chains, Redacted
from annotations.history.checkpoint_findings import checkpoint_findings, moved_streams
from annotations.history.comparison import compared
from annotations.history.digests import ActionFields
from annotations.history.erasures import Erased, erased_columns, erasure_findings
from annotations.history.finding import Finding
from annotations.history.installation import missing
from annotations.history.origins import attributed
from annotations.history.reading import one_moment
from annotations.history.recollecting import Recollection
from annotations.history.sqlite_storage import damages, misfits
from annotations.history.vouching import Vouched
from annotations.models import Change, Checkpoint, Redaction, Seal, SealHead
from annotations.models.audit import AUDITED, Audit

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
    # Actions that bear the mark of having been opened by factcheck.
    marked: int = 0
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
    mark_key: bytes | None = None,
    exported: Mapping[int, ActionFields] | None = None,
) -> Report:
    """Check chains and checkpoints, replay all Changes from nothing and compare every audited table.

    `key_line` is the public key of our checkpoints; `outside` a signed note that was kept elsewhere, `kept` the copies
    of them that lie outside the database. With `only_moved`, streams that have no seal after that note are left out
    once the tree was found to continue it. `mark_key` tells the Actions that factcheck opened from others; `exported`
    is what an export that was kept elsewhere says of Actions. `told` hears of every Change twice: in its chain, and
    as it is replayed.
    """
    report = Report()
    with one_moment(connection):
        _count(report, connection.alias)
        report.findings += _objects(connection)
        told_of_tree: list[Finding] = []
        if key_line:
            report.checkpoints = Checkpoint.objects.using(connection.alias).count()
            told_of_tree = _whole("the checkpoints", lambda: checkpoint_findings(key_line, outside, kept))
        # A tree that does not continue the note vouches for nothing: then everything is walked.
        streams = moved_streams(outside, key_line) if only_moved and outside and not told_of_tree else None
        redacted, of_actions = (
            _redacted(connection.alias, f"{what}_id") for what in ("change", "redacted_action")
        )
        vouched = Vouched(mark_key, of_actions)
        chains = Chains(connection, redacted, of_actions, streams, vouched.look, told)
        found = _whole("the chains", chains.findings)
        found = _recollected(found, chains, Recollection(connection.alias, exported or {}), of_actions)
        found += told_of_tree
        found += _whole("the gestures", lambda: _gestures(connection, vouched, chains))
        report.marked = vouched.marked
        if streams is not None:
            report.streams_not_walked = SealHead.objects.using(connection.alias).count() - len(streams)
            report.changes_not_walked = report.changes - chains.changes
        found += _rows(connection, chains, told, report)
        report.findings += attributed(connection.alias, found)
    return report


def _objects(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    for line in missing(connection):
        yield Finding("trigger", f"the trigger {line}: writes may go unrecorded")
    foreign = postgresql_foreign if connection.vendor == "postgresql" else sqlite_foreign
    for line in foreign.foreign_objects(connection):
        yield Finding("object", f"{line}: rows may be written or shown by it")


def _whole(what: str, findings: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """All of them. What no program of ours wrote may not even be readable: that is a finding, and the rest goes on."""
    found: list[Finding] = []
    try:
        for one in findings():
            found.append(one)  # noqa: PERF402 # what was found before is told as well
    except (DatabaseError, ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
        found.append(Finding("unreadable", f"{what} cannot be read to the end: {error}".strip()))
    return found


def _gestures(connection: BaseDatabaseWrapper, vouched: Vouched, chains: Chains) -> Iterator[Finding]:
    late = explained_late(connection, vouched.first) if vouched.first is not None else set()
    yield from (_by_whom(connection.alias, one) for one in vouched.findings(chains.altered, late))
    yield from misplaced(connection)
    yield from erasure_findings(connection.alias)


def _by_whom(alias: str, finding: Finding) -> Finding:
    """The name of a person that stands in a forged Action is what was forged; the database's own user is not."""
    changes = Change.objects.using(alias).filter(action_id=finding.row_id or 0).order_by("id")
    user = changes.values_list("db_user", flat=True).first()
    return replace(finding, problem=f"{finding.problem}; by the database user {user}") if user else finding


def _recollected(
    found: Iterable[Finding], chains: Chains, recollection: Recollection, erased: Redacted
) -> list[Finding]:
    """Where what an altered Action said can be told, a finding for each of its columns."""
    told: dict[int, list[tuple[str, Any, Any]]] = {}
    for pk, sealed in chains.altered.items():
        told[pk] = recollection.differences(pk, sealed, erased[pk][0] if pk in erased else None)
    return [
        one
        for finding in found
        for one in (
            [
                replace(finding, column=column, expected=was, found=now)
                for column, was, now in told[finding.row_id]
            ]
            if finding.kind == "action" and finding.row_id is not None and told.get(finding.row_id)
            else [finding]
        )
    ]


def number_of_changes(connection: BaseDatabaseWrapper) -> int:
    return Change.objects.using(connection.alias).count()


def _redacted(alias: str, what: str = "change_id") -> Redacted:
    rows = Redaction.objects.using(alias).filter(**{f"{what}__isnull": False}).order_by("id")
    return {pk: (was, now) for pk, was, now in rows.values_list(what, "body_hash", "replacement_hash")}


def _rows(
    connection: BaseDatabaseWrapper, chains: Chains, told: Progress, report: Report
) -> Iterator[Finding]:
    """What differs between tables and replay: in all rows, or in those that the walked streams touched."""
    erased = erased_columns(connection.alias)
    touched: dict[str, set[int]] = defaultdict(set)
    for entity, row_id in chains.rows:
        touched[entity].add(row_id)
    for audit in AUDITED.values():
        row_ids = None if chains.streams is None else touched[audit.entity]
        report.tables += row_ids is None or bool(row_ids)
        for finding in _table(connection, audit, erased, told, row_ids):
            yield _turned(finding) if finding.since_change in chains.broken else finding


def _table(
    connection: BaseDatabaseWrapper, audit: Audit, erased: Erased, told: Progress, row_ids: set[int] | None
) -> list[Finding]:
    found = _whole(audit.table, lambda: compared(connection, audit, erased, told, row_ids))
    if connection.vendor == "sqlite":
        found += _whole(audit.table, lambda: misfits(connection, audit))
        # Reads the whole table, so not where only what has moved is walked.
        found += _whole(audit.table, lambda: damages(connection, audit)) if row_ids is None else []
    return found


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
