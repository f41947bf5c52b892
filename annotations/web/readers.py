"""Owns the page, and the spreadsheet, of what readers saw on a day: the rulings that were published then."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.exchange.readers_csv import readers_csv
from annotations.models import Claim, Project
from annotations.selectors.as_of.rulings import LIMIT, RulingsThen, rulings_then
from annotations.selectors.scoping import claims_of
from annotations.web.acting import person_of
from annotations.web.moments import UnreadableMomentError, asked_moment, no_moment, spelled
from annotations.web.place import project_at, row_id

FURTHEST = 10**6


@require_safe
def readers(request: HttpRequest, slug: str) -> HttpResponse:
    """`?at=` a moment, or `?day=` with or without `?time=`: without a time the end of the day; else now."""
    project = project_at(request, slug)
    try:
        at = _asked(request)
    except UnreadableMomentError as error:
        return no_moment(request, str(error), project=project, status=HTTPStatus.BAD_REQUEST)
    claim = _claim_asked(request, project)
    first = min(row_id(request.GET.get("first")) or 0, FURTHEST)
    found = rulings_then(project, at, claim_id=claim.pk if claim else None, first=first)
    context = _context(project, claim, at) | {
        "rows": found.rows,
        "next_first": found.next_first,
        "before_first": max(0, first - LIMIT) if first else None,
    }
    return render(request, "annotations/as_of/readers.html", context)


@require_safe
def readers_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as a spreadsheet, all of it."""
    project = project_at(request, slug)
    try:
        at = _asked(request)
    except UnreadableMomentError as error:
        return no_moment(request, str(error), project=project, status=HTTPStatus.BAD_REQUEST)
    claim = _claim_asked(request, project)
    page = partial(_page, project, at, claim.pk if claim else None)
    name = f"{project.slug}-readers-{timezone.localtime(at):%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        readers_csv(at, page),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(project: Project, at: datetime, claim_id: int | None, first: int) -> RulingsThen:
    return rulings_then(project, at, claim_id=claim_id, first=first)


def _asked(request: HttpRequest) -> datetime:
    if day := request.GET.get("day", ""):
        clock = request.GET.get("time", "")
        return asked_moment(f"{day}T{clock}" if clock else day)
    if "at" in request.GET:
        return asked_moment(request.GET["at"])
    return timezone.now()


def _claim_asked(request: HttpRequest, project: Project) -> Claim | None:
    asked = row_id(request.GET.get("claim"))
    if asked is None:
        return None
    return get_object_or_404(claims_of(person_of(request)), pk=asked, article__project=project)


def _context(project: Project, claim: Claim | None, at: datetime) -> dict[str, Any]:
    shown = timezone.localtime(at)
    return {
        "project": project,
        "claim": claim,
        "at": at,
        "day": shown.strftime("%Y-%m-%d"),
        "time": shown.strftime("%H:%M"),
        "permanent": spelled(at),
        "zone": timezone.get_current_timezone_name(),
        "is_future": at > timezone.now(),
    }
