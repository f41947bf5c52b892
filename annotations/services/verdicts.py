"""Owns reviewers' verdicts."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Claim, Rating, State, User, Verb, Verdict
from annotations.policy import require
from annotations.services.rows import Stale, changed, locked, refuse, stored


def give_verdict(
    *,
    actor: Actor,
    claim: Claim,
    rating: Rating,
    rationale: str = "",
    version: int | None = None,
    reason: str = "",
) -> Verdict:
    """Give or revise one's own verdict. `version` is that of one's earlier verdict as it was seen, None for none.

    A suggestion that somebody rates is thereby accepted.
    """
    reviewer = _person(actor)
    mine = Verdict.objects.filter(claim=claim, reviewer=reviewer).first()
    verb = Verb.VERDICT_REVISED if mine else Verb.VERDICT_GIVEN
    require(actor, verb, claim.article.project)
    with recorded(actor, verb, reason=reason):
        current = _reviewable(locked(claim, None))
        # A rating that stays may be from the scale that the project had when it was given.
        stays = mine is not None and mine.rating_id == rating.pk
        if not stays and rating.scale_id != current.article.project.scale_id:
            raise refuse("rating", _("This rating is not on the project's scale."), "unknown")
        if current.state == State.SUGGESTED:
            changed(current, state=State.OPEN)
        if mine is None:
            return stored(
                Verdict(
                    claim=current,
                    article_id=current.article_id,
                    reviewer=reviewer,
                    rating=rating,
                    rationale=rationale,
                )
            )
        if version is None and mine.withdrawn_at is None:
            raise Stale(mine)
        return changed(
            locked(mine, version), rating=rating, rationale=rationale, is_stale=False, withdrawn_at=None
        )


def withdraw_verdict(*, actor: Actor, verdict: Verdict, version: int | None, reason: str) -> Verdict:
    """Take one's verdict back, saying why. It stays readable and counts no more."""
    require(actor, Verb.VERDICT_WITHDRAWN, verdict.claim.article.project)
    if not reason.strip():
        raise refuse("reason", _("Say why the verdict is withdrawn."), "required")
    with recorded(actor, Verb.VERDICT_WITHDRAWN, reason=reason):
        # The claim before what stands on it, as every gesture on a claim does, so that two never wait for each other.
        claim = locked(verdict.claim, None)
        current = locked(verdict, version)
        if current.reviewer != actor.person:
            raise refuse("reviewer", _("Only the reviewer who gave a verdict withdraws it."))
        _reviewable(claim)
        if current.withdrawn_at:
            raise refuse("verdict", _("The verdict is withdrawn already."))
        return changed(current, withdrawn_at=timezone.now())


def _person(actor: Actor) -> User:
    if actor.person is None:
        raise refuse("reviewer", _("A verdict is a person's, never a program's."))
    return actor.person


def _reviewable(claim: Claim) -> Claim:
    if claim.state == State.DISMISSED:
        raise refuse("claim", _("The claim is dismissed. Restore it before giving a verdict."), "dismissed")
    if claim.state == State.PUBLISHED:
        raise refuse(
            "claim", _("The ruling is published. It changes only through a correction."), "published"
        )
    return claim
