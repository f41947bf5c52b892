"""Owns the pages shown when something cannot be answered. Shows no detail of what went wrong inside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or old: usually a page left open while logged out."""
    return render(request, "annotations/errors/csrf.html", status=403)
