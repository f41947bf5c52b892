"""Owns the first page after logging in: my projects and what waits in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.selectors.counting import claims_by_state_of_projects
from annotations.selectors.scoping import projects_of
from annotations.web.acting import person_of


def home(request: HttpRequest) -> HttpResponse:
    projects = list(projects_of(person_of(request)))
    counts = claims_by_state_of_projects(projects)
    cards = [(project, counts[project.pk]) for project in projects]
    return render(request, "annotations/home.html", {"cards": cards})
