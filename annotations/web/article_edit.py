"""Owns the page on which an article's details are changed, and what is shown when two people change them at once."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from annotations.models import Article, Verb
from annotations.policy import require
from annotations.services.articles import change_article
from annotations.services.rows import Stale
from annotations.web.acting import acting
from annotations.web.article_forms import ChangeForm
from annotations.web.place import article_at

DETAILS = ("title", "published_on", "url", "publisher", "byline", "language")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the two people leave different."""

    label: str
    theirs: object
    mine: object


def article_edit(request: HttpRequest, article_id: int) -> HttpResponse:
    article, actor = article_at(request, article_id), acting(request)
    require(actor, Verb.ARTICLE_CHANGED, article.project)
    if request.method != "POST":
        return _page(request, article, ChangeForm(initial=_initial(article)))
    form = ChangeForm(request.POST, initial=_initial(article))
    if not form.is_valid():
        return _page(request, article, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not set(form.changed_data) & set(DETAILS):
        messages.info(request, _("Nothing was different, so nothing was saved."))
        return redirect("workbench", article.pk)
    given = form.cleaned_data
    try:
        change_article(actor=actor, article=article, **given)
    except Stale as stale:
        return _conflict(request, form, stale)
    except ValidationError as error:
        form.blame(error)
        return _page(request, article, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Saved."))
    return redirect("workbench", article.pk)


def _conflict(request: HttpRequest, form: ChangeForm, stale: Stale) -> HttpResponse:
    """What they saved beside what was typed. Saving again, knowing both, goes through."""
    current = stale.current
    if not isinstance(current, Article):
        raise TypeError("An article's details clash with an article's.")
    differences = [
        Difference(str(form[name].label), getattr(current, name) or "", form.cleaned_data[name] or "")
        for name in DETAILS
        if (getattr(current, name) or "") != (form.cleaned_data[name] or "")
    ]
    typed = {name: form.data.get(name, "") for name in (*DETAILS, "reason")}
    again = ChangeForm(typed | {"version": current.version}, initial=_initial(current))
    return _page(request, current, again, status=HTTPStatus.CONFLICT, differences=differences)


def _page(
    request: HttpRequest,
    article: Article,
    form: ChangeForm,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    differences: list[Difference] | None = None,
) -> HttpResponse:
    context = {
        "project": article.project,
        "article": article,
        "form": form,
        "is_conflict": differences is not None,
        "differences": differences or [],
    }
    return render(request, "annotations/article_edit.html", context, status=status)


def _initial(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in (*DETAILS, "version")}
