"""Owns the page on which an article's details are changed. Its text is not changed here."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from annotations.models import Verb
from annotations.policy import require, rights
from annotations.selectors.retelling import rulings_told
from annotations.services.articles import change_article
from annotations.web.acting import acting
from annotations.web.article_forms import ChangeForm
from annotations.web.details import details_page
from annotations.web.place import article_at


def article_edit(request: HttpRequest, article_id: int) -> HttpResponse:
    article, actor = article_at(request, article_id), acting(request)
    require(actor, Verb.ARTICLE_CHANGED, article.project)
    return details_page(
        request,
        article,
        ChangeForm,
        partial(change_article, actor=actor, article=article),
        template="annotations/article_edit.html",
        context={
            "project": article.project,
            "article": article,
            "told": rulings_told(article).count(),
            "may_retell": Verb.RULING_CORRECTED in rights(actor, article.project).own,
        },
        back=reverse("workbench", args=[article.pk]),
    )
