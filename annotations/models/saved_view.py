"""Owns a person's named filter of a project's queue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import LineField
from annotations.models.project import Project
from annotations.models.versioned import Versioned


@audited(("person", "person_id"))
class SavedView(Versioned):
    """`query` is the query string of the queue's address."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="saved_views")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    name = LineField(max_length=60)
    query = LineField(max_length=2_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "project", "name"],
                name="view_name_once",
                violation_error_message=_("You have a view of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
