"""Owns what is done from the queue: gestures on a selection of claims, and saved views. All lead back to the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from annotations.models import Project
from annotations.selectors.saved_views import views_of
from annotations.selectors.scoping import claims_of
from annotations.services.bulk import MOST, BulkRefused, accept_claims, dismiss_claims, restore_claims
from annotations.services.rows import Stale
from annotations.services.saved_views import delete_view, rename_view, save_view
from annotations.web.acting import acting, person_of
from annotations.web.place import project_at, row_id
from annotations.web.queue_forms import address_of

NAMED = 5  # claims that refused are named up to this number


@require_POST
def queue_bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """Accept, dismiss or restore the claims that are ticked: all of them or none."""
    project = project_at(request, slug)
    return _answer(request, project, lambda: _done(request, project))


@require_POST
def view_save(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_at(request, slug)

    def save() -> str:
        query, name = _query(request), request.POST.get("name", "")
        view = save_view(actor=acting(request), project=project, name=name, query=query)
        return _("The view “%(name)s” is saved.") % {"name": view.name}

    return _answer(request, project, save)


@require_POST
def view_change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view, or delete it when the button of that name was pressed."""
    view = get_object_or_404(views_of(person_of(request)), pk=view_id)

    def change() -> str:
        if "delete" in request.POST:
            delete_view(actor=acting(request), view=view)
            return _("The view “%(name)s” is deleted.") % {"name": view.name}
        version, name = row_id(request.POST.get("version")), request.POST.get("name", "")
        renamed = rename_view(actor=acting(request), view=view, version=version, name=name)
        return _("The view is now “%(name)s”.") % {"name": renamed.name}

    return _answer(request, view.project, change)


def _done(request: HttpRequest, project: Project) -> str:
    """What was done, in words. Raises ValidationError and PermissionDenied."""
    ticked = set(filter(None, request.POST.getlist("claims")[: MOST + 1]))
    ids = [*filter(None, map(row_id, ticked))]
    claims = list(claims_of(person_of(request)).filter(article__project=project, pk__in=ids))
    if len(claims) < len(ticked):
        raise ValidationError(_("Some of these claims are not here any more. Look at the list again."))
    given: dict[str, Any] = {"actor": acting(request), "project": project, "claims": claims}
    gesture = request.POST.get("gesture", "")
    if gesture == "accept":
        number = accept_claims(**given)
        return ngettext("%(n)s claim accepted.", "%(n)s claims accepted.", number) % {"n": number}
    if gesture == "dismiss":
        number = dismiss_claims(**given, dismissal=request.POST.get("dismissal", ""))
        return ngettext("%(n)s claim dismissed.", "%(n)s claims dismissed.", number) % {"n": number}
    if gesture == "restore":
        number = restore_claims(**given)
        return ngettext("%(n)s claim restored.", "%(n)s claims restored.", number) % {"n": number}
    raise ValidationError(_("Choose what to do with the claims."))


def _answer(request: HttpRequest, project: Project, gesture: Callable[[], str]) -> HttpResponse:
    """Back to the queue as it was filtered, which says what was done or why nothing was."""
    try:
        messages.success(request, gesture())
    except BulkRefused as refused:
        messages.error(request, _refusals(refused))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except PermissionDenied as denied:
        messages.error(request, str(denied))
    except Stale as stale:
        messages.error(request, str(stale))
    query = _query(request)
    return redirect(reverse("queue", args=[project.slug]) + (f"?{query}" if query else ""))


def _refusals(refused: BulkRefused) -> str:
    number = len(refused.refusals)
    words = ngettext(
        "Nothing was changed, because %(n)s claim stands in the way.",
        "Nothing was changed, because %(n)s claims stand in the way.",
        number,
    ) % {"n": number}
    named = [f"“{str(each.claim)[:80]}”: {each.message}" for each in refused.refusals[:NAMED]]
    return " ".join([words, *named, *(["…"] if number > NAMED else [])])


def _query(request: HttpRequest) -> str:
    """The filters of the queue that the form was on; never another address."""
    try:
        return address_of(QueryDict(request.POST.get("here", "")[:4000]))
    except ValueError:  # Too many parameters.
        return ""
