"""Owns the queue: the claims of a project that wait, filtered by the address alone."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from annotations.models import Dismissal, Project, Verb
from annotations.policy import rights
from annotations.selectors.queue import Key, loosened, places, waiting
from annotations.selectors.queue_filters import Filters, Place
from annotations.selectors.saved_views import views_of
from annotations.services.bulk import MOST
from annotations.web.acting import acting, person_of
from annotations.web.filter_forms import Chip
from annotations.web.place import project_at
from annotations.web.queue_forms import PLACES, QueueFilters, address_of

# What may be done to many claims at once where they stand, beside tags and assignment.
GESTURES = {
    Place.SUGGESTED: {"accept", "dismiss"},
    Place.OPEN: {"dismiss"},
    Place.REVIEWED: {"dismiss"},
    Place.DISMISSED: {"restore"},
    Place.EVERY: {"accept", "dismiss", "restore"},
}
ANYWHERE = {"tag", "assign"}


def queue(request: HttpRequest, slug: str) -> HttpResponse:
    project, person = project_at(request, slug), person_of(request)
    form = QueueFilters(project, request.GET)
    asked, filters = _asked(request), form.filters(Place.EVERY)
    counts, passing = places(project, person, filters, asked if filters.are_set else ())
    place = next((each for each in asked if counts[each]), asked[0])
    filters = replace(filters, place=place)
    held = rights(acting(request), project)
    may_choose = Verb.CLAIM_ACCEPTED in held.own
    page = waiting(project, person, filters, after=Key.read(request.GET.get("after", "")))
    chips = form.chips(request.GET, address_of)
    context = {
        "project": project,
        "allowed_verbs": held.own,
        "may_add": Verb.ARTICLE_ADDED in held.own,
        "form": form,
        "gestures": GESTURES.get(place, set()) | ANYWHERE if may_choose else (),
        "may_assign_others": Verb.CLAIM_ASSIGNED in held.others,
        "matching": passing.get(place, counts[place]),
        "most": MOST,
        "dismissals": Dismissal.choices,
        "views": [view for view in views_of(person, project) if view.page == "queue"],
        "chips": chips,
        "looser": () if page.rows else _looser(request, project, filters, chips),
        "here": address_of(request.GET),
        "filters": filters,
        "place": place,
        "places": [(each, PLACES[each], counts[each]) for each in Place],
        "page": page,
        "is_first": "after" not in request.GET,
    }
    return render(request, "annotations/queue.html", context)


def _looser(request: HttpRequest, project: Project, filters: Filters, chips: list[Chip]) -> list[Chip]:
    """Every filter that may be in the way, where a claim stands among them, with what there is without it."""
    if not chips:
        return []
    counts = loosened(project, person_of(request), filters)
    asked = request.GET.copy()
    asked["place"] = Place.EVERY
    anywhere = Chip("place", str(_("State")), str(PLACES[filters.place]), address_of(asked))
    return [replace(chip, count=counts[chip.name]) for chip in (*chips, anywhere) if counts.get(chip.name)]


def _asked(request: HttpRequest) -> tuple[Place, ...]:
    """The place asked for, or else those of which the first is shown in which something waits for this person."""
    asked = request.GET.get("place")
    return (Place(asked),) if asked in list(Place) else (Place.OPEN, Place.SUGGESTED)
