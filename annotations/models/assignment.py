"""Owns who is asked to review which claim. It grants nothing: policy alone says who may."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim


@audited(("article", "article_id"))
class Assignment(models.Model):
    """A claim has as many as it has people who should look at it; taking somebody off removes the row."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="assignments")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "person"],
                name="assigned_once",
                violation_error_message=_("The claim is assigned to this person already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.person}"
