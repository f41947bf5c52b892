"""Answers what erasing a person's account takes with it, and where their name stands that stays. Erases nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Action, ApiToken, User
from annotations.selectors.copies import Copies, copies_of
from annotations.text.erasing import Passage


@dataclass(frozen=True, slots=True)
class PersonCopies:
    """`values` are (what, the words) of the account; `gestures` bear the name and `tokens` open nothing afterwards.

    `elsewhere` holds what others wrote that names the person: it stays, until the words are erased as such.
    """

    values: tuple[tuple[str, str], ...]
    gestures: int
    tokens: int
    elsewhere: Copies


def person_copies(person: User) -> PersonCopies:
    fields = {
        "username": _("name for logging in"),
        "display_name": _("name shown to others"),
        "first_name": _("first name"),
        "last_name": _("last name"),
        "email": _("address"),
    }
    values = [(told, getattr(person, name)) for name, told in fields.items()]
    return PersonCopies(
        values=tuple((told, words) for told, words in values if words),
        gestures=Action.objects.filter(actor_id=person.pk).count(),
        tokens=ApiToken.objects.filter(person=person).count(),
        elsewhere=_naming(str(person)),
    )


def _naming(name: str) -> Copies:
    try:
        return copies_of(Passage(name), None)
    except ValueError:
        return Copies((), (), ())  # Too short to be looked for.
