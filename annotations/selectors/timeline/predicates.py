"""Owns what a timeline's sentence says after the name: what was done, with the values that a reader looks for first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext_lazy

from annotations.history.migrating import SCHEMA_CHANGED
from annotations.models import Verb
from annotations.selectors.timeline.gesture_values import counted
from annotations.selectors.timeline.reversals import Taken
from annotations.selectors.timeline.review_predicates import (
    accepted,
    corrected,
    detailed,
    dismissed,
    drafted,
    given,
    merged,
    revised,
    split_article,
    split_claim,
)
from annotations.selectors.timeline.row_predicates import (
    cited,
    imported,
    member,
    naming,
    noted,
    on_citation,
    on_note,
    retitled,
    role_changed,
    stated,
    tag_renamed,
    titled,
)
from annotations.selectors.timeline.window import TOLD_ONE_BY_ONE, Gesture
from annotations.selectors.timeline.words import Words


def predicate(gesture: Gesture, words: Words) -> str:
    """Such as `changed the rating from “False” to “Half true”`. A verb that the code no longer has keeps its name."""
    if gesture.action is None:
        return _("wrote to the database outside factcheck: %(rows)s") % {"rows": counted(gesture)}
    verb = gesture.action.verb
    special = _PREDICATES.get(verb)
    if special and (found := special(gesture, words)):
        return found
    default = str(dict(Verb.choices).get(verb, verb.replace(".", " ").replace("_", " ")))
    if gesture.count > TOLD_ONE_BY_ONE:
        return _("%(what)s (%(rows)s)") % {"what": default, "rows": counted(gesture)}
    return default


def taken_back(verb: str, by: int | None, taken: Sequence[Taken]) -> str:
    """Said of an Action that took one other whole gesture back: whose, and what it was; empty for anything else."""
    if len(taken) != 1 or verb == Verb.CHANGES_REVERTED:
        return ""
    [one] = taken
    done = str(dict(Verb.choices).get(one.verb, one.verb))
    if verb == Verb.GESTURE_UNDONE:
        return _("undid their own gesture: %(what)s") % {"what": done}
    if verb != Verb.GESTURE_REVERTED:
        return ""
    if by is not None and by == one.actor_id:
        return _("took back what they had done: %(what)s") % {"what": done}
    return _("took back what %(who)s had done: %(what)s") % {"who": one.who, "what": done}


def restored(number: int | None) -> str:
    """Said of taking a claim back to the seal of its article with this number; empty for none."""
    return _("took the claim back to what it was at moment %(number)s") % {"number": number} if number else ""


_PREDICATES: dict[str, Callable[[Gesture, Words], str]] = {
    SCHEMA_CHANGED: stated,
    Verb.ARTICLE_ADDED: titled("article", gettext_noop("added the article %(title)s")),
    Verb.ARTICLE_SPLIT: split_article,
    Verb.ARTICLES_IMPORTED: imported,
    Verb.CLAIM_MARKED: titled("claim", gettext_noop("marked the claim %(title)s"), "statement"),
    Verb.CLAIM_REWORDED: titled("claim", gettext_noop("reworded the claim to %(title)s"), "statement"),
    Verb.CLAIM_DISMISSED: dismissed,
    Verb.CLAIM_ACCEPTED: accepted,
    Verb.CLAIM_CHANGED: detailed,
    Verb.CLAIM_TAGGED: naming(
        "claimtag",
        "tag_id",
        ngettext_lazy("tagged the claim %(names)s", "tagged %(number)s claims %(names)s", "number"),
    ),
    Verb.CLAIM_UNTAGGED: naming(
        "claimtag",
        "tag_id",
        ngettext_lazy(
            "took the tag %(names)s off the claim", "took the tag %(names)s off %(number)s claims", "number"
        ),
    ),
    Verb.CLAIM_ASSIGNED: naming(
        "assignment",
        "person_id",
        ngettext_lazy("assigned the claim to %(names)s", "assigned %(number)s claims to %(names)s", "number"),
    ),
    Verb.CLAIM_UNASSIGNED: naming(
        "assignment",
        "person_id",
        ngettext_lazy("took %(names)s off the claim", "took %(names)s off %(number)s claims", "number"),
    ),
    Verb.TAG_RENAMED: tag_renamed,
    Verb.ARTICLE_CHANGED: retitled,
    Verb.CLAIM_SPLIT: split_claim,
    Verb.CLAIMS_MERGED: merged,
    Verb.VERDICT_GIVEN: given,
    Verb.VERDICT_REVISED: revised,
    Verb.SOURCE_ADDED: titled("source", gettext_noop("added the source %(title)s")),
    Verb.SOURCE_CITED: cited,
    Verb.CITATION_CHANGED: on_citation(gettext_noop("changed the citation of %(title)s")),
    Verb.CITATION_WITHDRAWN: on_citation(gettext_noop("withdrew the citation of %(title)s")),
    Verb.NOTE_LEFT: noted,
    Verb.NOTE_RESOLVED: on_note(gettext_noop("resolved the note %(text)s")),
    Verb.NOTE_REOPENED: on_note(gettext_noop("reopened the note %(text)s")),
    Verb.NOTE_WITHDRAWN: on_note(gettext_noop("withdrew the note %(text)s")),
    Verb.RULING_DRAFTED: drafted,
    Verb.RULING_CORRECTED: corrected,
    Verb.MEMBER_ADDED: member(gettext_noop("added %(person)s as %(role)s")),
    Verb.MEMBER_CHANGED: role_changed,
    Verb.MEMBER_REMOVED: member(gettext_noop("removed %(person)s")),
    Verb.PROJECT_CREATED: titled("project", gettext_noop("created the project %(title)s"), "name"),
    Verb.SCALE_DEFINED: titled("ratingscale", gettext_noop("defined the rating scale %(title)s"), "name"),
}
