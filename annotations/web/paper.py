"""Owns an article's page for paper: the text with numbered claims, and a table of what was said on each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.selectors.paper import paper_of
from annotations.web.acting import person_of
from annotations.web.place import article_at


@require_safe
def article_paper(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    context = {
        "article": article,
        "project": article.project,
        "paper": paper_of(article, person_of(request)),
    }
    return render(request, "annotations/paper.html", context)
