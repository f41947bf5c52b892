"""Owns how a person's pages look and work: their preferences and their keys.

Both are one thing with one version: whoever read the keys and somebody who read the look see each other's change.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import KeyBinding, Preferences, User, Verb
from annotations.policy import require
from annotations.selectors.key_names import is_reserved, is_single, key_named
from annotations.selectors.keymap import BY_NAME, Gesture, keymap_of
from annotations.services.rows import Stale, changed, locked, refuse, stored

CHANGEABLE = frozenset({"look", "language", "single_keys"})


def change_preferences(*, actor: Actor, version: int | None, **values: object) -> Preferences:
    """Change one's own look, language or single_keys. `version` is 0 for preferences never changed before."""
    person = _own(actor)
    if unknown := values.keys() - CHANGEABLE:
        raise refuse(min(unknown), _("This cannot be changed here."))
    language = values.get("language", "")
    if language and language not in dict(settings.LANGUAGES):
        raise refuse("language", _("The pages are not written in this language."), "unknown")
    with recorded(actor, Verb.PREFERENCES_CHANGED):
        current = Preferences.objects.select_for_update().filter(person=person).first()
        if current is None:
            return stored(Preferences(person=person, **values))
        if version == 0:
            raise Stale(current)
        return changed(locked(current, version), **values)


def bind_key(*, actor: Actor, gesture: str, key: str, version: int | None = None) -> KeyBinding | None:
    """Give a gesture a key of one's own. None when it is the one that the gesture comes with anyway.

    `version` is that of the preferences, None where it does not matter. Raises ValidationError on `key` for what is no
    key, is the browser's, or does something else already.
    """
    person = _own(actor)
    bound = _gesture(gesture)
    name = key_named(key)
    with recorded(actor, Verb.PREFERENCES_CHANGED):
        _hold(person, version)
        _check_key(person, bound, name)
        own = KeyBinding.objects.filter(person=person, gesture=gesture).first()
        if name == (own.key if own else bound.key):
            return own
        _next_version(person)
        if name == bound.key:
            if own:
                own.delete()
            return None
        own = own or KeyBinding(person=person, gesture=gesture)
        own.key = name
        return stored(own)


def reset_keys(*, actor: Actor, gesture: str | None = None, version: int | None = None) -> None:
    """Back to the key that the gesture comes with; without one, all of them. `version` is that of the preferences."""
    person = _own(actor)
    own = KeyBinding.objects.filter(person=person)
    if gesture is not None:
        own = own.filter(gesture=_gesture(gesture).name)
    with recorded(actor, Verb.PREFERENCES_CHANGED):
        _hold(person, version)
        if gesture is not None:
            taken = keymap_of(person).taken_by(BY_NAME[gesture].key)
            if taken and taken.name != gesture:
                words = _("“%(what)s” has this key now. Give that another one first.") % {"what": taken.words}
                raise refuse("key", words, "taken")
        if own.exists():
            _next_version(person)
            own.delete()


def _hold(person: User, version: int | None) -> None:
    """Two tabs at once: the person's row is held, so that the second sees the first one's key. Raises Stale."""
    User.objects.select_for_update().only("pk").get(pk=person.pk)
    own = Preferences.objects.select_for_update().filter(person=person).first()
    current = own or Preferences(person=person, version=0)
    if version is not None and current.version != version:
        raise Stale(current)


def _next_version(person: User) -> None:
    current = Preferences.objects.filter(person=person).first()
    if current is None:
        stored(Preferences(person=person))
    else:
        changed(current)


def _own(actor: Actor) -> User:
    require(actor, Verb.PREFERENCES_CHANGED)
    if actor.person is None:
        raise refuse("person", _("Preferences are a person's, never a program's."))
    return actor.person


def _gesture(name: str) -> Gesture:
    if name not in BY_NAME:
        raise refuse("gesture", _("There is no such gesture."), "unknown")
    return BY_NAME[name]


def _check_key(person: User, gesture: Gesture, name: str) -> None:
    if not name:
        raise refuse("key", _("This is no key. Write it as n, Shift+J or Control+Enter."), "unknown")
    if name != gesture.key and is_reserved(name):
        raise refuse("key", _("The browser, the fields or the ratings use this key."), "reserved")
    if gesture.is_in_fields and is_single(name):
        raise refuse("key", _("This one works while you type, so its key needs Control or Alt."), "single")
    taken = keymap_of(person).taken_by(name)
    if taken and taken != gesture:
        words = _("This is the key for “%(what)s”. Give that another key first.") % {"what": taken.words}
        raise refuse("key", words, "taken")
