"""Owns a project's overview and its list of articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.models import Verb
from annotations.policy import may
from annotations.selectors.counting import claims_by_state_of_articles, claims_by_state_of_projects
from annotations.selectors.paging import newest_first
from annotations.selectors.scoping import articles_of, members_of
from annotations.selectors.tags import counted_tags
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at, row_id, words_in

ON_OVERVIEW = 8
TAGS = 30  # shown on the overview; all of them on a page of their own
ON_LIST = 40


def overview(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)
    articles = articles_of(person_of(request)).filter(project=project).order_by("-pk")[: ON_OVERVIEW + 1]
    newest = list(articles)
    counts = claims_by_state_of_articles(newest)
    context = {
        "project": project,
        "articles": [(article, counts[article.pk]) for article in newest[:ON_OVERVIEW]],
        "has_more": len(newest) > ON_OVERVIEW,
        "counts": claims_by_state_of_projects([project])[project.pk],
        "tags": counted_tags(project)[:TAGS],
        "members": members_of(person_of(request)).filter(project=project),
        "ratings": project.scale.ratings.all(),
        "may_add": may(acting(request), Verb.ARTICLE_ADDED, project),
    }
    return render(request, "annotations/project.html", context)


def articles(request: HttpRequest, slug: str) -> HttpResponse:
    project, words = project_at(request, slug), words_in(request)
    found = articles_of(person_of(request)).filter(project=project)
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    page = newest_first(found, before=row_id(request.GET.get("before")), size=ON_LIST)
    counts = claims_by_state_of_articles(page.rows)
    context = {
        "project": project,
        "articles": [(article, counts[article.pk]) for article in page.rows],
        "older": page.older,
        "words": words,
        "is_first": "before" not in request.GET,
        "may_add": may(acting(request), Verb.ARTICLE_ADDED, project),
    }
    return render(request, "annotations/articles.html", context)
