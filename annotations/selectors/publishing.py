"""Answers whether a claim's ruling may be published, and what is missing. Publishes nothing."""

from __future__ import annotations

from annotations.models import Claim, User


def publishing_obstacles(claim: Claim, person: User | None) -> list[str]:
    """What the project's rules still ask for before this person may publish; empty when nothing is missing."""
    project = claim.article.project
    verdicts = claim.verdicts.filter(withdrawn_at__isnull=True)
    counted = verdicts.filter(is_stale=False)
    obstacles = []
    missing = project.verdicts_needed - counted.count()
    if missing > 0:
        obstacles.append(f"{missing} more {'verdict is' if missing == 1 else 'verdicts are'} needed.")
    if counted.filter(rationale="").exists():
        obstacles.append("A verdict has no rationale.")
    if verdicts.filter(is_stale=True).exists():
        obstacles.append("A verdict is stale: its reviewer must look again.")
    if not claim.citations.filter(withdrawn_at__isnull=True).exists():
        obstacles.append("No source is cited.")
    if claim.needs_reanchor:
        obstacles.append("The article's text changed under the claim: confirm its place first.")
    if project.second_person_publishes and person and verdicts.filter(reviewer=person).exists():
        obstacles.append("You gave a verdict on this claim: a second person must publish.")
    return obstacles
