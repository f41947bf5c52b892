"""Owns marking a claim's words at other places of its article: one Action, each place a claim of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Claim, Kind, Lineage, Verb
from annotations.policy import require
from annotations.selectors.elsewhere import elsewhere
from annotations.services.claims import mark_claim
from annotations.services.passing_on import pass_on
from annotations.services.rows import refuse, stored
from annotations.text.span import Span


def mark_elsewhere(*, actor: Actor, claim: Claim, spans: Sequence[Span]) -> list[Claim]:
    """Mark the claim's words at these places too, with its wording, kind and claimant, and keep where they came from.

    Raises ValidationError for a place that is none, or is marked by now.
    """
    require(actor, Verb.OCCURRENCES_MARKED, claim.article.project)
    if not spans:
        raise refuse("spans", _("Select the places first."), "required")
    with recorded(actor, Verb.OCCURRENCES_MARKED):
        free = {occurrence.span for occurrence in elsewhere(claim)}
        if not free.issuperset(spans):
            raise refuse("spans", _("One of these places is marked by now. Look at them again."), "taken")
        return [_marked(actor, claim, span) for span in spans]


def _marked(actor: Actor, claim: Claim, span: Span) -> Claim:
    made = mark_claim(
        actor=actor,
        article=claim.article,
        spans=[span],
        statement=claim.statement,
        kind=Kind(claim.kind),
        claimant=claim.claimant,
        said_on=claim.said_on,
    )
    pass_on(actor, [claim], [made])
    how = Lineage.How.DUPLICATED
    stored(Lineage(claim=made, predecessor=claim, article_id=claim.article_id, how=how))
    return made
