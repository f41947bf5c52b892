"""Owns the list of a project's sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.web.place import project_at


def sources(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "annotations/sources.html", {"project": project_at(request, slug)})
