"""Owns the page on which a whole project is searched. Everything it shows is in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from annotations.selectors.find import Sort, found
from annotations.selectors.search.query import LENGTH, read_query
from annotations.web.acting import person_of
from annotations.web.place import project_at, row_id

SORTS = {
    Sort.CLAIMS: _("Claims"),
    Sort.ARTICLES: _("Articles"),
    Sort.SOURCES: _("Sources"),
    Sort.NOTES: _("Notes"),
}


@require_safe
def find(request: HttpRequest, slug: str) -> HttpResponse:
    project, asked = project_at(request, slug), read_query(request.GET.get("q", ""))
    sort = request.GET.get("in")
    only = Sort(sort) if sort in list(Sort) else None
    before = row_id(request.GET.get("before")) if only else None
    groups = found(project, person_of(request), asked, only=only, before=before)
    context = {
        "project": project,
        "asked": asked,
        "length": LENGTH,
        "only": only,
        "is_first": before is None,
        "sorts": SORTS.items(),
        "groups": [(group, SORTS[group.sort]) for group in groups],
    }
    return render(request, "annotations/find.html", context)
