"""Answers which views of a project's queue and of its search a person has saved: their own, nobody else's."""

from __future__ import annotations

from django.db.models import QuerySet

from annotations.models import Project, SavedView, User
from annotations.policy import visible_projects


def views_of(person: User, project: Project | None = None) -> QuerySet[SavedView]:
    """Those of one project, or of every project that the person may still see."""
    views = SavedView.objects.filter(person=person, project__in=visible_projects(person))
    return views.filter(project=project) if project else views.select_related("project")
