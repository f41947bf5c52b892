"""Published rulings as schema.org ClaimReview (Google's profile): a JSON list, one object a ruling."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from annotations.exchange.records import (
    ArticleRecord,
    ClaimRecord,
    ProjectRecord,
    RatingRecord,
    RulingRecord,
)

WORST, BEST = 1, 5
EXPLANATION_LIMIT = 300  # code points: one or two sentences


def write(project: ProjectRecord, articles: Iterable[ArticleRecord]) -> Iterator[str]:
    """A JSON list of ClaimReview objects; `[]` when nothing is published."""
    separator = "[\n"
    for article in articles:
        for claim in article.claims:
            if claim.ruling and claim.ruling.state == "published":
                yield separator + json.dumps(
                    review(project, article, claim, claim.ruling), ensure_ascii=False
                )
                separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def review(
    project: ProjectRecord, article: ArticleRecord, claim: ClaimRecord, ruling: RulingRecord
) -> dict[str, Any]:
    """One ClaimReview. Empty properties are left out, as the profile asks."""
    page = ruling.url or f"{project.base_url}/claims/{claim.id}/"
    corrections = [
        {
            "@type": "CorrectionComment",
            "text": correction.explanation,
            "datePublished": correction.created_at.isoformat(),
        }
        for correction in ruling.corrections
    ]
    sources = [citation.source.url for citation in claim.citations if not citation.withdrawn_at]
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{page}#claim-{claim.id}",
            "url": page,
            "claimReviewed": claim.statement,
            "author": {"@type": "Organization", "name": project.name, "url": project.base_url},
            "datePublished": ruling.published_at and ruling.published_at.date().isoformat(),
            "dateModified": ruling.corrections and ruling.corrections[-1].created_at.isoformat(),
            "inLanguage": article.language,
            "itemReviewed": _claim(article, claim),
            "reviewRating": _rating(ruling.rating, ruling.summary),
            "reviewBody": ruling.summary,
            "citation": sources,
            "correction": corrections,
        }
    )


def _claim(article: ArticleRecord, claim: ClaimRecord) -> dict[str, Any]:
    said_on = claim.said_on or article.published_on
    appearance = _filled(
        {
            "@type": "CreativeWork",
            "url": article.url,
            "headline": article.title,
            "datePublished": article.published_on and article.published_on.isoformat(),
            "publisher": article.publisher and {"@type": "Organization", "name": article.publisher},
        }
    )
    return _filled(
        {
            "@type": "Claim",
            "author": claim.claimant and {"@type": _claimant_type(claim.claimant), "name": claim.claimant},
            "datePublished": said_on and said_on.isoformat(),
            "appearance": appearance,
        }
    )


def _rating(rating: RatingRecord, summary: str) -> dict[str, Any]:
    """Ratings that are no degree of truth carry no number: an absent one misleads less than a wrong one."""
    numbers = (
        {}
        if rating.value is None
        else {"ratingValue": rating.value, "bestRating": BEST, "worstRating": WORST}
    )
    return {"@type": "Rating", "alternateName": rating.label, **numbers, "ratingExplanation": _short(summary)}


def _short(summary: str) -> str:
    text = " ".join(summary.split())
    return text if len(text) <= EXPLANATION_LIMIT else text[: EXPLANATION_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _claimant_type(claimant: str) -> str:
    """Two or three capitalised words are most likely a person; the profile allows no third type."""
    words = claimant.split()
    return "Person" if 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words) else "Organization"


def _filled(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [], ())}
