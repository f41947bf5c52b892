"""Owns an article and the numbered revisions of its text. A revision is never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import AddressField, LineField
from annotations.models.project import Project
from annotations.models.versioned import Versioned


@audited(("article", "id"))
class Article(Versioned):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="articles")
    title = LineField(max_length=300)
    url = AddressField(_("address"), blank=True)
    publisher = LineField(max_length=200, blank=True)
    byline = LineField(max_length=300, blank=True)
    published_on = models.DateField(_("date of publication"), null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    # SHA-256 of what was handed in, so that handing it in twice adds nothing.
    received_sha256 = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="articles_added", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "received_sha256"],
                name="article_received_once",
                violation_error_message=_("The project holds this article already."),
            )
        ]
        indexes = [models.Index(fields=["project", "-id"], name="article_by_project")]

    def __str__(self) -> str:
        return self.title


@audited(("article", "article_id"))
class Revision(models.Model):
    """One state of an article's text: canonical code points (`\\n` line ends, nothing else changed)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    # Not a ProseField: limits and refusals are those of annotations.text.canonical.
    text = models.TextField()
    # What stood before the text and is no part of it, such as a date marker; front_matter + text was handed in.
    front_matter = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, editable=False)
    length = models.PositiveIntegerField(help_text=_("code points"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(length__gt=0), name="revision_text_not_empty"),
        ]

    def __str__(self) -> str:
        return gettext("%(article)s, revision %(number)s") % {"article": self.article, "number": self.number}
