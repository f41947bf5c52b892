"""Owns what is said of the review: verdicts, rulings, claims. Each follows the name; empty where it cannot be said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.selectors.timeline.gesture_values import (
    changed_rows,
    is_cleared,
    main_values,
    new_value,
    quoted,
)
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words


def _ratings(gesture: Gesture, words: Words, entity: str) -> tuple[str, str]:
    """The rating before and after in quotation marks; empty for none."""
    value = main_values(gesture, entity).get("rating_id")
    pair = value if isinstance(value, list) and len(value) == 2 else [None, value]
    old, new = (quoted(words.value(entity, "rating_id", each)) if each else "" for each in pair)
    return old, new


def given(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "verdict")
    if old and new:
        return _("changed the rating from %(old)s to %(new)s") % {"old": old, "new": new}
    return _("gave the verdict %(rating)s") % {"rating": new} if new else ""


def revised(gesture: Gesture, words: Words) -> str:
    if is_cleared(main_values(gesture, "verdict").get("withdrawn_at")):
        return _("gave their verdict again")
    return given(gesture, words) or _("revised the rationale of their verdict")


def drafted(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "ruling")
    if old and new:
        return _("changed the rating of the draft from %(old)s to %(new)s") % {"old": old, "new": new}
    if new:
        return _("drafted the ruling %(rating)s") % {"rating": new}
    return _("changed the draft of the ruling") if gesture.of("ruling") else ""


def corrected(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "ruling")
    if old and new:
        return _("corrected the ruling from %(old)s to %(new)s") % {"old": old, "new": new}
    return ""


def dismissed(gesture: Gesture, words: Words) -> str:
    why = new_value(main_values(gesture, "claim").get("dismissal"))
    if not why:
        return ""
    number = changed_rows(gesture, "claim") or 1
    return ngettext("dismissed the claim: %(why)s", "dismissed %(number)s claims: %(why)s", number) % {
        "why": words.value("claim", "dismissal", why),
        "number": number,
    }


def accepted(gesture: Gesture, words: Words) -> str:
    number = changed_rows(gesture, "claim") or 1
    return ngettext("accepted the claim", "accepted %(number)s claims", number) % {"number": number}


def detailed(gesture: Gesture, words: Words) -> str:
    """A claim's details where the one that changed is who said it; several are told below the sentence."""
    values = main_values(gesture, "claim")
    told = {column: value for column, value in values.items() if column != "version"}
    if (
        changed_rows(gesture, "claim") != 1
        or list(told) != ["claimant"]
        or not isinstance(told["claimant"], list)
    ):
        return ""
    old, new = told["claimant"]
    if old and new:
        return _("changed the claimant from %(old)s to %(new)s") % {"old": quoted(old), "new": quoted(new)}
    return _("named the claimant: %(new)s") % {"new": quoted(new)} if new else _("took the claimant out")


def split_article(gesture: Gesture, words: Words) -> str:
    number = gesture.added("claim")
    if number == 1 and gesture.of("claim"):
        return _("split the article, which proposed this claim")
    if not number:
        return _("split the article and found nothing new")
    return ngettext(
        "split the article into %(number)s claims", "split the article into %(number)s claims", number
    ) % {"number": number}


def split_claim(gesture: Gesture, words: Words) -> str:
    """Told from the claim that was split, from one that came of it, or from outside both."""
    number, dismissed = gesture.added("claim"), new_value(main_values(gesture, "claim").get("dismissal"))
    if number == 1 and not dismissed:
        return _("made this claim by splitting another one")
    if number > 1:
        return ngettext(
            "split the claim into %(number)s claims", "split the claim into %(number)s claims", number
        ) % {"number": number}
    return ""


def merged(gesture: Gesture, words: Words) -> str:
    origins = gesture.added("lineage")
    if gesture.added("claim") and origins:
        return ngettext(
            "made one claim out of %(number)s claim", "made one claim out of %(number)s claims", origins
        ) % {"number": origins}
    return _("merged this claim with others") if gesture.of("claim") else ""
