"""Owns the first page after logging in: my projects and what waits in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from annotations.models import Project, Role
from annotations.selectors.counting import Counts, awaiting_verdict, claims_by_state_of_projects
from annotations.selectors.mentions import mentions_of
from annotations.selectors.scoping import members_of, projects_of
from annotations.web.acting import person_of

MENTIONS = 5  # shown; the rest is on their own page


@dataclass(frozen=True, slots=True)
class Card:
    project: Project
    role: str
    counts: Counts
    awaiting: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def may_add(self) -> bool:
        return self.role not in {"", Role.VIEWER.label}


def home(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    projects = list(projects_of(person))
    counts = claims_by_state_of_projects(projects)
    awaiting = awaiting_verdict(person, projects)
    roles = dict(members_of(person).filter(person=person).values_list("project_id", "role"))
    cards = [
        Card(
            project,
            str(Role(roles[project.pk]).label) if project.pk in roles else "",
            counts[project.pk],
            awaiting.get(project.pk, 0) if roles.get(project.pk, Role.VIEWER) != Role.VIEWER else 0,
        )
        for project in projects
    ]
    unseen = list(mentions_of(person).filter(seen_at__isnull=True)[:MENTIONS])
    context = {
        "cards": cards,
        "awaiting": sum(card.awaiting for card in cards),
        "mentions": unseen,
        "named": {mention.note_id: (person,) for mention in unseen},
    }
    return render(request, "annotations/home.html", context)
