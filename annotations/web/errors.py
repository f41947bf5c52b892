"""Owns the pages shown when something cannot be answered. Shows no detail of what went wrong inside."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from annotations.web.resending import kept


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or old: usually a page left open while logged out."""
    return kept(request, "annotations/errors/csrf.html", HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "annotations/errors/400.html", status=HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What a role lacks is said by the policy in plain words."""
    context = {"reason": str(exception)}
    return render(request, "annotations/errors/403.html", context, status=HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for what does not exist and for what the person may not know of."""
    return render(request, "annotations/errors/404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: the database that knows who is logged in may be what failed."""
    page = render_to_string("annotations/errors/500.html")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
