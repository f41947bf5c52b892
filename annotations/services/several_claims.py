"""Owns gestures on several claims at once: one Action, done wholly or not at all, undone as one."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, Dismissal, Kind, State, Verb
from annotations.policy import require
from annotations.selectors.elsewhere import elsewhere
from annotations.services.claims import accept_claim, dismiss_claim, mark_claim
from annotations.services.rows import refuse
from annotations.text.span import Span

MOST = 1_000


def accept_several(*, actor: Actor, article: Article, claims: Sequence[Claim]) -> int:
    """Accept those of the claims that are suggestions. Returns how many that were."""
    require(actor, Verb.CLAIM_ACCEPTED, article.project)
    suggested = [claim for claim in _chosen(article, claims) if claim.state == State.SUGGESTED]
    if not suggested:
        raise refuse("claims", "None of these claims is a suggestion.")
    with recorded(actor, Verb.CLAIM_ACCEPTED):
        for claim in suggested:
            accept_claim(actor=actor, claim=claim, version=None)
    return len(suggested)


def dismiss_several(
    *, actor: Actor, article: Article, claims: Sequence[Claim], dismissal: Dismissal | str, reason: str = ""
) -> int:
    """Set those of the claims aside that are not yet; refused as a whole when one has a ruling."""
    require(actor, Verb.CLAIM_DISMISSED, article.project)
    standing = [claim for claim in _chosen(article, claims) if claim.state != State.DISMISSED]
    if not standing:
        raise refuse("claims", "These claims are dismissed already.")
    with recorded(actor, Verb.CLAIM_DISMISSED, reason=reason):
        for claim in standing:
            dismiss_claim(actor=actor, claim=claim, version=None, dismissal=dismissal)
    return len(standing)


def mark_elsewhere(*, actor: Actor, claim: Claim, spans: Sequence[Span]) -> list[Claim]:
    """Mark the claim's words at other places too, each a claim of its own with the same wording."""
    require(actor, Verb.CLAIM_MARKED, claim.article.project)
    free = {occurrence.span for occurrence in elsewhere(claim)}
    if not spans:
        raise refuse("spans", "Select the places first.", "required")
    if not free.issuperset(spans):
        raise refuse("spans", "One of these places is marked by now. Look at them again.", "taken")
    with recorded(actor, Verb.CLAIM_MARKED, reason=f"The words of claim {claim.pk} at other places."):
        return [
            mark_claim(
                actor=actor,
                article=claim.article,
                spans=[span],
                statement=claim.statement,
                kind=Kind(claim.kind),
                claimant=claim.claimant,
            )
            for span in spans
        ]


def _chosen(article: Article, claims: Sequence[Claim]) -> Sequence[Claim]:
    if not claims:
        raise refuse("claims", "Select the claims first.", "required")
    if len(claims) > MOST:
        raise refuse("claims", f"At most {MOST} claims are changed at once.")
    if any(claim.article_id != article.pk for claim in claims):
        raise refuse("claims", "These claims belong to different articles.")
    return claims
