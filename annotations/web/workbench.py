"""Owns the workbench of an article: its text with the claims marked, their list, one claim's card."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.web.place import article_at


def workbench(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    return render(request, "annotations/workbench.html", {"project": article.project, "article": article})
