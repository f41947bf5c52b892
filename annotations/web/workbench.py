"""Owns the workbench of an article: its text with the claims marked, their list, one claim's card."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.selectors.workbench import newest_revision
from annotations.web.card import card_context, open_article, page, wants_parts
from annotations.web.place import article_at, claim_at


def workbench(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article with no claim open."""
    return open_article(request, article_at(request, article_id))


def claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The article with this claim open; only the card for a script that has the page already."""
    opened = claim_at(request, claim_id)
    if not wants_parts(request):
        return page(request, opened)
    text = newest_revision(opened.article).text
    context = card_context(request, opened, text, None)
    context |= {"article": opened.article, "open_id": opened.pk}
    return render(request, "annotations/workbench/card.html", context)
