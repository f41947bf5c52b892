"""Owns projects and their rating scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Membership, Project, Rating, RatingScale, Role, User, Verb
from annotations.policy import require
from annotations.services.rows import changed, locked, refuse, stored


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale, best first. `value` is 5 (true) to 1 (false), or None for no degree of truth."""

    code: str
    label: str
    tone: Rating.Tone
    value: int | None
    description: str = ""


def define_scale(
    *, actor: Actor, slug: str, name: str, steps: Sequence[Step], description: str = ""
) -> RatingScale:
    """Define a scale, or the next edition of one: what was rated on an older edition stays as it was."""
    require(actor, Verb.SCALE_DEFINED)
    if not steps:
        raise refuse("steps", _("A scale has at least one rating."))
    with recorded(actor, Verb.SCALE_DEFINED):
        edition = RatingScale.objects.filter(slug=slug).count() + 1
        scale = stored(RatingScale(slug=slug, edition=edition, name=name, description=description))
        for position, step in enumerate(steps, start=1):
            stored(
                Rating(
                    scale=scale,
                    code=step.code,
                    label=step.label,
                    description=step.description,
                    position=position,
                    tone=step.tone,
                    value=step.value,
                )
            )
        return scale


def create_project(
    *,
    actor: Actor,
    slug: str,
    name: str,
    scale: RatingScale,
    owner: User | None,
    description: str = "",
    verdicts_needed: int = 1,
    second_person_publishes: bool = True,
) -> Project:
    """Create a project; its owner becomes its first member."""
    require(actor, Verb.PROJECT_CREATED)
    with recorded(actor, Verb.PROJECT_CREATED):
        project = stored(
            Project(
                slug=slug,
                name=name,
                description=description,
                scale=scale,
                verdicts_needed=verdicts_needed,
                second_person_publishes=second_person_publishes,
            )
        )
        if owner:
            stored(Membership(project=project, person=owner, role=Role.OWNER))
        return project


def change_project(
    *,
    actor: Actor,
    project: Project,
    version: int | None,
    name: str | None = None,
    description: str | None = None,
    scale: RatingScale | None = None,
    verdicts_needed: int | None = None,
    second_person_publishes: bool | None = None,
    reason: str = "",
) -> Project:
    """Change what is named; None leaves a value as it is."""
    require(actor, Verb.PROJECT_CHANGED, project)
    given = {
        "name": name,
        "description": description,
        "scale": scale,
        "verdicts_needed": verdicts_needed,
        "second_person_publishes": second_person_publishes,
    }
    with recorded(actor, Verb.PROJECT_CHANGED, reason=reason):
        return changed(
            locked(project, version), **{key: value for key, value in given.items() if value is not None}
        )
