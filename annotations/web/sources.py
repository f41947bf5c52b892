"""Owns the list of a project's sources, and the page of one source with what it is cited for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.selectors.paging import newest_first
from annotations.selectors.scoping import sources_of
from annotations.selectors.source_list import citations_from, sources_in
from annotations.selectors.timeline import source_timeline
from annotations.web.acting import person_of
from annotations.web.place import project_at, row_id, words_in

ON_LIST = 40


@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    project, words = project_at(request, slug), words_in(request)
    found = sources_in(project, person_of(request), words)
    page = newest_first(found, before=row_id(request.GET.get("before")), size=ON_LIST)
    context = {
        "project": project,
        "sources": page.rows,
        "older": page.older,
        "words": words,
        "is_first": "before" not in request.GET,
    }
    return render(request, "annotations/sources.html", context)


@require_safe
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    found = get_object_or_404(sources_of(person_of(request)), pk=source_id)
    citations = citations_from(found, person_of(request))
    page = newest_first(citations, before=row_id(request.GET.get("before")), size=ON_LIST)
    context = {
        "project": found.project,
        "source": found,
        "citations": page.rows,
        "older": page.older,
        "is_first": "before" not in request.GET,
        "timeline": source_timeline(found, limit=10),
    }
    return render(request, "annotations/source.html", context)
