"""Owns the export page and the streamed files. What is in a file is the format's business."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.exchange.export import export as export_project
from annotations.exchange.export import file_name, format_named
from annotations.exchange.formats import FORMATS
from annotations.selectors.counting import claims_by_state_of_projects
from annotations.web.place import project_at


@require_safe
def exports(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)
    counts = claims_by_state_of_projects([project])[project.pk]
    context = {"project": project, "formats": FORMATS.values(), "counts": counts}
    return render(request, "annotations/exports.html", context)


@require_safe
def export(request: HttpRequest, slug: str, name: str) -> StreamingHttpResponse:
    """The file, as it is written. Nothing is kept in memory, however large the project is."""
    project = project_at(request, slug)
    try:
        chosen = format_named(name)
    except ValueError as unknown:
        raise Http404(str(unknown)) from unknown
    pieces: Iterator[str] = export_project(project, chosen)
    return StreamingHttpResponse(
        pieces,
        content_type=chosen.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name(project, chosen)}"'},
    )
