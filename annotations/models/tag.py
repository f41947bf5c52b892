"""Owns a project's words for grouping claims, and which claim carries which."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import LineField
from annotations.models.project import Project
from annotations.models.versioned import Versioned


@audited(("project", "project_id"))
class Tag(Versioned):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="tags")
    name = LineField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                name="tag_name_once",
                violation_error_message=_("The project has this tag already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@audited(("article", "article_id"))
class ClaimTag(models.Model):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="claim_tags")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="claim_tags")
    tagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "tag"],
                name="tag_once_a_claim",
                violation_error_message=_("The claim carries this tag already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(tag)s on %(claim)s") % {"tag": self.tag, "claim": self.claim}
