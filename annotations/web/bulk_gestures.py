"""Owns what may be done to several claims at once, on whatever page they were chosen.

Each is one Action, done wholly or not at all, and the message that says it is done can undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.history.actor import Actor
from annotations.models import Claim, Project, User
from annotations.policy import reviewers_of
from annotations.selectors.undoing import newest_gesture
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.bulk import accept_claims, dismiss_claims, restore_claims
from annotations.services.tags import tag_claims, untag_claims
from annotations.web.acting import acting, person_of
from annotations.web.queue_answer import Done

ME = "me"


def done_to(request: HttpRequest, project: Project, claims: Sequence[Claim]) -> Done:
    """Do what the form asks for. Raises ValidationError and PermissionDenied."""
    actor = acting(request)
    given: dict[str, Any] = {"actor": actor, "project": project, "claims": claims}
    number, words = _GESTURES[gesture_of(request)](request, project, given)
    return Done(words % {"n": number}, _undoable(actor) if number else None)


def gesture_of(request: HttpRequest) -> str:
    """Which button was pressed. Raises ValidationError for none that there is."""
    gesture = request.POST.get("gesture", "")
    if gesture not in _GESTURES:
        raise ValidationError(_("Choose what to do with the claims."))
    return gesture


def _undoable(actor: Actor) -> int | None:
    action = newest_gesture(actor.person, actor.request_id) if actor.person else None
    return action.pk if action else None


def _accept(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = accept_claims(**given)
    return number, ngettext("%(n)s claim accepted.", "%(n)s claims accepted.", number)


def _dismiss(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = dismiss_claims(**given, dismissal=request.POST.get("dismissal", ""))
    return number, ngettext("%(n)s claim dismissed.", "%(n)s claims dismissed.", number)


def _restore(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = restore_claims(**given)
    return number, ngettext("%(n)s claim restored.", "%(n)s claims restored.", number)


def _assign(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = assign_claims(**given, person=_person(request, project))
    return number, ngettext("%(n)s claim assigned.", "%(n)s claims assigned.", number)


def _unassign(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = unassign_claims(**given, person=_person(request, project))
    return number, ngettext("Taken off %(n)s claim.", "Taken off %(n)s claims.", number)


def _clear(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = unassign_claims(**given)
    return number, ngettext(
        "%(n)s claim is assigned to nobody now.", "%(n)s claims are assigned to nobody now.", number
    )


def _tag(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = tag_claims(**given, names=[request.POST.get("tags", "")])
    return number, ngettext("%(n)s claim tagged.", "%(n)s claims tagged.", number)


def _untag(request: HttpRequest, project: Project, given: dict[str, Any]) -> tuple[int, str]:
    number = untag_claims(**given, names=[request.POST.get("tags", "")])
    return number, ngettext("Tag taken off %(n)s claim.", "Tag taken off %(n)s claims.", number)


_GESTURES = {
    "accept": _accept,
    "dismiss": _dismiss,
    "restore": _restore,
    "assign": _assign,
    "unassign": _unassign,
    "clear": _clear,
    "tag": _tag,
    "untag": _untag,
}


def _person(request: HttpRequest, project: Project) -> User:
    name = request.POST.get("person", "")
    if name in {"", ME}:
        return person_of(request)
    found = reviewers_of(project).filter(username=name).first() if "\x00" not in name else None
    if found is None:
        raise ValidationError(_("Nobody of this name may review in the project."))
    return found
