"""Answers how a person wants their pages."""

from __future__ import annotations

from annotations.models import Preferences, User


def preferences_of(person: User) -> Preferences:
    """The person's preferences; unsaved defaults, of version 0, for somebody who has changed none.

    Asks nothing when the person was read with them.
    """
    try:
        return person.preferences
    except Preferences.DoesNotExist:
        return Preferences(person=person, version=0)
