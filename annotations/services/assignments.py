"""Owns who is asked to review which claim. It grants nothing, and leaves a claim's version alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Assignment, Claim, Project, User, Verb
from annotations.policy import may_for_others, require, reviewers_of
from annotations.services.bulk import hold, selected
from annotations.services.rows import refuse

MOST_ON_A_CLAIM = 20


def assign_claims(*, actor: Actor, project: Project, claims: Sequence[Claim], person: User) -> int:
    """Ask a person to review claims: oneself, or anybody who may review, for an editor.

    Returns how many claims were not theirs before.
    """
    _require(actor, Verb.CLAIM_ASSIGNED, project, person)
    chosen = selected(project, claims)
    if not reviewers_of(project).filter(pk=person.pk).exists():
        raise refuse("person", _("Only members of the project who may review are asked to."), "member")
    with recorded(actor, Verb.CLAIM_ASSIGNED):
        hold(chosen)
        theirs: dict[int, set[int]] = {claim.pk: set() for claim in chosen}
        for claim_id, person_id in Assignment.objects.filter(claim__in=chosen).values_list(
            "claim_id", "person_id"
        ):
            theirs[claim_id].add(person_id)
        fresh = [claim for claim in chosen if person.pk not in theirs[claim.pk]]
        if any(len(theirs[claim.pk]) >= MOST_ON_A_CLAIM for claim in fresh):
            raise refuse(
                "person", _("A claim is assigned to at most %(most)s people.") % {"most": MOST_ON_A_CLAIM}
            )
        Assignment.objects.bulk_create(
            [
                Assignment(claim=claim, article_id=claim.article_id, person=person, assigned_by=actor.person)
                for claim in fresh
            ],
            batch_size=200,
        )
    return len(fresh)


def unassign_claims(
    *, actor: Actor, project: Project, claims: Sequence[Claim], person: User | None = None
) -> int:
    """Take a person off claims, or everybody. Returns how many claims somebody was taken off."""
    _require(actor, Verb.CLAIM_UNASSIGNED, project, person)
    chosen = selected(project, claims)
    with recorded(actor, Verb.CLAIM_UNASSIGNED):
        hold(chosen)
        rows = Assignment.objects.filter(claim__in=chosen)
        if person is not None:
            rows = rows.filter(person=person)
        touched = len(set(rows.values_list("claim_id", flat=True)))
        rows.delete()
    return touched


def take_off_everything(person: User, project: Project) -> None:
    """Inside an Action: somebody who leaves the project is asked for nothing in it any more."""
    Assignment.objects.filter(person=person, claim__article__project=project).delete()


def _require(actor: Actor, verb: Verb, project: Project, person: User | None) -> None:
    require(actor, verb, project)
    is_oneself = person is not None and actor.person == person
    if not is_oneself and not may_for_others(actor, verb, project):
        raise PermissionDenied(_("Reviewers assign claims to themselves; an editor assigns them to others."))
