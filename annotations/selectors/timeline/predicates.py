"""Owns what a timeline's sentence says after the name: what was done, with the values that a reader looks for first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language_bidi, gettext_noop, ngettext
from django.utils.translation import gettext as _

from annotations.history.migrating import SCHEMA_CHANGED
from annotations.models import Change, Verb
from annotations.selectors.timeline.window import TOLD_ONE_BY_ONE, Gesture
from annotations.selectors.timeline.words import Words, model_of

QUOTED_LENGTH = 120
# Kinds of rows that a very large gesture is summed up by; the rest is "more".
COUNTED_KINDS = 4
NAMED = 6  # tags or people that a sentence names


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


def restored(number: int | None) -> str:
    """Said of taking a claim back to the seal of its article with this number; empty for none."""
    return _("took the claim back to what it was at moment %(number)s") % {"number": number} if number else ""


def quoted(text: str) -> str:
    """The text in quotation marks, on one line, shortened where it is long.

    In a sentence from the right it stands apart by FSI and PDI (Unicode Standard Annex 9, section 2.4).
    """
    text = " ".join(str(text)[: 8 * QUOTED_LENGTH].split())
    text = text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1].rstrip() + "…"
    return f"“\u2068{text}\u2069”" if get_language_bidi() else f"“{text}”"


def counted(gesture: Gesture) -> str:
    """For instance `60 claims added, 1 article changed`."""
    operations = dict(Change.Operation.choices)
    told = [
        _("%(number)s %(noun)s %(operation)s")
        % {
            "number": number,
            "noun": _noun(entity, number),
            "operation": operations.get(operation, operation),
        }
        for (entity, operation), number in sorted(gesture.counts.items(), key=lambda item: -item[1])
    ]
    if len(told) > COUNTED_KINDS + 1:
        told[COUNTED_KINDS:] = [_("and more")]
    return ", ".join(told)


def _noun(entity: str, number: int) -> str:
    model = model_of(entity)
    if model is None:
        return entity
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def _main(gesture: Gesture, entity: str) -> dict[str, Any]:
    """The values of the first Change of a kind of row; a changed value is a list of old and new."""
    changes = gesture.of(entity)
    return changes[0].values if changes else {}


def _new(value: Any) -> Any:
    return value[-1] if isinstance(value, list) and value else value


def _ratings(gesture: Gesture, words: Words, entity: str) -> tuple[str, str]:
    """The rating before and after in quotation marks; empty for none."""
    value = _main(gesture, entity).get("rating_id")
    pair = value if isinstance(value, list) and len(value) == 2 else [None, value]
    old, new = (quoted(words.value(entity, "rating_id", each)) if each else "" for each in pair)
    return old, new


def _given(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "verdict")
    if old and new:
        return _("changed the rating from %(old)s to %(new)s") % {"old": old, "new": new}
    return _("gave the verdict %(rating)s") % {"rating": new} if new else ""


def _revised(gesture: Gesture, words: Words) -> str:
    if _is_cleared(_main(gesture, "verdict").get("withdrawn_at")):
        return _("gave their verdict again")
    return _given(gesture, words) or _("revised the rationale of their verdict")


def _drafted(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "ruling")
    if old and new:
        return _("changed the rating from %(old)s to %(new)s") % {"old": old, "new": new}
    return _("drafted the ruling %(rating)s") % {"rating": new} if new else ""


def _corrected(gesture: Gesture, words: Words) -> str:
    old, new = _ratings(gesture, words, "ruling")
    if old and new:
        return _("corrected the ruling from %(old)s to %(new)s") % {"old": old, "new": new}
    return ""


def _dismissed(gesture: Gesture, words: Words) -> str:
    why = _new(_main(gesture, "claim").get("dismissal"))
    return _("dismissed the claim: %(why)s") % {"why": words.value("claim", "dismissal", why)} if why else ""


def _split_article(gesture: Gesture, words: Words) -> str:
    number = gesture.added("claim")
    if number == 1 and gesture.of("claim"):
        return _("split the article, which proposed this claim")
    if not number:
        return _("split the article and found nothing new")
    return ngettext(
        "split the article into %(number)s claims", "split the article into %(number)s claims", number
    ) % {"number": number}


def _split_claim(gesture: Gesture, words: Words) -> str:
    """Told from the claim that was split, from one that came of it, or from outside both."""
    number, dismissed = gesture.added("claim"), _new(_main(gesture, "claim").get("dismissal"))
    if number == 1 and not dismissed:
        return _("made this claim by splitting another one")
    if number > 1:
        return ngettext(
            "split the claim into %(number)s claims", "split the claim into %(number)s claims", number
        ) % {"number": number}
    return ""


def _merged(gesture: Gesture, words: Words) -> str:
    origins = gesture.added("lineage")
    if gesture.added("claim") and origins:
        return ngettext(
            "made one claim out of %(number)s claim", "made one claim out of %(number)s claims", origins
        ) % {"number": origins}
    return _("merged this claim with others") if gesture.of("claim") else ""


def _cited(gesture: Gesture, words: Words) -> str:
    values = _main(gesture, "citation")
    if not values:
        return _titled("source", gettext_noop("cited %(title)s"))(gesture, words)
    return _("cited %(title)s (%(stance)s)") % {
        "title": quoted(words.value("citation", "source_id", _new(values.get("source_id")))),
        "stance": words.value("citation", "stance", _new(values.get("stance"))),
    }


def _titled(entity: str, said: str, column: str = "title") -> Callable[[Gesture, Words], str]:
    """`said` holds a place for the `title`."""

    def sentence(gesture: Gesture, words: Words) -> str:
        title = _new(_main(gesture, entity).get(column))
        return _(said) % {"title": quoted(title)} if title else ""

    return sentence


def _member(said: str) -> Callable[[Gesture, Words], str]:
    """`said` holds places for the `person` and the `role`."""

    def sentence(gesture: Gesture, words: Words) -> str:
        changes = gesture.of("membership")
        if not changes:
            return ""
        role = words.value("membership", "role", _new(changes[0].values.get("role")))
        return _(said) % {"person": words.label("membership", changes[0].row_id), "role": role}

    return sentence


def _imported(gesture: Gesture, words: Words) -> str:
    number = gesture.added("article")
    said = ngettext("imported %(number)s article", "imported %(number)s articles", number)
    return said % {"number": number} if number else ""


def _stated(gesture: Gesture, words: Words) -> str:
    return _("changed the tables, and stated %(rows)s") % {"rows": counted(gesture)}


def _is_cleared(value: Any) -> bool:
    return isinstance(value, list) and value[0] is not None and value[1] is None


def _naming(entity: str, column: str, sentence: str) -> Callable[[Gesture, Words], str]:
    """The rows that a gesture put on claims or took off them, each named once."""

    def told(gesture: Gesture, words: Words) -> str:
        values = [_new(change.values.get(column)) for change in gesture.of(entity)]
        names = dict.fromkeys(quoted(words.value(entity, column, value)) for value in values if value)
        return _(sentence) % {"names": ", ".join(list(names)[:NAMED])} if names else ""

    return told


_PREDICATES: dict[str, Callable[[Gesture, Words], str]] = {
    SCHEMA_CHANGED: _stated,
    Verb.ARTICLE_ADDED: _titled("article", gettext_noop("added the article %(title)s")),
    Verb.ARTICLE_SPLIT: _split_article,
    Verb.ARTICLES_IMPORTED: _imported,
    Verb.CLAIM_MARKED: _titled("claim", gettext_noop("marked the claim %(title)s"), "statement"),
    Verb.CLAIM_REWORDED: _titled("claim", gettext_noop("reworded the claim to %(title)s"), "statement"),
    Verb.CLAIM_DISMISSED: _dismissed,
    Verb.CLAIM_TAGGED: _naming("claimtag", "tag_id", gettext_noop("put tags on: %(names)s")),
    Verb.CLAIM_UNTAGGED: _naming("claimtag", "tag_id", gettext_noop("took tags off: %(names)s")),
    Verb.CLAIM_ASSIGNED: _naming("assignment", "person_id", gettext_noop("assigned %(names)s")),
    Verb.CLAIM_UNASSIGNED: _naming("assignment", "person_id", gettext_noop("took off %(names)s")),
    Verb.CLAIM_SPLIT: _split_claim,
    Verb.CLAIMS_MERGED: _merged,
    Verb.VERDICT_GIVEN: _given,
    Verb.VERDICT_REVISED: _revised,
    Verb.SOURCE_ADDED: _titled("source", gettext_noop("added the source %(title)s")),
    Verb.SOURCE_CITED: _cited,
    Verb.NOTE_LEFT: _titled("note", gettext_noop("left a note: %(title)s"), "text"),
    Verb.RULING_DRAFTED: _drafted,
    Verb.RULING_CORRECTED: _corrected,
    Verb.MEMBER_ADDED: _member(gettext_noop("added %(person)s as %(role)s")),
    Verb.MEMBER_CHANGED: _member(gettext_noop("made %(person)s %(role)s")),
    Verb.MEMBER_REMOVED: _member(gettext_noop("removed %(person)s")),
    Verb.PROJECT_CREATED: _titled("project", gettext_noop("created the project %(title)s"), "name"),
    Verb.SCALE_DEFINED: _titled("ratingscale", gettext_noop("defined the rating scale %(title)s"), "name"),
}
