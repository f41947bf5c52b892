"""Owns that somebody responsible has looked at writes which no Action explains. The writes themselves are Changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import audited
from annotations.models.project import Project


@audited(("project", "project_id"), ("acknowledgement", "id"))
class Acknowledgement(models.Model):
    """Every unattributed Change of the project up to and including `change_id` was looked at.

    Without a project: those that belong to the site and not to any project.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="acknowledgements", null=True, blank=True
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    change_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "-change_id"], name="acknowledged_last")]

    def __str__(self) -> str:
        return gettext("up to change %(id)s") % {"id": self.change_id}
