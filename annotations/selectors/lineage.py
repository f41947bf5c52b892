"""Answers which claims a claim was made of, and which were made of it. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models import Claim, Lineage


@dataclass(frozen=True, slots=True)
class Relative:
    """One claim in the lineage of another: `words` go before it, as in `split from` or `split into`."""

    words: str
    claim: Claim


INTO = {
    Lineage.How.SPLIT: _("split into"),
    Lineage.How.MERGED: _("merged into"),
    Lineage.How.DUPLICATED: _("the same words in"),
}


def relatives_of(claim: Claim) -> tuple[Relative, ...]:
    """The claims that this one was made of, then those that were made of it, in the order of the text. One query."""
    rows = Lineage.objects.filter(Q(claim=claim) | Q(predecessor=claim)).select_related(
        "claim", "predecessor"
    )
    origins = [Relative(row.get_how_display(), row.predecessor) for row in rows if row.claim_id == claim.pk]
    made = [Relative(str(INTO[Lineage.How(row.how)]), row.claim) for row in rows if row.claim_id != claim.pk]
    return (*sorted(origins, key=_place), *sorted(made, key=_place))


def _place(relative: Relative) -> tuple[int, int]:
    return relative.claim.start, relative.claim.pk
