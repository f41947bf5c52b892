"""Answers which claims a claim was made of, and which were made of it. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import Claim, Lineage


@dataclass(frozen=True, slots=True)
class Relative:
    """One claim in the lineage of another: `words` go before it, as in `split from` or `split into`."""

    words: str
    claim: Claim


INTO = {
    Lineage.How.SPLIT: "split into",
    Lineage.How.MERGED: "merged into",
    Lineage.How.DUPLICATED: "the same words in",
}


def origins_of(claim: Claim) -> list[Relative]:
    """The claims that this one was made of, in the order of the text. One query."""
    rows = claim.origins.select_related("predecessor").order_by("predecessor__start", "predecessor_id")
    return [Relative(row.get_how_display(), row.predecessor) for row in rows]


def successors_of(claim: Claim) -> list[Relative]:
    """The claims that were made of this one. One query."""
    rows = claim.successors.select_related("claim").order_by("claim__start", "claim_id")
    return [Relative(INTO[Lineage.How(row.how)], row.claim) for row in rows]
