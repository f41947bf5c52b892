"""Owns which mails went out about writes from outside, so that none goes out twice. The writes are Changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import exempt
from annotations.models.project import Project


@exempt("It says only that a mail went out; what the mail was about stands in the Changes.")
class Alert(models.Model):
    """The owners of the project were told of every unattributed Change up to and including `change_id`.

    Without a project: the operators were told of those that belong to no project. `sent_at` is empty where sending
    failed; the next run tries again.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="alerts", null=True, blank=True
    )
    change_id = models.BigIntegerField()
    writes = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["project", "-change_id"], name="alerted_last")]

    def __str__(self) -> str:
        return gettext("%(writes)s writes up to change %(id)s") % {
            "writes": self.writes,
            "id": self.change_id,
        }
