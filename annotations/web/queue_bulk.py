"""Owns gestures on a selection of the queue's claims: those that are ticked, or all that the filter lets through."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.models import Claim, Project
from annotations.selectors.queue import matching_up_to
from annotations.selectors.queue_filters import Place
from annotations.selectors.scoping import claims_of
from annotations.services.bulk import MOST
from annotations.web.acting import person_of
from annotations.web.bulk_gestures import done_to, gesture_of
from annotations.web.place import project_at, row_id
from annotations.web.queue_answer import Done, answer
from annotations.web.queue_forms import QueueFilters


@require_POST
def queue_bulk(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)

    def do() -> Done:
        gesture_of(request)
        return done_to(request, project, _chosen(request, project))

    return answer(request, project, do)


def _chosen(request: HttpRequest, project: Project) -> list[Claim]:
    claims = claims_of(person_of(request)).filter(article__project=project)
    if request.POST.get("every"):
        return list(claims.filter(pk__in=_matching(request, project)))
    ticked = set(filter(None, request.POST.getlist("claims")[: MOST + 1]))
    found = list(claims.filter(pk__in=[*filter(None, map(row_id, ticked))]))
    if len(found) < len(ticked):
        raise ValidationError(_("Some of these claims are not here any more. Look at the list again."))
    return found


def _matching(request: HttpRequest, project: Project) -> list[int]:
    """All that the filters of the page let through, on whatever page of the list, up to the limit."""
    form = QueueFilters(project, QueryDict(request.POST.get("here", "")[:4000]))
    asked = request.POST.get("place", "")
    filters = form.filters(Place(asked) if asked in list(Place) else Place.OPEN)
    if form.errors:
        raise ValidationError(_("This filter is not understood, so nothing was changed."))
    return matching_up_to(project, person_of(request), filters, MOST)
