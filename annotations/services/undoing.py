"""Owns undoing and doing again: a person's own gestures on an article, the newest first, each by a new Action."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Action, Article, Change, Verb
from annotations.selectors.revert.plan import gesture_behind
from annotations.selectors.undoing import next_to_redo, next_to_undo
from annotations.services.reverts import revert_action
from annotations.services.rows import refuse
from annotations.text.span import Span


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone or done again: the gesture in words, the claims it was about (some may be gone now), and the
    characters whose marks changed."""

    words: str
    claim_ids: list[int]
    spans: list[Span]


def undo(*, actor: Actor, article: Article) -> TakenBack:
    """Take back the actor's newest gesture on the article that stands. Raises ValidationError when later work is in
    the way, or nothing is left."""
    action = next_to_undo(actor.person, article) if actor.person else None
    if action is None:
        raise refuse("action", _("You have nothing to undo in this article."), "nothing")
    return _taken_back(actor, action, Verb.GESTURE_UNDONE)


def redo(*, actor: Actor, article: Article) -> TakenBack:
    """Do again what the actor undid last, in the same way."""
    action = next_to_redo(actor.person, article) if actor.person else None
    if action is None:
        raise refuse("action", _("You have nothing to do again in this article."), "nothing")
    return _taken_back(actor, action, Verb.GESTURE_REDONE)


def undo_gesture(*, actor: Actor, action: Action) -> TakenBack:
    """Take back one gesture of the actor's own, in whatever articles it was. Raises PermissionDenied for another's."""
    if actor.person is None or action.actor_id != actor.id:
        raise PermissionDenied(_("Only who did it undoes it."))
    return _taken_back(actor, action, Verb.GESTURE_UNDONE)


def _taken_back(actor: Actor, action: Action, verb: Verb) -> TakenBack:
    changes = list(Change.objects.filter(action=action))
    revert_action(actor=actor, action=action, verb=verb)
    fragments = [change.values for change in changes if change.entity == "fragment"]
    return TakenBack(
        words=gesture_behind(action).get_verb_display(),
        claim_ids=sorted({change.claim_id for change in changes if change.claim_id}),
        spans=[Span(row["start"], row["end"]) for row in fragments if isinstance(row.get("start"), int)],
    )
