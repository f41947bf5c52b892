"""Answers whether a claim's ruling may be published, and what is missing. Publishes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models import Citation, Claim, Ruling, User, Verdict
from annotations.selectors.scoping import rulings_of


def public_rulings_of(person: User) -> QuerySet[Ruling]:
    """Rulings that readers were told, also those retracted since; a draft is not among them."""
    return rulings_of(person).exclude(state=Ruling.State.DRAFT)


def publishing_obstacles(claim: Claim, person: User | None) -> list[str]:
    """What the project's rules still ask for before this person may publish; empty when nothing is missing."""
    verdicts = claim.verdicts.filter(withdrawn_at__isnull=True).select_related("reviewer")
    citations = claim.citations.filter(withdrawn_at__isnull=True)
    return obstacles_among(claim, list(verdicts), list(citations), person)


def obstacles_among(
    claim: Claim, verdicts: Sequence[Verdict], citations: Sequence[Citation], person: User | None
) -> list[str]:
    """The same for rows that are at hand: the claim's verdicts and citations that are not withdrawn."""
    project = claim.article.project
    counted = [verdict for verdict in verdicts if not verdict.is_stale]
    obstacles = []
    missing = project.verdicts_needed - len(counted)
    if missing > 0:
        needed = ngettext(
            "%(number)s more verdict is needed.", "%(number)s more verdicts are needed.", missing
        )
        obstacles.append(needed % {"number": missing})
    if any(not verdict.rationale for verdict in counted):
        obstacles.append(_("A verdict has no rationale."))
    if len(counted) < len(verdicts):
        obstacles.append(_("A verdict is stale: its reviewer must look again."))
    if not citations:
        obstacles.append(_("No source is cited."))
    if claim.needs_reanchor:
        obstacles.append(_("The article's text changed under the claim: confirm its place first."))
    if project.second_person_publishes and person and any(verdict.reviewer == person for verdict in verdicts):
        obstacles.append(_("You gave a verdict on this claim: a second person must publish."))
    return obstacles
