"""Answers what an article's page for paper holds: its text with numbered claims, and all that was said on each.

The number of queries does not depend on how much the article holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from annotations.models import Article, Citation, Revision, Ruling, State, User, Verdict
from annotations.selectors.article_text import Passage, passages
from annotations.selectors.workbench import ClaimRow, newest_revision, rows_of

Row = TypeVar("Row", Verdict, Citation)


@dataclass(frozen=True, slots=True)
class PaperClaim:
    """One claim with its verdicts and citations that stand, and its ruling if it has one."""

    row: ClaimRow
    verdicts: tuple[Verdict, ...]
    citations: tuple[Citation, ...]
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class Paper:
    article: Article
    revision: Revision
    passages: tuple[Passage, ...]
    claims: tuple[PaperClaim, ...]


def paper_of(article: Article, person: User) -> Paper:
    """The article's newest text and its claims; suggestions and what was dismissed are left out."""
    revision = newest_revision(article)
    rows = [row for row in rows_of(revision, person) if row.state not in {State.SUGGESTED, State.DISMISSED}]
    verdicts = _by_claim(
        Verdict.objects.filter(claim__revision=revision, withdrawn_at__isnull=True)
        .select_related("rating", "reviewer")
        .order_by("id")
    )
    citations = _by_claim(
        Citation.objects.filter(claim__revision=revision, withdrawn_at__isnull=True)
        .select_related("source")
        .order_by("id")
    )
    rulings = {
        ruling.claim_id: ruling
        for ruling in Ruling.objects.filter(claim__revision=revision).select_related("rating")
    }
    claims = tuple(
        PaperClaim(row, verdicts.get(row.id, ()), citations.get(row.id, ()), rulings.get(row.id))
        for row in rows
    )
    text = tuple(passages(revision.text, [row.marked for row in rows]))
    return Paper(article, revision, text, claims)


def _by_claim(rows: Iterable[Row]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return {claim_id: tuple(those) for claim_id, those in found.items()}
