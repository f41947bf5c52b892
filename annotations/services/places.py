"""Owns the place in an article's text that a note points at: checked like every span, exact or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotations.models import Article, Claim, Source, Verdict
from annotations.services.rows import refuse
from annotations.text.quoting import nearest
from annotations.text.span import Span

LONGEST = 5_000  # code points of a place


@dataclass(frozen=True, slots=True)
class Place:
    """Code points of the article's newest text, and what they say."""

    span: Span
    quote: str


def place_values(about: Article | Claim | Verdict | Source, place: Place | None) -> dict[str, Any]:
    """The columns of a note that points there; none of them without a place. Raises ValidationError under `place`."""
    if place is None:
        return {}
    article = _article_of(about)
    if article is None:
        raise refuse("place", _("A note about a source points at no place in an article."))
    revision = article.revisions.order_by("-number")[0]
    span, quote = place.span, place.quote
    if span.end > len(revision.text):
        raise refuse("place", _("The place lies outside the text."), "outside")
    if len(span) > LONGEST:
        raise refuse("place", _("A place has at most %(most)s characters.") % {"most": LONGEST})
    if span.of(revision.text) != quote:
        raise refuse("place", _not_there(revision.text, place), "quote")
    if not quote.strip():
        raise refuse("place", _("A place holds more than white space."), "blank")
    return {"revision": revision, "start": span.start, "end": span.end, "quote": quote}


def _not_there(text: str, place: Place) -> str:
    found = nearest(text, place.quote, place.span.start)
    here = {"start": place.span.start, "end": place.span.end}
    if found is None:
        return (
            _("The text at %(start)s to %(end)s is not the quote given, which stands nowhere in it.") % here
        )
    return _(
        "The text at %(start)s to %(end)s is not the quote given. The nearest exact match is %(from)s to %(to)s."
    ) % {**here, "from": found.start, "to": found.end}


def _article_of(about: Article | Claim | Verdict | Source) -> Article | None:
    if isinstance(about, Verdict):
        return about.claim.article
    if isinstance(about, Claim):
        return about.article
    return about if isinstance(about, Article) else None
