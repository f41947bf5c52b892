"""Owns the two buttons that take back and do again one's own gestures in an article."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.history.actor import Actor
from annotations.selectors.scoping import actions_of, claims_of
from annotations.services import undoing
from annotations.services.undoing import TakenBack
from annotations.web.acting import acting, person_of
from annotations.web.card import answer, wants_parts
from annotations.web.card_forms import ButtonForm
from annotations.web.gestures import done_before, keyed
from annotations.web.place import article_at

RELOAD = 205
TOLD = 5  # obstacles that are named


def undo(request: HttpRequest, article_id: int) -> HttpResponse:
    return _run(request, article_id, undoing.undo, _("Undone: you %(what)s."))


def redo(request: HttpRequest, article_id: int) -> HttpResponse:
    return _run(request, article_id, undoing.redo, _("Done again: you %(what)s."))


@require_POST
def undo_gesture(request: HttpRequest, action_id: int) -> HttpResponse:
    """The button in the message after a gesture on many claims; leads back to the page that the message was on."""
    action = get_object_or_404(actions_of(person_of(request)), pk=action_id, actor_id=person_of(request).pk)
    try:
        done = undoing.undo_gesture(actor=acting(request), action=action)
        messages.success(request, _("Undone: you %(what)s.") % {"what": done.words})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages[:TOLD]))
    except PermissionDenied as denied:
        messages.error(request, str(denied))
    here = request.POST.get("here", "")
    return redirect(here if url_has_allowed_host_and_scheme(here, allowed_hosts=None) else "home")


def _run(request: HttpRequest, article_id: int, service: Callable[..., TakenBack], said: str) -> HttpResponse:
    article = article_at(request, article_id)
    if request.method != "POST":
        return redirect("workbench", article_id)
    actor = _keyed(request)
    if done_before(actor):
        # Sent again because its answer was lost: what it did is shown, and not done twice.
        return _reloaded(request, article_id, is_gone=True)
    try:
        done = service(actor=actor, article=article)
    except ValidationError as error:
        return _refused(request, article_id, " ".join(error.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
    except PermissionDenied as denied:
        return _refused(request, article_id, str(denied), HTTPStatus.FORBIDDEN)
    words = said % {"what": done.words}
    standing = list(claims_of(person_of(request)).filter(pk__in=done.claim_ids)[:2])
    if len(done.claim_ids) == len(standing) == 1:
        return answer(request, standing[0], said=words, touched=done.spans)
    messages.success(request, words)
    return _reloaded(request, article_id, is_gone=len(standing) < min(2, len(done.claim_ids)))


def _keyed(request: HttpRequest) -> Actor:
    form = ButtonForm(request.POST)
    return keyed(acting(request), form) if form.is_valid() else acting(request)


def _reloaded(request: HttpRequest, article_id: int, *, is_gone: bool) -> HttpResponse:
    """Too much changed for parts: the page is read anew, and says there what was done.

    Where a claim is gone it is the article's page, because the other one may be that claim's.
    """
    if wants_parts(request):
        address = reverse("workbench", args=[article_id]) if is_gone else ""
        told = {"said": "", "status": RELOAD, "address": address}
        return render(request, "annotations/workbench/said.html", told)
    return redirect("workbench", article_id)


def _refused(request: HttpRequest, article_id: int, words: str, status: int) -> HttpResponse:
    if wants_parts(request):
        return render(
            request, "annotations/workbench/said.html", {"said": words, "status": status, "address": ""}
        )
    messages.error(request, words)
    return redirect("workbench", article_id)
