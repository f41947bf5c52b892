"""Owns the list of a project's sources, the page of one source, and its copies, shown as text and nothing else."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import copy_source
from annotations.models import Citation, Source, SourceCopy, Verb
from annotations.policy import allowed
from annotations.selectors.paging import newest_first
from annotations.selectors.scoping import citations_of, sources_of
from annotations.selectors.source_copies import copies_of
from annotations.selectors.source_list import Lacking, citations_from, sources_in
from annotations.selectors.timeline.pages import source_timeline
from annotations.services.source_copies import keep_pasted_copy
from annotations.text.passage import Match, Passages, Piece, cut
from annotations.web.acting import acting, person_of
from annotations.web.citation_forms import CopyForm
from annotations.web.place import project_at, row_id, words_in

ON_LIST = 40
COPIES_SHOWN = 30
_PLACES = (
    (Lacking.NOTHING, gettext_lazy("All sources")),
    (Lacking.COPY, gettext_lazy("No copy")),
    (Lacking.PASSAGE, gettext_lazy("Passage not found")),
)


@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    project, words = project_at(request, slug), words_in(request)
    asked = request.GET.get("lacking", "")
    lacking = Lacking(asked) if asked in list(Lacking) else Lacking.NOTHING
    found = sources_in(project, person_of(request), words, lacking)
    page = newest_first(found, before=row_id(request.GET.get("before")), size=ON_LIST)
    context = {
        "project": project,
        "sources": page.rows,
        "older": page.older,
        "words": words,
        "places": _PLACES,
        "lacking": lacking,
        "is_first": "before" not in request.GET,
    }
    return render(request, "annotations/sources.html", context)


@require_safe
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    return _page(request, _source(request, source_id), CopyForm())


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, source_id: int) -> HttpResponse:
    """Keep a copy, fetched or pasted; whoever arrives by GET, as after logging in again, is shown the source."""
    found = _source(request, source_id)
    if request.method != "POST":
        return redirect("source", found.pk)
    form = CopyForm(request.POST)
    if form.is_valid():
        try:
            if form.is_pasted:
                pasted = form.cleaned_data["pasted"]
                keep_pasted_copy(actor=acting(request), source=found, text=pasted)
            else:
                copy_source(actor=acting(request), source=found)
            messages.success(request, _("Copy kept."))
            return redirect("source", found.pk)
        except (ValidationError, FetchError) as error:
            form.add_error("pasted" if form.is_pasted else None, " ".join(error.messages))
    return _page(request, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
def source_copy(request: HttpRequest, source_id: int, copy_id: int) -> HttpResponse:
    """One copy as text; `?citation=` marks the passage that is cited from it."""
    found = _source(request, source_id)
    kept = get_object_or_404(copies_of(person_of(request)).defer(None), pk=copy_id, source=found)
    citation = _asked_citation(request, found)
    place = Passages(kept.text).find(citation.quote) if citation else None
    context = {
        "project": found.project,
        "source": found,
        "copy": kept,
        "citation": citation,
        "is_missing": place is not None and place.match == Match.NONE,
        "pieces": cut(kept.text, place.spans) if place else [Piece(kept.text, is_passage=False)],
    }
    return render(request, "annotations/source_copy.html", context)


def _page(
    request: HttpRequest, found: Source, form: CopyForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    citations = citations_from(found, person_of(request))
    page = newest_first(citations, before=row_id(request.GET.get("before")), size=ON_LIST)
    may = allowed(acting(request), found.project)
    context: dict[str, Any] = {
        "project": found.project,
        "source": found,
        "citations": page.rows,
        "older": page.older,
        "is_first": "before" not in request.GET,
        "timeline": source_timeline(found, limit=10),
        "copies": _copies(request, found),
        "copy_form": form,
        "allowed_verbs": may,
        "may_change": Verb.SOURCE_CHANGED in may,
        "may_copy": Verb.SOURCE_FETCHED in may,
    }
    return render(request, "annotations/source.html", context, status=status)


def _copies(request: HttpRequest, found: Source) -> list[SourceCopy]:
    return list(copies_of(person_of(request)).filter(source=found).order_by("-id")[:COPIES_SHOWN])


def _source(request: HttpRequest, source_id: int) -> Source:
    return get_object_or_404(sources_of(person_of(request)), pk=source_id)


def _asked_citation(request: HttpRequest, found: Source) -> Citation | None:
    asked = row_id(request.GET.get("citation"))
    citations = citations_of(person_of(request)).filter(source=found).exclude(quote="")
    return citations.filter(pk=asked).first() if asked else None
