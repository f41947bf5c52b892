"""Owns the desk's one answer on a claim: drafted, published, and then changed only through a Correction."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Claim, Correction, Rating, Ruling, State, Verb
from annotations.policy import require
from annotations.selectors.publishing import publishing_obstacles
from annotations.services.rows import Stale, changed, locked, refuse, stored


def draft_ruling(
    *, actor: Actor, claim: Claim, rating: Rating, summary: str, url: str = "", version: int | None = None
) -> Ruling:
    """Draft the ruling, or change its draft. `version` is that of the draft as it was seen, None for none."""
    require(actor, Verb.RULING_DRAFTED, claim.article.project)
    if actor.person is None:
        raise refuse("drafted_by", _("A ruling is a person's, never a program's."))
    with recorded(actor, Verb.RULING_DRAFTED):
        current = _decidable(locked(claim, None))
        _check_scale(current, rating)
        draft = Ruling.objects.filter(claim=current).first()
        if draft is None:
            changed(current, state=State.DECIDED)
            return stored(
                Ruling(
                    claim=current,
                    article_id=current.article_id,
                    rating=rating,
                    summary=summary,
                    url=url,
                    drafted_by=actor.person,
                )
            )
        if version is None:
            raise Stale(draft)
        return changed(
            locked(draft, version), rating=rating, summary=summary, url=url, drafted_by=actor.person
        )


def publish_ruling(*, actor: Actor, ruling: Ruling, version: int | None, reason: str = "") -> Ruling:
    """Publish the draft. Raises ValidationError with every rule of the project that does not hold."""
    require(actor, Verb.RULING_PUBLISHED, ruling.claim.article.project)
    if actor.person is None:
        raise refuse("published_by", _("A ruling is published by a person, never by a program."))
    with recorded(actor, Verb.RULING_PUBLISHED, reason=reason):
        claim = locked(ruling.claim, None)
        current = locked(ruling, version)
        if current.state != Ruling.State.DRAFT:
            raise refuse(
                "state", _("The ruling is %(state)s already.") % {"state": current.get_state_display()}
            )
        if obstacles := publishing_obstacles(claim, actor.person):
            raise ValidationError({NON_FIELD_ERRORS: obstacles})
        changed(claim, state=State.PUBLISHED)
        return changed(
            current,
            state=Ruling.State.PUBLISHED,
            published_by=actor.person,
            published_at=timezone.now(),
        )


def correct_ruling(
    *,
    actor: Actor,
    ruling: Ruling,
    version: int | None,
    kind: Correction.Kind | str,
    explanation: str,
    rating: Rating | None = None,
    summary: str | None = None,
) -> Correction:
    """Change a published ruling in public: old, new, why, who and when are kept and exported."""
    retracts = kind == Correction.Kind.RETRACTION
    verb = Verb.RULING_RETRACTED if retracts else Verb.RULING_CORRECTED
    require(actor, verb, ruling.claim.article.project)
    if actor.person is None:
        raise refuse("corrected_by", _("A correction is a person's, never a program's."))
    with recorded(actor, verb, reason=explanation):
        claim = locked(ruling.claim, None)
        current = locked(ruling, version)
        if current.state != Ruling.State.PUBLISHED:
            raise refuse("state", _("Only a published ruling is corrected; a draft is simply changed."))
        new_rating, new_summary = rating or current.rating, summary or current.summary
        # A rating that stays may be from the scale that the project had when it was published.
        if new_rating != current.rating:
            _check_scale(claim, new_rating)
        _check_correction(current, kind, new_rating, new_summary)
        correction = stored(
            Correction(
                ruling=current,
                article_id=current.article_id,
                kind=kind,
                explanation=explanation,
                old_rating=current.rating,
                new_rating=new_rating,
                old_summary=current.summary,
                new_summary=new_summary,
                corrected_by=actor.person,
            )
        )
        state = Ruling.State.RETRACTED if retracts else current.state
        changed(current, rating=new_rating, summary=new_summary, state=state)
        return correction


def _check_correction(ruling: Ruling, kind: str, rating: Rating, summary: str) -> None:
    same_rating, same_summary = rating == ruling.rating, summary == ruling.summary
    if kind == Correction.Kind.RETRACTION:
        if not (same_rating and same_summary):
            raise refuse("kind", _("A retraction leaves the rating and the summary as they were published."))
    elif same_rating and same_summary:
        raise refuse("summary", _("Nothing is different from what is published."))
    elif not same_rating and kind != Correction.Kind.RATING_CHANGE:
        raise refuse("kind", _("Another rating is a change of rating: choose that kind of correction."))


def _decidable(claim: Claim) -> Claim:
    if claim.state in {State.SUGGESTED, State.DISMISSED}:
        raise refuse(
            "claim",
            _("The claim is %(state)s: it must be open first.") % {"state": claim.get_state_display()},
            claim.state,
        )
    if claim.state == State.PUBLISHED:
        raise refuse(
            "claim", _("The ruling is published. It changes only through a correction."), "published"
        )
    if not claim.verdicts.filter(withdrawn_at__isnull=True).exists():
        raise refuse("claim", _("A ruling is made from verdicts, and the claim has none yet."), "no_verdict")
    return claim


def _check_scale(claim: Claim, rating: Rating) -> None:
    if rating.scale_id != claim.article.project.scale_id:
        raise refuse("rating", _("This rating is not on the project's scale."), "unknown")
