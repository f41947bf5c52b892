"""Answers what taking a gesture back would do, and what later work stands in its way. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from annotations.history.spelling import is_same
from annotations.models import (
    Action,
    Article,
    Change,
    Citation,
    Claim,
    Fragment,
    Note,
    Source,
    State,
    Verb,
    Verdict,
)
from annotations.models.versioned import Versioned
from annotations.selectors.timeline_words import field_label, model_of

Revertible = Article | Claim | Fragment | Verdict | Source | Citation | Note
REVERTIBLE: tuple[type[Revertible], ...] = (Article, Claim, Fragment, Verdict, Source, Citation, Note)
# What readers were told changes through a Correction only, and access through the people's pages.
FINAL = frozenset(
    {Verb.RULING_PUBLISHED, Verb.RULING_CORRECTED, Verb.RULING_RETRACTED, Verb.HISTORY_REDACTED}
)
# A row that was added is not deleted: it is set aside as people set it aside.
SET_ASIDE = (Claim, Verdict, Citation, Note)


@dataclass(frozen=True, slots=True)
class Step:
    """One row taken back. `values` are set on it; `restores` makes it anew; `removes` ends it."""

    model: type[Revertible]
    row_id: int
    values: dict[str, Any] = field(default_factory=dict)
    restores: bool = False
    removes: bool = False
    sets_aside: bool = False


@dataclass(frozen=True, slots=True)
class Revert:
    """`steps` in the order in which they are taken; nothing is taken while there are `conflicts`, in sentences."""

    action: Action
    steps: tuple[Step, ...]
    conflicts: tuple[str, ...]


def revert_of(action: Action, *, by: Action | None = None) -> Revert:
    """What taking this gesture back means now. Changes are undone from the last to the first.

    `by` is the Action that is about to do it, if it is open already.
    """
    steps: list[Step] = []
    conflicts = (
        [] if action.verb not in FINAL else [f"What was done here ({action.get_verb_display()}) is final."]
    )
    taken_back = Action.objects.filter(reverts=OuterRef("pk"))
    standing = Action.objects.filter(~Exists(taken_back), reverts=action.pk).exclude(pk=by.pk if by else 0)
    if standing.exists():
        conflicts.append("This was taken back already.")
    for change in (
        Change.objects.filter(action=action).exclude(operation=Change.Operation.MOVE).order_by("-id")
    ):
        model = next((known for known in REVERTIBLE if known._meta.model_name == change.entity), None)
        if model is None:
            conflicts.append(f"A change of a {_noun(change)} is not taken back here.")
            continue
        step, problems = _step(model, change)
        conflicts += problems
        if step is not None:
            steps.append(step)
    if not steps and not conflicts:
        conflicts.append("There is nothing to take back.")
    return Revert(action, tuple(steps), tuple(dict.fromkeys(conflicts)))


def _step(model: type[Revertible], change: Change) -> tuple[Step | None, list[str]]:
    row = model._default_manager.filter(pk=change.row_id).first()
    if change.nonce == "":
        return None, [f"A value of this {_noun(change)} was erased from the history."]
    if change.operation == Change.Operation.DELETE:
        if row is not None:
            return None, [f"The {_noun(change)} is there again."]
        return Step(model, change.row_id, change.values, restores=True), []
    if row is None:
        return None, [f"The {_noun(change)} is gone."]
    if isinstance(row, Claim) and row.state == State.PUBLISHED:
        return None, ["The claim's ruling is published: it changes only through a correction."]
    if change.operation == Change.Operation.INSERT:
        return _added(model, change)
    return _changed(model, change, row)


def _added(model: type[Revertible], change: Change) -> tuple[Step | None, list[str]]:
    if model is Fragment:
        return Step(model, change.row_id, removes=True), []
    if model not in SET_ASIDE:
        return None, [f"A new {_noun(change)} is not taken back."]
    later = Change.objects.filter(entity=change.entity, row_id=change.row_id, id__gt=change.pk)
    if later.exclude(action=change.action).exists():
        return None, [f"The {_noun(change)} was changed since."]
    return Step(model, change.row_id, sets_aside=True), []


def _changed(model: type[Revertible], change: Change, row: Revertible) -> tuple[Step | None, list[str]]:
    values, problems = {}, []
    for column, (old, new) in change.values.items():
        if column == "version" and isinstance(row, Versioned):
            continue
        if not is_same(model._meta.db_table, column, _stored(row, column), new):
            label = field_label(change.entity, column)
            problems.append(f"The {_noun(change)}'s {label} was changed since.")
        values[column] = old
    return (Step(model, change.row_id, values) if values else None), problems


def _stored(row: models.Model, column: str) -> Any:
    """The value as a Change would spell it, near enough for `is_same`."""
    found = next(field for field in row._meta.local_fields if field.column == column)
    value = getattr(row, found.attname)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _noun(change: Change) -> str:
    model = model_of(change.entity)
    return str(model._meta.verbose_name) if model else change.entity
