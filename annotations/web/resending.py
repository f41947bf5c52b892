"""Owns what happens to a form that arrives when its sender is logged out: what was typed is kept and sent again.

Only for forms of this site's own pages: what another site posted is never shown with a button that sends it.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from annotations.web.people_forms import SECRETS

LONGEST = 3_000_000  # characters typed, all fields together; the page holds them twice


class LoginRequired(LoginRequiredMiddleware):
    """As Django's, but a form that comes too late is answered with what was typed and not with a bare login."""

    # Django's own answer is a redirect alone; it hands on any other answer just as well.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method == "POST" and is_own_form(request):
            return kept(request, "annotations/errors/logged_out.html", HTTPStatus.UNAUTHORIZED)
        return super().handle_no_permission(request, view_func)


def is_own_form(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def kept(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """A page that holds every field that was sent, passwords left out, and can send them again."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in SECRETS | {"csrfmiddlewaretoken"}
    ]
    fits = sum(len(str(value)) for _, value in typed) <= LONGEST
    context = {
        "typed": typed if fits and is_own_form(request) else [],
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, template, context, status=status)
