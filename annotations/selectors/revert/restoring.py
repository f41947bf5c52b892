"""Answers what taking all that was done on a claim back to one of its moments would do, and what a rule keeps.

Writes nothing. A verdict is its reviewer's, what was published is the readers': such rows stay, each with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.history.actor import Actor
from annotations.models import Change, Claim, Correction
from annotations.selectors.as_of.articles import End, sealed_before, stream_of
from annotations.selectors.as_of.moments import ends_at
from annotations.selectors.revert.plan import PlannedRow, RevertPlan, revert_plan

# These are one thing: either all of them go back, or none.
ONE_THING = frozenset({"claim", "fragment", "ruling", "lineage"})
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """`plan` is what can be done, and None where nothing can; `left` are the rows that stay as they are, and why."""

    changes: tuple[Change, ...]
    plan: RevertPlan | None
    left: tuple[PlannedRow, ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same effect: what a person agreed to is what is done."""
        rows = self.plan.rows if self.plan else ()
        told = [
            (row.entity, row.row_id, row.how, [(v.label, v.old, v.new) for v in row.values]) for row in rows
        ]
        stays = [(row.entity, row.row_id, row.conflicts) for row in self.left]
        return hashlib.sha256(repr((told, stays)).encode()).hexdigest()


def changes_since(claim: Claim, number: int) -> list[Change]:
    """Every Change of the claim, and of what hangs on it, after this moment of its article; oldest first."""
    stream = stream_of(claim.article)
    _last, [end] = ends_at(claim.article, number)
    corrections = Correction.objects.filter(ruling__claim=claim).values("pk")
    on_it = Q(claim_id=claim.pk) | Q(entity="correction", row_id__in=corrections)
    changes = list(Change.objects.filter(on_it, stream=stream).order_by("id"))
    sealed = sealed_before(stream, end, [change.pk for change in changes])
    since = [change for change in changes if change.pk not in sealed]
    # Whom a note mentions is recorded under that person's name.
    notes = {change.action_id for change in since if change.entity == "note" and change.action_id}
    mentions = Change.objects.filter(entity="mention", action_id__in=notes) if notes else ()
    return sorted(
        {change.pk: change for change in (*since, *mentions)}.values(), key=lambda change: change.pk
    )


def claim_was_there(claim: Claim, end: End) -> bool:
    """Whether the claim existed at this end of its article's history."""
    stream = stream_of(claim.article)
    rows = Change.objects.filter(entity="claim", row_id=claim.pk, stream=stream).order_by("id")
    found = dict(rows.values_list("id", "operation"))
    sealed = sealed_before(stream, end, found)
    return bool(sealed) and found[max(sealed)] not in {Change.Operation.DELETE, Change.Operation.MOVE}


def restore_plan(claim: Claim, number: int, actor: Actor) -> RestorePlan:
    """The plan for the claim as it was at this moment. Rows that a rule keeps are left, until the rest can be done."""
    changes = changes_since(claim, number)
    rest: Sequence[Change] = changes
    left: dict[Key, PlannedRow] = {}
    while rest:
        plan = revert_plan(None, rest, actor)
        kept = _kept(plan.rows)
        left |= kept
        fewer = [change for change in rest if (change.entity, change.row_id) not in kept]
        if not plan.conflicts:
            return RestorePlan(tuple(rest), plan, tuple(left.values()))
        if len(fewer) == len(rest):
            break
        rest = fewer
    return RestorePlan((), None, tuple(left.values()))


def _kept(rows: Iterable[PlannedRow]) -> dict[Key, PlannedRow]:
    """The rows that cannot go back, and with one of the claim's own all of these."""
    rows = list(rows)
    is_claim_kept = any(row.conflicts for row in rows if row.entity in ONE_THING)
    return {
        (row.entity, row.row_id): row
        for row in rows
        if row.conflicts or (is_claim_kept and row.entity in ONE_THING)
    }
