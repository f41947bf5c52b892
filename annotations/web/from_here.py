"""Owns where one may go from a workbench, and what undo would do there: asked by its scripts, changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.models import Action, Article
from annotations.selectors.revert.plan import gesture_behind
from annotations.selectors.saved_views import views_of
from annotations.selectors.scoping import articles_of
from annotations.selectors.undoing import next_to_redo, next_to_undo
from annotations.web.acting import person_of
from annotations.web.place import article_at

ARTICLES = 200  # the newest ones are offered by name; the others are found in the list of articles


@require_safe
def told(request: HttpRequest, article_id: int) -> JsonResponse:
    """`{"undo": "reworded the claim", "redo": "", "places": [{"kind", "words", "address"}]}`; "" for nothing."""
    article, person = article_at(request, article_id), person_of(request)
    return JsonResponse(
        {
            "undo": _words(next_to_undo(person, article)),
            "redo": _words(next_to_redo(person, article)),
            "places": [*_views(request, article), *_pages(article), *_articles(request, article)],
        }
    )


@require_safe
def next_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article below in the project's list, which has the newest first."""
    article = article_at(request, article_id)
    below = _others(request, article).filter(pk__lt=article.pk).order_by("-pk").first()
    return _led(request, article, below, _("This is the last article of the project."))


@require_safe
def previous_article(request: HttpRequest, article_id: int) -> HttpResponse:
    """The article above in the project's list."""
    article = article_at(request, article_id)
    above = _others(request, article).filter(pk__gt=article.pk).order_by("pk").first()
    return _led(request, article, above, _("This is the first article of the project."))


def _led(request: HttpRequest, article: Article, other: Article | None, otherwise: str) -> HttpResponse:
    if other is None:
        messages.info(request, otherwise)
    return redirect("workbench", (other or article).pk)


def _others(request: HttpRequest, article: Article) -> QuerySet[Article]:
    return articles_of(person_of(request)).filter(project=article.project)


def _words(action: Action | None) -> str:
    return str(gesture_behind(action).get_verb_display()) if action else ""


def _views(request: HttpRequest, article: Article) -> list[dict[str, str]]:
    views = views_of(person_of(request), article.project)
    slug = article.project.slug
    return [_place("view", view.name, f"{reverse(view.page, args=[slug])}?{view.query}") for view in views]


def _pages(article: Article) -> list[dict[str, str]]:
    """The project's pages, and those of the article."""
    in_project = {
        "queue": _("Queue"),
        "find": _("Find"),
        "articles": _("Articles"),
        "sources": _("Sources"),
        "exports": _("Exports"),
        "project": _("Project"),
    }
    pages = [
        _place("page", words, reverse(name, args=[article.project.slug]))
        for name, words in in_project.items()
    ]
    pages.append(_place("page", _("History of the article"), reverse("article_history", args=[article.pk])))
    pages.append(_place("page", _("My account"), reverse("account")))
    pages.append(_place("page", _("My keys"), reverse("keys")))
    return pages


def _articles(request: HttpRequest, article: Article) -> list[dict[str, str]]:
    newest = _others(request, article).exclude(pk=article.pk).order_by("-pk").values_list("pk", "title")
    return [_place("article", title, reverse("workbench", args=[pk])) for pk, title in newest[:ARTICLES]]


def _place(kind: str, words: str, address: str) -> dict[str, str]:
    return {"kind": kind, "words": words, "address": address}
