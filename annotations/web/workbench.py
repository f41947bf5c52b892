"""Owns the workbench of an article: its text with the claims marked, their list, one claim's card."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from annotations.selectors.scoping import claims_of
from annotations.selectors.timeline.pages import claim_timeline
from annotations.selectors.workbench import newest_revision
from annotations.web.acting import person_of
from annotations.web.card import card_context, open_article, page, wants_parts
from annotations.web.place import article_at, claim_at, row_id

RECENT = 8


def workbench(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article with no claim open, or with the one that `?claim=` names."""
    article = article_at(request, article_id)
    asked = row_id(request.GET.get("claim"))
    if asked is not None:
        return page(request, get_object_or_404(claims_of(person_of(request)), pk=asked, article=article))
    return open_article(request, article)


def claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The article with this claim open; only the card for a script that has the page already."""
    opened = claim_at(request, claim_id)
    if not wants_parts(request):
        return page(request, opened)
    text = newest_revision(opened.article).text
    context = card_context(request, opened, text, None)
    context |= {"article": opened.article, "open_id": opened.pk}
    return render(request, "annotations/workbench/card.html", context)


def recent(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The last gestures on a claim, for its card; the whole history is a page of its own."""
    claim = claim_at(request, claim_id)
    context = {"timeline": claim_timeline(claim, limit=RECENT)}
    return render(request, "annotations/workbench/recent.html", context)
