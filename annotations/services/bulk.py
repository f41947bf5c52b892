"""Owns gestures on a selection of a project's claims: one Action, wholly or not at all, saying which claim refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Action, Claim, Dismissal, Project, Verb
from annotations.policy import require
from annotations.services.claims import accept_claim, dismiss_claim, restore_claim
from annotations.services.rows import refuse

MOST = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim that stood in the way of a gesture on many, and why in plain words."""

    claim: Claim
    message: str


class BulkRefused(ValidationError):  # noqa: N818 # what the bulk was, as Stale says what a row is
    """Nothing was done, because of these claims; those that are not named would have been no obstacle."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__({"claims": [f"{refusal.claim}: {refusal.message}" for refusal in refusals]})
        self.refusals = tuple(refusals)


def as_one_gesture(actor: Actor, verb: Verb) -> AbstractContextManager[Action]:
    """Several services called inside are one Action, done wholly or not at all; each asks for its own rights."""
    return recorded(actor, verb)


def accept_claims(*, actor: Actor, project: Project, claims: Sequence[Claim]) -> int:
    """All of the claims, which are suggestions, become open. Returns how many that were."""

    def accept(claim: Claim) -> object:
        return accept_claim(actor=actor, claim=claim, version=None)

    return _each(actor, Verb.CLAIM_ACCEPTED, project, claims, accept)


def dismiss_claims(
    *, actor: Actor, project: Project, claims: Sequence[Claim], dismissal: Dismissal | str, reason: str = ""
) -> int:
    """Set all of the claims aside, for the same reason."""

    def dismiss(claim: Claim) -> object:
        return dismiss_claim(actor=actor, claim=claim, version=None, dismissal=dismissal)

    if dismissal not in Dismissal.values:
        raise refuse("dismissal", _("Say why the claims are dismissed."), "required")
    return _each(actor, Verb.CLAIM_DISMISSED, project, claims, dismiss, reason)


def restore_claims(*, actor: Actor, project: Project, claims: Sequence[Claim]) -> int:
    """All of the claims, which were dismissed, are open again."""

    def restore(claim: Claim) -> object:
        return restore_claim(actor=actor, claim=claim, version=None)

    return _each(actor, Verb.CLAIM_RESTORED, project, claims, restore)


def _each(
    actor: Actor,
    verb: Verb,
    project: Project,
    claims: Sequence[Claim],
    gesture: Callable[[Claim], object],
    reason: str = "",
) -> int:
    require(actor, verb, project)
    chosen = selected(project, claims)
    with recorded(actor, verb, reason=reason):
        refusals = [refusal for claim in chosen if (refusal := _tried(gesture, claim))]
        if refusals:
            raise BulkRefused(refusals)
    return len(chosen)


def selected(project: Project, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each once, when so many of this project may be changed at once. Raises ValidationError."""
    # In the order of their ids, so that two selections that overlap never wait for each other.
    chosen = sorted({claim.pk: claim for claim in claims}.values(), key=lambda claim: claim.pk)
    if not chosen:
        raise refuse("claims", _("Select the claims first."), "required")
    if len(chosen) > MOST:
        raise refuse("claims", _("At most %(most)s claims are changed at once.") % {"most": MOST})
    if any(claim.article.project_id != project.pk for claim in chosen):
        raise refuse("claims", _("These claims belong to another project."))
    return chosen


def hold(claims: Sequence[Claim]) -> None:
    """Lock the claims until the transaction ends, in the order of their ids."""
    ids = [claim.pk for claim in claims]
    list(Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _tried(gesture: Callable[[Claim], object], claim: Claim) -> Refusal | None:
    try:
        gesture(claim)
    except ValidationError as refused:
        return Refusal(claim, " ".join(refused.messages))
    return None
