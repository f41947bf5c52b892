"""Owns the pages that show how an article or a claim came to be what it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.models import Article, Claim, Verb
from annotations.policy import may
from annotations.selectors.timeline import Page, article_timeline, claim_timeline
from annotations.web.acting import acting
from annotations.web.place import article_at, claim_at, row_id


@require_safe
def article_history(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    page = article_timeline(article, before=row_id(request.GET.get("before")))
    return _shown(request, page, article, None)


@require_safe
def claim_history(request: HttpRequest, claim_id: int) -> HttpResponse:
    claim = claim_at(request, claim_id)
    page = claim_timeline(claim, before=row_id(request.GET.get("before")))
    return _shown(request, page, claim.article, claim)


def _shown(request: HttpRequest, page: Page, article: Article, claim: Claim | None) -> HttpResponse:
    context: dict[str, Any] = {
        "project": article.project,
        "article": article,
        "claim": claim,
        "may_change": may(acting(request), Verb.ARTICLE_CHANGED, article.project),
        "timeline": page,
        "older": page.next_before,
        "is_first": "before" not in request.GET,
    }
    return render(request, "annotations/timeline.html", context)
