"""Owns saying that one has looked at writes which no Action explains."""

from __future__ import annotations

from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Acknowledgement, Project, Verb
from annotations.policy import require
from annotations.selectors.outside_writes import is_outside_write
from annotations.services.rows import refuse, stored


def acknowledge_outside_writes(
    *, actor: Actor, project: Project | None, change_id: int, reason: str = ""
) -> Acknowledgement:
    """Everything outside factcheck up to this Change was looked at: in the project, or on the site for None.

    Raises ValidationError when `change_id` is no such write there, and PermissionDenied for anybody but an owner of the
    project or an operator of the site.
    """
    require(actor, Verb.HISTORY_ACKNOWLEDGED, project)
    if actor.person is None:
        raise refuse("person", _("Only a person can have looked at something."))
    if not is_outside_write(change_id, project):
        raise refuse("change_id", _("This is no write from outside that belongs here."))
    with recorded(actor, Verb.HISTORY_ACKNOWLEDGED, reason=reason):
        return stored(Acknowledgement(project=project, person=actor.person, change_id=change_id))
