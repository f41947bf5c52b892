"""Owns the answer to "are you there": whether this process can read its database, and how old the checkpoint is."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from annotations.selectors.checkpoints import newest_checkpoint


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok", or 503 "database" when it cannot be read. To strangers, nothing else but the checkpoint's age."""
    try:
        told = _told_of_checkpoint()
    except DatabaseError:
        return HttpResponse("database\n", "text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse(f"ok\n{told}\n", "text/plain")


def _told_of_checkpoint() -> str:
    """`checkpoint current, 312 s old`, or what a monitor should wake somebody for: `overdue`, `none`."""
    newest = newest_checkpoint()
    if newest is None:
        return "checkpoint none"
    return f"checkpoint {newest.state}, {newest.age.total_seconds():.0f} s old"
