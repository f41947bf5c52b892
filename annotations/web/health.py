"""Owns the answer to "are you there": whether this process can read its database."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok", or 503 "database" when it cannot be read. Says nothing else to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", "text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse("ok\n", "text/plain")
