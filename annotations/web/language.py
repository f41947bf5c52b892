"""Owns choosing the language of the pages before there is somebody whose preference could be asked. Stores nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language in this browser and go back to where it was chosen. A person's preference goes before it."""
    return set_language(request)
