"""Answers which of a person's gestures on an article is undone or done again next. Takes nothing back itself."""

from __future__ import annotations

from annotations.models import Action, Article, Change, User, Verb

# How far back a person may go; older gestures are reverted from the history.
REACH = 200

# What can be taken back, and the verb under which that is recorded: a gesture of its own, never an erasure.
TAKEN_BACK_AS: dict[str, Verb] = {
    Verb.CLAIM_MARKED: Verb.CLAIM_DISMISSED,
    Verb.CLAIM_ACCEPTED: Verb.CLAIM_CHANGED,
    Verb.CLAIM_REWORDED: Verb.CLAIM_REWORDED,
    Verb.CLAIM_RESPANNED: Verb.CLAIM_RESPANNED,
    Verb.CLAIM_CHANGED: Verb.CLAIM_CHANGED,
    Verb.CLAIM_DISMISSED: Verb.CLAIM_RESTORED,
    Verb.CLAIM_RESTORED: Verb.CLAIM_DISMISSED,
    Verb.VERDICT_GIVEN: Verb.VERDICT_WITHDRAWN,
    Verb.VERDICT_REVISED: Verb.VERDICT_REVISED,
    Verb.VERDICT_WITHDRAWN: Verb.VERDICT_REVISED,
    Verb.SOURCE_CITED: Verb.CITATION_WITHDRAWN,
    Verb.CITATION_CHANGED: Verb.CITATION_CHANGED,
    Verb.CITATION_WITHDRAWN: Verb.CITATION_CHANGED,
    Verb.NOTE_LEFT: Verb.NOTE_WITHDRAWN,
    Verb.NOTE_CHANGED: Verb.NOTE_CHANGED,
    Verb.NOTE_RESOLVED: Verb.NOTE_REOPENED,
    Verb.NOTE_REOPENED: Verb.NOTE_RESOLVED,
    Verb.NOTE_WITHDRAWN: Verb.NOTE_CHANGED,
}


def next_to_undo(person: User, article: Article) -> Action | None:
    """The person's newest gesture on the article that stands; None when nothing is left."""
    gestures = _gestures(person, article)
    standing = _standing(gestures)
    return next((each for each in gestures if each.reverts is None and each.pk in standing), None)


def next_to_redo(person: User, article: Article) -> Action | None:
    """The newest undoing that stands, unless the person has done something new since.

    Going on undoing is nothing new: the last one undone is the first one done again.
    """
    gestures = _gestures(person, article)
    standing = _standing(gestures)
    own = {each.pk for each in gestures if each.reverts is None}
    for each in gestures:
        if each.reverts is None:
            return None
        if each.pk in standing and each.reverts in own:
            return each
    return None


def _gestures(person: User, article: Article) -> list[Action]:
    """Newest first."""
    here = Change.objects.filter(stream=f"article:{article.pk}", action__isnull=False).values("action")
    mine = Action.objects.filter(actor_id=person.pk, verb__in=TAKEN_BACK_AS, pk__in=here)
    return list(mine.order_by("-id")[:REACH])


def _standing(gestures: list[Action]) -> set[int]:
    """Ids of gestures that are not taken back, or whose taking back was itself taken back."""
    standing: set[int] = set()
    fallen: set[int] = set()
    for each in gestures:
        if each.pk not in fallen:
            standing.add(each.pk)
            if each.reverts is not None:
                fallen.add(each.reverts)
    return standing
