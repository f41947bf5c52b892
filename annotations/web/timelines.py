"""Owns the pages that show how an article or a claim came to be what it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.web.place import article_at, claim_at


def article_history(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    return render(request, "annotations/timeline.html", {"project": article.project, "article": article})


def claim_history(request: HttpRequest, claim_id: int) -> HttpResponse:
    claim = claim_at(request, claim_id)
    article = claim.article
    return render(
        request, "annotations/timeline.html", {"project": article.project, "article": article, "claim": claim}
    )
