"""Owns one citation on a claim's card with its forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from annotations.models import Citation
from annotations.selectors.claim_card import ClaimCard
from annotations.web.card_forms import CardForm, WithdrawalForm
from annotations.web.citation_forms import CitationForm, CopyForm


@dataclass(frozen=True, slots=True)
class Cited:
    """`copied_at` is when the newest copy of the source was kept, None where there is none."""

    citation: Citation
    form: CardForm
    copy_form: CardForm
    withdrawal: CardForm
    copied_at: datetime | None


def cited_on(card: ClaimCard, sent: Mapping[str, CardForm]) -> list[Cited]:
    """The standing citations; `sent` are forms that were sent, by their ids, and take the place of their like."""
    return [
        Cited(
            citation,
            sent.get(f"citation-{citation.pk}") or CitationForm.of(citation),
            sent.get(f"copy-{citation.pk}") or CopyForm(ident=str(citation.pk)),
            sent.get(f"withdrawal-{citation.pk}")
            or WithdrawalForm(ident=str(citation.pk), initial={"version": citation.version}),
            getattr(citation, "copied_at", None),
        )
        for citation in card.citations
    ]
