"""Owns the page that lists, exactly, what reached the database outside factcheck, and saying that one has looked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from annotations.models import Project, Verb
from annotations.policy import require
from annotations.selectors.outside_writes import LISTED, acknowledged, outside_writes_in, told
from annotations.selectors.paging import newest_first
from annotations.services.acknowledgements import acknowledge_outside_writes
from annotations.web.acting import acting
from annotations.web.place import project_at, row_id

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def project_outside(request: HttpRequest, slug: str) -> HttpResponse:
    return _answer(request, project_at(request, slug))


@require_http_methods(METHODS)
def site_outside(request: HttpRequest) -> HttpResponse:
    """What belongs to no project: accounts, rating scales. For operators."""
    return _answer(request, None)


def _answer(request: HttpRequest, project: Project | None) -> HttpResponse:
    require(acting(request), Verb.HISTORY_ACKNOWLEDGED, project)
    if request.method == "POST":
        return _looked(request, project)
    page = newest_first(outside_writes_in(project), before=row_id(request.GET.get("before")), size=LISTED)
    where = None if project is None else project.pk
    seen = acknowledged([] if project is None else [project.pk], with_site=project is None)[where]
    context: dict[str, Any] = {
        "project": project,
        "writes": told(page.rows),
        "seen": seen,
        "newest": page.rows[0].pk if page.rows and page.rows[0].pk > seen else None,
        "older": page.older,
        "is_first": "before" not in request.GET,
    }
    return render(request, "annotations/timeline_outside.html", context)


def _looked(request: HttpRequest, project: Project | None) -> HttpResponse:
    try:
        acknowledge_outside_writes(
            actor=acting(request), project=project, change_id=row_id(request.POST.get("change_id")) or 0
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Noted: you have looked at these."))
    return redirect(
        reverse("site_outside") if project is None else reverse("project_outside", args=[project.slug])
    )
