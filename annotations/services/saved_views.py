"""Owns a person's saved views of a project's queue and search: their own, nobody else sees or changes them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Project, SavedView, Verb
from annotations.policy import require
from annotations.services.rows import changed, locked, refuse, stored

MOST = 30


def save_view(*, actor: Actor, project: Project, name: str, query: str) -> SavedView:
    """Keep the query string of the address, of the queue or of a search, under a name."""
    require(actor, Verb.VIEW_SAVED, project)
    if actor.person is None:
        raise refuse("person", _("A view is a person's, never a program's."))
    with recorded(actor, Verb.VIEW_SAVED):
        if SavedView.objects.filter(person=actor.person, project=project).count() >= MOST:
            raise refuse("name", _("You have %(most)s views already. Delete one first.") % {"most": MOST})
        return stored(SavedView(project=project, person=actor.person, name=name.strip(), query=query))


def rename_view(*, actor: Actor, view: SavedView, version: int | None, name: str) -> SavedView:
    _require_own(actor, Verb.VIEW_RENAMED, view)
    with recorded(actor, Verb.VIEW_RENAMED):
        return changed(locked(view, version), name=name.strip())


def delete_view(*, actor: Actor, view: SavedView) -> None:
    """Forget the view. What it was stays in the history."""
    _require_own(actor, Verb.VIEW_DELETED, view)
    with recorded(actor, Verb.VIEW_DELETED):
        locked(view, None).delete()


def _require_own(actor: Actor, verb: Verb, view: SavedView) -> None:
    require(actor, verb, view.project)
    if actor.person != view.person:
        raise PermissionDenied(_("Only the person whose view it is may do this."))
