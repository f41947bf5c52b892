"""Owns a person's named filter of a project's queue, or of a search in the project."""

from __future__ import annotations

from urllib.parse import parse_qs

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import LineField
from annotations.models.project import Project
from annotations.models.versioned import Versioned


@audited(("person", "person_id"))
class SavedView(Versioned):
    """`query` is the query string of the queue's address; of the search's, where it names the SORT of thing."""

    SORT = "in"

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

    @property
    def page(self) -> str:
        """The page that it filters: "queue" or "find"."""
        return "find" if self.SORT in parse_qs(self.query) else "queue"

    def __str__(self) -> str:
        return self.name
