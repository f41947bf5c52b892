"""Owns what is said of gestures on single rows: notes, citations, tags, people, titles. Each follows the name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from annotations.selectors.timeline.gesture_values import counted, main_values, new_value, quoted
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words

NAMED = 6  # tags or people that a sentence names


def on_citation(said: str) -> Callable[[Gesture, Words], str]:
    """`said` holds a place for the `title` of the source that is cited."""

    def sentence(gesture: Gesture, words: Words) -> str:
        changes = gesture.of("citation")
        title = words.label("citation", changes[0].row_id) if len(changes) == 1 else ""
        return _(said) % {"title": quoted(title)} if title else ""

    return sentence


def on_note(said: str) -> Callable[[Gesture, Words], str]:
    """`said` holds a place for the `text` of the note, as it reads today."""

    def sentence(gesture: Gesture, words: Words) -> str:
        changes = gesture.of("note")
        text = words.label("note", changes[0].row_id) if len(changes) == 1 else ""
        return _(said) % {"text": quoted(text)} if text else ""

    return sentence


def noted(gesture: Gesture, words: Words) -> str:
    values = main_values(gesture, "note")
    text = new_value(values.get("text"))
    if not text:
        return ""
    if answered := new_value(values.get("replies_to_id")):
        named = {"note": quoted(words.label("note", answered)), "text": quoted(text)}
        return _("answered the note %(note)s: %(text)s") % named
    return _("left a note: %(text)s") % {"text": quoted(text)}


def tag_renamed(gesture: Gesture, words: Words) -> str:
    value = main_values(gesture, "tag").get("name")
    if not isinstance(value, list):
        return ""
    return _("renamed the tag %(old)s to %(new)s") % {"old": quoted(value[0]), "new": quoted(value[1])}


def retitled(gesture: Gesture, words: Words) -> str:
    value = main_values(gesture, "article").get("title")
    if not isinstance(value, list):
        return ""
    return _("changed the article's title to %(title)s") % {"title": quoted(value[-1])}


def role_changed(gesture: Gesture, words: Words) -> str:
    changes = gesture.of("membership")
    value = changes[0].values.get("role") if changes else None
    if not isinstance(value, list):
        return ""
    old, new = (words.value("membership", "role", each) for each in value)
    person = words.label("membership", changes[0].row_id)
    return _("changed the role of %(person)s from %(old)s to %(new)s") % {
        "person": person,
        "old": old,
        "new": new,
    }


def titled(entity: str, said: str, column: str = "title") -> Callable[[Gesture, Words], str]:
    """`said` holds a place for the `title`."""

    def sentence(gesture: Gesture, words: Words) -> str:
        title = new_value(main_values(gesture, entity).get(column))
        return _(said) % {"title": quoted(title)} if title else ""

    return sentence


def cited(gesture: Gesture, words: Words) -> str:
    values = main_values(gesture, "citation")
    if not values:
        return titled("source", gettext_noop("cited %(title)s"))(gesture, words)
    return _("cited %(title)s (%(stance)s)") % {
        "title": quoted(words.value("citation", "source_id", new_value(values.get("source_id")))),
        "stance": words.value("citation", "stance", new_value(values.get("stance"))),
    }


def member(said: str) -> Callable[[Gesture, Words], str]:
    """`said` holds places for the `person` and the `role`."""

    def sentence(gesture: Gesture, words: Words) -> str:
        changes = gesture.of("membership")
        if not changes:
            return ""
        role = words.value("membership", "role", new_value(changes[0].values.get("role")))
        return _(said) % {"person": words.label("membership", changes[0].row_id), "role": role}

    return sentence


def naming(entity: str, column: str, sentence: Any) -> Callable[[Gesture, Words], str]:
    """The rows that a gesture put on claims or took off them, each named once.

    `sentence` is plural by the `number` of claims, and holds a place for the `names`.
    """

    def told(gesture: Gesture, words: Words) -> str:
        changes = gesture.of(entity)
        values = [new_value(change.values.get(column)) for change in changes]
        said = [words.value(entity, column, value) for value in values if value]
        names = list(dict.fromkeys(said if column == "person_id" else map(quoted, said)))
        claims = len({new_value(change.values.get("claim_id")) for change in changes}) or 1
        named = {"names": ", ".join(names[:NAMED]), "number": claims}
        return str(sentence % named) if names else ""

    return told


def imported(gesture: Gesture, words: Words) -> str:
    number = gesture.added("article")
    said = ngettext("imported %(number)s article", "imported %(number)s articles", number)
    return said % {"number": number} if number else ""


def stated(gesture: Gesture, words: Words) -> str:
    return _("changed the tables, and stated %(rows)s") % {"rows": counted(gesture)}
