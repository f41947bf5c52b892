"""Owns the answer to "are you there": whether it reads its database, records, how old the checkpoint is."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from annotations.history.standing import is_recording
from annotations.selectors.checkpoints import newest_checkpoint


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok"; 503 "database" when it cannot be read, "history" when writes would go unrecorded. To strangers,
    nothing else but the checkpoint's age."""
    try:
        if not is_recording(connection):
            return HttpResponse("history\n", "text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
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
