"""Answers which gestures the workbench has and which key of a person does each: the one list of them.

Pages hand it to their scripts as data. What a gesture does is the script's to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models import KeyBinding, User
from annotations.selectors.key_names import is_single, shown


class Group(StrEnum):
    """Where on the sheet of keys a gesture stands."""

    CLAIMS = "claims"
    CARD = "card"
    TEXT = "text"
    PAGE = "page"


GROUP_WORDS: Mapping[Group, Promise] = {
    Group.CLAIMS: _("From claim to claim"),
    Group.CARD: _("The open claim"),
    Group.TEXT: _("The text"),
    Group.PAGE: _("The page"),
}


@dataclass(frozen=True, slots=True)
class Gesture:
    """`name` is what buttons and scripts call it; `words` follow "to". `key` is the one it comes with, "" for none."""

    name: str
    group: Group
    words: Promise
    key: str = ""
    is_in_fields: bool = False


GESTURES: tuple[Gesture, ...] = (
    Gesture("next", Group.CLAIMS, _("next claim"), "j"),
    Gesture("previous", Group.CLAIMS, _("previous claim"), "k"),
    Gesture("next-waiting", Group.CLAIMS, _("next claim to review"), "n"),
    Gesture("next-conflict", Group.CLAIMS, _("next conflict"), "Alt+Shift+ArrowRight"),
    Gesture("previous-conflict", Group.CLAIMS, _("previous conflict"), "Alt+Shift+ArrowLeft"),
    Gesture("next-article", Group.CLAIMS, _("next article"), "Shift+J"),
    Gesture("previous-article", Group.CLAIMS, _("previous article"), "Shift+K"),
    Gesture("find", Group.CLAIMS, _("find in the claims"), "/"),
    Gesture("filter", Group.CLAIMS, _("filter the list of claims, here and on the pages of lists"), "f"),
    Gesture("select-several", Group.CLAIMS, _("choose several claims")),
    Gesture("save-and-next", Group.CARD, _("save and next"), "Control+Enter", is_in_fields=True),
    Gesture("accept", Group.CARD, _("accept, or restore"), "a"),
    Gesture("dismiss", Group.CARD, _("dismiss"), "x"),
    Gesture("reword", Group.CARD, _("reword"), "e"),
    Gesture("source", Group.CARD, _("add a source"), "s"),
    Gesture("note", Group.CARD, _("leave a note, about the words selected if there are some"), "c"),
    Gesture("tag", Group.CARD, _("put tags on the claim"), "t"),
    Gesture("assign", Group.CARD, _("take the claim on, or give it to somebody"), "m"),
    Gesture("ruling", Group.CARD, _("draft or correct the ruling"), "r"),
    Gesture("history", Group.CARD, _("last changes of the claim"), "h"),
    Gesture("elsewhere", Group.CARD, _("mark the same words elsewhere")),
    Gesture("split", Group.CARD, _("split the claim in two")),
    Gesture("merge", Group.CARD, _("merge the claim with others")),
    Gesture("caret", Group.TEXT, _("caret in the text, on and off"), "v"),
    Gesture("fragment", Group.TEXT, _("keep the selection and select another fragment"), "+"),
    Gesture("nudge-start-left", Group.TEXT, _("move the start back by a character"), "["),
    Gesture("nudge-start-right", Group.TEXT, _("move the start forward by a character"), "]"),
    Gesture("nudge-end-left", Group.TEXT, _("move the end back by a character"), "{"),
    Gesture("nudge-end-right", Group.TEXT, _("move the end forward by a character"), "}"),
    Gesture("palette", Group.PAGE, _("all gestures, claims and pages"), "Control+k", is_in_fields=True),
    Gesture("undo", Group.PAGE, _("undo"), "Control+z"),
    Gesture("redo", Group.PAGE, _("do again what was undone"), "Control+Shift+Z"),
    Gesture("help", Group.PAGE, _("this sheet of keys"), "?"),
)
BY_NAME: Mapping[str, Gesture] = {gesture.name: gesture for gesture in GESTURES}

# What keys do that nobody changes, because fields, carets and screen readers use them so: (key, words).
FIXED: Mapping[Group, tuple[tuple[str, Promise], ...]] = {
    Group.CLAIMS: (),
    Group.CARD: (("1 … 9 0", _("choose a rating")), ("esc", _("leave a field or a form"))),
    Group.TEXT: (
        ("← →", _("with the caret: by character; with ctrl by word")),
        ("↑ ↓", _("by sentence; with ctrl by paragraph")),
        ("home end", _("to the paragraph's edges")),
        ("shift", _("with any of these: extend the selection")),
        ("⏎", _("make a claim of the selection")),
        ("space", _("all claims at this place")),
    ),
    Group.PAGE: (),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A gesture with the key that does it for one person."""

    gesture: Gesture
    name: str

    @property
    def shown(self) -> str:
        return shown(self.name)

    @property
    def came_as(self) -> str:
        """The key that the gesture comes with, as a hint."""
        return shown(self.gesture.key)

    @property
    def is_own(self) -> bool:
        """Whether the person chose it."""
        return self.name != self.gesture.key

    @property
    def is_single(self) -> bool:
        return is_single(self.name)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Every gesture's key for one person, in the order of the list."""

    keys: tuple[Key, ...]

    def key(self, gesture: str) -> Key | None:
        return next((key for key in self.keys if key.gesture.name == gesture), None)

    def taken_by(self, name: str) -> Gesture | None:
        """The gesture that a key does already."""
        return next((key.gesture for key in self.keys if key.name == name), None)

    def groups(self) -> list[tuple[Promise, list[Key], tuple[tuple[str, Promise], ...]]]:
        """For a page: each group's words, keys, and what is fixed."""
        return [
            (GROUP_WORDS[group], [key for key in self.keys if key.gesture.group == group], FIXED[group])
            for group in Group
        ]

    def as_data(self) -> list[dict[str, object]]:
        """For the page's scripts."""
        return [
            {
                "name": key.gesture.name,
                "words": key.gesture.words,
                "key": key.name,
                "shown": key.shown,
                "inFields": key.gesture.is_in_fields,
            }
            for key in self.keys
        ]


def keymap_of(person: User) -> Keymap:
    """The keys that a person has: their own, else those that gestures come with. One query."""
    own = KeyBinding.objects.filter(person=person).values_list("gesture", "key")
    return _keymap(own)


def standard_keymap() -> Keymap:
    """The keys that gestures come with."""
    return _keymap(())


def _keymap(own: Iterable[tuple[str, str]]) -> Keymap:
    chosen = {gesture: key for gesture, key in own if gesture in BY_NAME}
    taken = set(chosen.values())
    keys = []
    for gesture in GESTURES:
        # A key that came with a gesture later than the person gave it to another one stays where they put it.
        standard = "" if gesture.key in taken else gesture.key
        keys.append(Key(gesture, chosen.get(gesture.name, standard)))
    return Keymap(tuple(keys))
