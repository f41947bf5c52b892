"""Owns the queue: the claims of a project that wait, filtered by the address alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from annotations.models import Dismissal, Verb
from annotations.policy import may
from annotations.selectors.queue import Key, places, waiting
from annotations.selectors.queue_filters import Place
from annotations.selectors.saved_views import views_of
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at
from annotations.web.queue_forms import QueueFilters, address_of

PLACES = {
    Place.SUGGESTED: _("Suggested"),
    Place.OPEN: _("To review"),
    Place.REVIEWED: _("Reviewed by me"),
    Place.DECIDED: _("Decided"),
    Place.PUBLISHED: _("Published"),
    Place.DISMISSED: _("Dismissed"),
    Place.EVERY: _("Every state"),
}

# What may be done to many claims at once where they stand.
GESTURES = {
    Place.SUGGESTED: ("accept", "dismiss"),
    Place.OPEN: ("dismiss",),
    Place.REVIEWED: ("dismiss",),
    Place.DISMISSED: ("restore",),
    Place.EVERY: ("accept", "dismiss", "restore"),
}


def queue(request: HttpRequest, slug: str) -> HttpResponse:
    project, person = project_at(request, slug), person_of(request)
    form = QueueFilters(project, request.GET)
    counts = places(project, person)
    place = _place(request.GET.get("place"), counts)
    filters = form.filters(place)
    page = waiting(project, person, filters, after=Key.read(request.GET.get("after", "")))
    context = {
        "project": project,
        "may_add": may(acting(request), Verb.ARTICLE_ADDED, project),
        "form": form,
        "gestures": GESTURES.get(place, ()) if may(acting(request), Verb.CLAIM_ACCEPTED, project) else (),
        "dismissals": Dismissal.choices,
        "views": views_of(person, project),
        "here": address_of(request.GET),
        "filters": filters,
        "place": place,
        "places": [(each, PLACES[each], counts[each]) for each in Place],
        "page": page,
        "is_first": "after" not in request.GET,
    }
    return render(request, "annotations/queue.html", context)


def _place(asked: str | None, counts: dict[Place, int]) -> Place:
    """The place asked for, or the first one in which something waits for this person."""
    if asked in list(Place):
        return Place(asked)
    return next((place for place in (Place.OPEN, Place.SUGGESTED) if counts[place]), Place.OPEN)
