"""Owns the two buttons that take back and do again one's own gestures in an article."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from annotations.services import undoing
from annotations.services.undoing import TakenBack
from annotations.web.acting import acting
from annotations.web.card import answer, wants_parts
from annotations.web.gestures import INVALID, REFUSED
from annotations.web.place import article_at, claim_at

RELOAD = 205


def undo(request: HttpRequest, article_id: int) -> HttpResponse:
    return _run(request, article_id, undoing.undo, _("Undone: you %(what)s."))


def redo(request: HttpRequest, article_id: int) -> HttpResponse:
    return _run(request, article_id, undoing.redo, _("Done again: you %(what)s."))


def _run(request: HttpRequest, article_id: int, service: Callable[..., TakenBack], said: str) -> HttpResponse:
    article = article_at(request, article_id)
    if request.method != "POST":
        return redirect("workbench", article_id)
    try:
        done = service(actor=acting(request), article=article)
    except ValidationError as error:
        return _refused(request, article_id, " ".join(error.messages), INVALID)
    except PermissionDenied as denied:
        return _refused(request, article_id, str(denied), REFUSED)
    words = said % {"what": done.words}
    if len(done.claim_ids) != 1:
        messages.success(request, words)
        return _reloaded(request, article_id)
    return answer(request, claim_at(request, done.claim_ids[0]), said=words, touched=done.spans)


def _reloaded(request: HttpRequest, article_id: int) -> HttpResponse:
    """Too much changed for parts: the page is read anew, and says there what was done."""
    if wants_parts(request):
        return render(request, "annotations/workbench/said.html", {"said": "", "status": RELOAD})
    return redirect("workbench", article_id)


def _refused(request: HttpRequest, article_id: int, words: str, status: int) -> HttpResponse:
    if wants_parts(request):
        return render(request, "annotations/workbench/said.html", {"said": words, "status": status})
    messages.error(request, words)
    return redirect("workbench", article_id)
