"""Owns who belongs to which project, and as what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.project import Project
from annotations.models.versioned import Versioned


class Role(models.TextChoices):
    """From reading only to running the project. Policy says what each may do."""

    VIEWER = "viewer", _("viewer")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    OWNER = "owner", _("owner")


@audited(("project", "project_id"))
class Membership(Versioned):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.VIEWER)

    class Meta:
        ordering = ["project", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                name="one_membership_a_person",
                violation_error_message=_("This person is a member already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(person)s, %(role)s of %(project)s") % {
            "person": self.person,
            "role": self.get_role_display(),
            "project": self.project,
        }
