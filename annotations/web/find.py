"""Owns the page on which a whole project is searched. Everything it shows is in the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from annotations.models import Project
from annotations.selectors.find import Narrowing, Sort, found
from annotations.selectors.queue import loosened
from annotations.selectors.saved_views import views_of
from annotations.selectors.search.query import LENGTH, Asked, read_query
from annotations.web.acting import person_of
from annotations.web.filter_forms import Chip, without
from annotations.web.find_forms import SORTS, address_in, address_of, filters_of, sort_of
from annotations.web.place import project_at, row_id


@require_safe
def find(request: HttpRequest, slug: str) -> HttpResponse:
    project, asked = project_at(request, slug), read_query(request.GET.get("q", ""))
    person, only, form = person_of(request), sort_of(request.GET), filters_of(project, request.GET)
    narrowing = form.narrowing(asked)
    before = row_id(request.GET.get("before")) if only else None
    groups = found(project, person, asked, narrowing, only=only, before=before)
    chips = [*_words(request, asked), *form.chips(request.GET, address_of)]
    context = {
        "project": project,
        "asked": asked,
        "length": LENGTH,
        "only": only,
        "form": form,
        "chips": chips,
        "looser": () if groups else _looser(request, project, narrowing, chips, only),
        "is_asked": bool(asked.terms) or narrowing.is_set,
        "views": [view for view in views_of(person, project) if view.page == "find"],
        "here": address_of(request.GET),
        "everywhere": address_in(request.GET, None),
        "is_first": before is None,
        "sorts": [_tab(request, each, only) for each in (None, *SORTS)],
        "groups": [(group, SORTS[group.sort], address_in(request.GET, group.sort)) for group in groups],
    }
    return render(request, "annotations/find.html", context)


def _tab(request: HttpRequest, sort: Sort | None, only: Sort | None) -> tuple[str, Any, bool]:
    """(address, words, whether it is the one that is open)"""
    return address_in(request.GET, sort), SORTS[sort] if sort else _("Everything"), sort == only


def _words(request: HttpRequest, asked: Asked) -> list[Chip]:
    if not asked.terms:
        return []
    return [Chip("words", str(_("Words")), asked.text, without(request.GET, "q", address_of))]


def _looser(
    request: HttpRequest, project: Project, narrowing: Narrowing, chips: list[Chip], only: Sort | None
) -> list[Chip]:
    """The filters that may be in the way; of claims, those without which there are some, and how many."""
    if only != Sort.CLAIMS or not chips:
        return chips if len(chips) > 1 else []
    counts = loosened(project, person_of(request), narrowing.claims)
    counts["state"] = counts.pop("place", 0)
    return [replace(chip, count=counts[chip.name]) for chip in chips if counts.get(chip.name)]
