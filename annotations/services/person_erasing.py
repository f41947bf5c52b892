"""Owns erasing who somebody was: their account's names and address, and their name in everything they did."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.history.redacting import ERASED, erase, erase_from_action
from annotations.models import Action, ApiToken, User, Verb
from annotations.policy import require
from annotations.services.people import keep_an_operator
from annotations.services.redactions import check_reason, purge_afterwards
from annotations.services.rows import refuse, stored

AT_ONCE = 500


def erase_person(*, actor: Actor, person: User, reason: str) -> int:
    """Erase the account's names and address for good. Returns how many gestures lost the name.

    What the person did stays, as the work of somebody whose name was erased. The account lets nobody in any more, and
    its tokens open nothing. Words about the person elsewhere are erased by services.erasing.
    """
    require(actor, Verb.HISTORY_REDACTED)
    check_reason(reason)
    if actor.person == person:
        raise refuse("person", _("Nobody erases their own account: another operator does."))
    names = {str(value).casefold() for value in (person.username, person.display_name, person.email) if value}
    if any(name in reason.casefold() for name in names):
        raise refuse("reason", _("The reason is kept: say it without the person's name."))
    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as action:
        current = User.objects.select_for_update().get(pk=person.pk)
        values = _nobody(current)
        for name, value in values.items():
            setattr(current, name, value)
        current.set_unusable_password()
        keep_an_operator(current)
        stored(current)
        for name, value in values.items():
            erase(action, "user", current.pk, frozenset({name}), value, reason)
        for token in ApiToken.objects.select_for_update().filter(person=current):
            token.name, token.revoked_at = ERASED, token.revoked_at or timezone.now()
            stored(token)
            erase(action, "apitoken", token.pk, frozenset({"name"}), ERASED, reason)
        gestures = _erase_label(action, current, reason)
        purge_afterwards()
    return gestures


def _nobody(person: User) -> dict[str, Any]:
    """What the account holds from now on. The name for logging in stays unlike every other."""
    return {
        "username": f"erased-{person.pk}",
        "display_name": ERASED,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": False,
        "is_staff": False,
        "is_superuser": False,
    }


def _erase_label(action: Action, person: User, reason: str) -> int:
    def eraser(_: str, column: str, value: str) -> str:
        return ERASED if value and column in {"actor_label", "client"} else value

    done = Action.objects.filter(actor_id=person.pk).exclude(pk=action.pk).order_by("id")
    ids = list(done.values_list("id", flat=True))
    return sum(
        erase_from_action(action, one, eraser, reason)
        for start in range(0, len(ids), AT_ONCE)
        for one in Action.objects.filter(pk__in=ids[start : start + AT_ONCE]).order_by("id")
    )
