"""Owns undoing and doing again: a person's own gestures on an article, each taken back by a new Action.

Nothing is erased: what a gesture added is withdrawn or set aside, what it changed gets its old values again. What
somebody has changed since is left alone and said.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models
from django.utils import timezone

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.history.spelling import is_same
from annotations.models import (
    Action,
    Article,
    Change,
    Citation,
    Claim,
    Dismissal,
    Fragment,
    Note,
    State,
    Verdict,
)
from annotations.policy import require
from annotations.selectors.undoing import TAKEN_BACK_AS, next_to_redo, next_to_undo
from annotations.services.rows import changed, locked, refuse, stored
from annotations.text.span import Span

_VERSIONED: dict[str, type[Claim | Verdict | Citation | Note]] = {
    "claim": Claim,
    "verdict": Verdict,
    "citation": Citation,
    "note": Note,
}
_SET_ANEW = ("version", "withdrawn_at", "resolved_at")


@dataclass
class TakenBack:
    """What was taken back: its verb in words, the claims it was about, the characters whose marks changed."""

    words: str
    claim_ids: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def undo(*, actor: Actor, article: Article) -> TakenBack:
    """Take back the actor's newest gesture on the article that still stands."""
    action = next_to_undo(actor.person, article) if actor.person else None
    if action is None:
        raise refuse("action", "You have nothing to undo in this article.", "nothing")
    return take_back(actor=actor, article=article, action=action)


def redo(*, actor: Actor, article: Article) -> TakenBack:
    """Do again what the actor undid last."""
    action = next_to_redo(actor.person, article) if actor.person else None
    if action is None:
        raise refuse("action", "You have nothing to do again in this article.", "nothing")
    return take_back(actor=actor, article=article, action=action)


def take_back(*, actor: Actor, article: Article, action: Action) -> TakenBack:
    """Take back one gesture, whole or not at all. Raises ValidationError when somebody built on it since."""
    verb = TAKEN_BACK_AS[action.verb]
    require(actor, verb, article.project)
    changes = list(Change.objects.filter(action=action, stream=f"article:{article.pk}").order_by("-id"))
    done = TakenBack(words=action.get_verb_display())
    done.claim_ids = sorted({change.claim_id for change in changes if change.claim_id})
    with recorded(actor, verb, reason=f"Takes back: {action.get_verb_display()}.", reverts=action.pk):
        _hold(done.claim_ids)
        for change in changes:
            _take_back(change, done)
    return done


def _hold(claim_ids: list[int]) -> None:
    """Lock the claims, always in the same order. A published one is no longer changed, by undoing either."""
    for claim in Claim.objects.select_for_update().filter(pk__in=claim_ids).order_by("pk"):
        if claim.state == State.PUBLISHED:
            raise refuse("state", "The claim's ruling is published. It changes only through a correction.")


def _take_back(change: Change, done: TakenBack) -> None:
    if change.entity == "fragment":
        _take_back_fragment(change, done)
    elif change.entity in _VERSIONED:
        row = locked(_VERSIONED[change.entity].objects.get(pk=change.row_id), None)
        if change.operation == Change.Operation.INSERT:
            _withdraw(row)
        else:
            _set_back(row, change.values)


def _take_back_fragment(change: Change, done: TakenBack) -> None:
    """Fragments have no version: a respan takes them away and puts others in their place."""
    values = change.values
    done.spans.append(Span(values["start"], values["end"]))
    if change.operation == Change.Operation.DELETE:
        stored(Fragment(**{name: value for name, value in values.items() if name != "id"}))
    elif change.action is None or change.action.verb != "claim.marked":
        gone = Fragment.objects.filter(pk=change.row_id).first()
        if gone is None:
            raise refuse(
                "fragments", "The claim was moved in the text since, so this is not undone.", "since"
            )
        gone.delete()


def _withdraw(row: Claim | Verdict | Citation | Note) -> None:
    if isinstance(row, Claim):
        if row.verdicts.filter(withdrawn_at__isnull=True).exists():
            raise refuse("state", "The claim has a verdict by now, so it is not undone.", "since")
        changed(row, state=State.DISMISSED, dismissal=Dismissal.NOT_A_CLAIM)
    elif row.withdrawn_at is None:
        changed(row, withdrawn_at=timezone.now())


def _set_back(row: Claim | Verdict | Citation | Note, values: dict[str, Any]) -> None:
    """Give the row its old values, unless somebody changed one of them since."""
    old: dict[str, Any] = {}
    for column, (before, after) in values.items():
        target = cast("models.Field[Any, Any]", row._meta.get_field(column.removesuffix("_id")))
        if column in _SET_ANEW:
            if column != "version":
                old[column] = None if before is None else timezone.now()
        elif not is_same(row._meta.db_table, column, _now(row, column), after):
            raise refuse(
                column, f"Somebody changed this since: {target.verbose_name}. It is not undone.", "since"
            )
        elif not (column == "state" and _is_settled(row, before)):
            old[column] = _python(target, before)
    changed(row, **old)


def _is_settled(row: models.Model, state: str) -> bool:
    """Whether verdicts that stand keep a claim from being a mere suggestion again."""
    return (
        isinstance(row, Claim)
        and state == State.SUGGESTED
        and row.verdicts.filter(withdrawn_at__isnull=True).exists()
    )


def _now(row: models.Model, column: str) -> Any:
    """The column's value as the triggers would spell it."""
    return json.loads(json.dumps(getattr(row, column), default=str))


def _python(column: Any, value: Any) -> Any:
    """A recorded value as the model holds it; SQLite writes truth as 0 and 1."""
    return bool(value) if isinstance(column, models.BooleanField) else value
