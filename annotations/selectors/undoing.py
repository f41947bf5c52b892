"""Answers which of a person's gestures on an article is undone or done again next. Takes nothing back itself.

There is no table of it: the Actions say what was done, undone and done again, and in which order.
"""

from __future__ import annotations

from annotations.models import Action, Article, Change, User, Verb
from annotations.selectors.revert.plan import FOR_GOOD, reverted_among

# How far back a person may go; older gestures are reverted from the history.
REACH = 200
# Passed over: what is final, and what is no gesture on the workbench.
NEVER = FOR_GOOD | {Verb.ARTICLE_ADDED, Verb.ARTICLES_IMPORTED, Verb.HISTORY_REDACTED, Verb.SEEDS_LOADED}


def next_to_undo(person: User, article: Article) -> Action | None:
    """The person's newest gesture on the article that stands; None when nothing is left."""
    return _newest_standing(_undo_and_redo(person, article)[0])


def next_to_redo(person: User, article: Article) -> Action | None:
    """The person's newest undoing that stands, unless they have done something new since."""
    return _newest_standing(_undo_and_redo(person, article)[1])


def newest_gesture(person: User, request_id: str) -> Action | None:
    """The Action that a request of the person has just made, if it made one."""
    return Action.objects.filter(actor_id=person.pk, request_id=request_id).order_by("-id").first()


def _undo_and_redo(person: User, article: Article) -> tuple[list[Action], list[Action]]:
    """What can be undone and what can be done again, each with the next one last."""
    to_undo: list[Action] = []
    to_redo: list[Action] = []
    for action in _gestures(person, article):
        if action.verb == Verb.GESTURE_UNDONE:
            to_undo = [each for each in to_undo if each.pk != action.reverts]
            to_redo.append(action)
        elif action.verb == Verb.GESTURE_REDONE:
            to_redo = [each for each in to_redo if each.pk != action.reverts]
            to_undo.append(action)
        else:
            to_undo.append(action)
            to_redo = []
    return [each for each in to_undo if each.verb not in NEVER], to_redo


def _gestures(person: User, article: Article) -> list[Action]:
    """Oldest first."""
    here = Change.objects.filter(stream=f"article:{article.pk}", action__isnull=False).values("action")
    mine = Action.objects.filter(actor_id=person.pk, pk__in=here)
    return list(mine.order_by("-id")[:REACH])[::-1]


def _newest_standing(actions: list[Action]) -> Action | None:
    """The last one that nobody else has taken back."""
    fallen = reverted_among([each.pk for each in actions]) if actions else set()
    return next((each for each in reversed(actions) if each.pk not in fallen), None)
