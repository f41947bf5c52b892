"""Owns the pages that tell how a thing came to be what it is: a claim, an article, a source, a person, a project.

Each is one view, which answers as a spreadsheet (`kind="csv"`) and as a feed (`kind="atom"`) too, filtered alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.exchange.timeline_atom import CONTENT_TYPE, timeline_atom
from annotations.exchange.timeline_csv import timeline_csv
from annotations.models import Project, User, Verb
from annotations.policy import allowed
from annotations.selectors.scoping import sources_of
from annotations.selectors.timeline.filters import Asked, Filters, day_named, read_filters
from annotations.selectors.timeline.pages import (
    Page,
    article_timeline,
    claim_timeline,
    is_known_to,
    person_timeline,
    project_timeline,
    site_timeline,
    source_timeline,
)
from annotations.web.acting import acting, person_of
from annotations.web.place import article_at, claim_at, project_at
from annotations.web.timeline_forms import TimelineFilters, people_in, people_of_site

Tell = Callable[[str | None, Filters], Page]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing's timeline: the name of its address, what it is called, how it is asked for, what its page shows."""

    name: str
    arguments: tuple[str | int, ...]
    title: str
    tell: Tell
    project: Project | None = None
    context: dict[str, Any] = field(default_factory=dict)
    day: date | None = None
    is_of_one_person: bool = False

    def address(self, kind: str = "") -> str:
        return reverse(f"{self.name}_{kind}" if kind else self.name, args=self.arguments)


@require_safe
def article_history(request: HttpRequest, article_id: int, kind: str = "") -> HttpResponseBase:
    article = article_at(request, article_id)
    title = _("History of the article “%(title)s”") % {"title": article.title}

    def tell(before: str | None, filters: Filters) -> Page:
        return article_timeline(article, before=before, filters=filters)

    told = Told("article_history", (article_id,), title, tell, article.project, {"article": article})
    return _answer(request, told, kind)


@require_safe
def claim_history(request: HttpRequest, claim_id: int, kind: str = "") -> HttpResponseBase:
    claim = claim_at(request, claim_id)
    title = _("History of the claim “%(title)s”") % {"title": claim.statement}
    context = {"article": claim.article, "claim": claim}

    def tell(before: str | None, filters: Filters) -> Page:
        return claim_timeline(claim, before=before, filters=filters)

    return _answer(
        request, Told("claim_history", (claim_id,), title, tell, claim.article.project, context), kind
    )


@require_safe
def source_history(request: HttpRequest, source_id: int, kind: str = "") -> HttpResponseBase:
    source = get_object_or_404(sources_of(person_of(request)), pk=source_id)
    title = _("History of the source “%(title)s”") % {"title": source.title}

    def tell(before: str | None, filters: Filters) -> Page:
        return source_timeline(source, before=before, filters=filters)

    told = Told("source_history", (source_id,), title, tell, source.project, {"source": source})
    return _answer(request, told, kind)


@require_safe
def project_history(request: HttpRequest, slug: str, kind: str = "") -> HttpResponseBase:
    project = project_at(request, slug)
    title = _("History of %(name)s") % {"name": project.name}

    def tell(before: str | None, filters: Filters) -> Page:
        return project_timeline(project, before=before, filters=filters)

    return _answer(request, Told("project_history", (slug,), title, tell, project), kind)


@require_safe
def project_day(request: HttpRequest, slug: str, day: str, kind: str = "") -> HttpResponseBase:
    """One day of a project, at an address to be linked."""
    project, on = project_at(request, slug), _day(day)
    title = _("%(name)s on %(day)s") % {"name": project.name, "day": date_format(on, "DATE_FORMAT")}

    def tell(before: str | None, filters: Filters) -> Page:
        return project_timeline(project, before=before, filters=filters.on(on))

    return _answer(request, Told("project_day", (slug, day), title, tell, project, {}, on), kind)


@require_safe
def person_history(request: HttpRequest, person_id: int, kind: str = "") -> HttpResponseBase:
    """What a person did in the projects that the viewer shares with them; all of it for operators and for oneself."""
    viewer = person_of(request)
    person = get_object_or_404(User, pk=person_id)
    if not is_known_to(person, viewer):
        raise Http404
    title = _("What %(name)s did") % {"name": person}

    def tell(before: str | None, filters: Filters) -> Page:
        return person_timeline(person, viewer, before=before, filters=filters)

    context = {"person": person, "is_myself": person == viewer}
    told = Told("person_history", (person_id,), title, tell, None, context, is_of_one_person=True)
    return _answer(request, told, kind)


@require_safe
def site_history(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    if not person_of(request).is_superuser:
        raise PermissionDenied(_("Only an operator of the site may do this."))

    def tell(before: str | None, filters: Filters) -> Page:
        return site_timeline(before=before, filters=filters)

    return _answer(request, Told("site_history", (), _("History of the site"), tell), kind)


def _day(text: str) -> date:
    try:
        return day_named(text)
    except ValueError as refused:
        raise Http404(str(refused)) from refused


def _answer(request: HttpRequest, told: Told, kind: str) -> HttpResponseBase:
    asked = read_filters(request.GET)
    if kind and asked.problems:
        # A file that is not what was asked for would be taken for it.
        words = "\n".join(asked.problems.values()) + "\n"
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST)
    if kind == "csv":
        return _csv(told, asked.filters)
    if kind == "atom":
        return _atom(request, told, asked.filters)
    return _shown(request, told, asked)


def _csv(told: Told, filters: Filters) -> StreamingHttpResponse:
    name = "-".join(str(part) for part in (told.name.replace("_", "-"), *told.arguments))
    return StreamingHttpResponse(
        timeline_csv(lambda before: told.tell(before, filters)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _atom(request: HttpRequest, told: Told, filters: Filters) -> HttpResponse:
    query = f"?{urlencode(filters.as_query())}" if filters.as_query() else ""
    address = request.build_absolute_uri(told.address() + query)
    text = timeline_atom(
        told.tell(None, filters),
        title=told.title,
        address=address,
        feed=request.build_absolute_uri(told.address("atom") + query),
        of=lambda entry: f"{request.build_absolute_uri(told.address())}#{entry.anchor}",
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)


def _shown(request: HttpRequest, told: Told, asked: Asked) -> HttpResponse:
    page = told.tell(request.GET.get("before"), asked.filters)
    project = told.project
    verbs = allowed(acting(request), project) if project else frozenset()
    query = asked.filters.as_query()
    context: dict[str, Any] = {
        "project": project,
        "allowed_verbs": verbs,
        "may_change": Verb.ARTICLE_CHANGED in verbs,
        "title": told.title,
        "timeline": page,
        "older": page.next_before,
        "is_first": "before" not in request.GET,
        "form": TimelineFilters(asked.filters, _people(told, asked.filters), has_period=told.day is None),
        "problems": list(asked.problems.values()),
        "is_filtered": bool(query),
        "here": told.address(),
        "files": {
            kind: told.address(kind) + (f"?{urlencode(query)}" if query else "") for kind in ("csv", "atom")
        },
        "day": told.day,
        "days": _days_beside(told.day),
        **told.context,
    }
    return render(request, "annotations/timeline.html", context)


def _people(told: Told, filters: Filters) -> list[User] | None:
    if told.is_of_one_person:
        return None
    return people_in(told.project, filters.who) if told.project else people_of_site(filters.who)


def _days_beside(day: date | None) -> tuple[date | None, date | None]:
    """The day before and the day after, as far as there is one yet."""
    if day is None:
        return None, None
    return day - timedelta(days=1), day + timedelta(days=1) if day < timezone.localdate() else None
