"""Owns a remark on a claim, article, verdict or source."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article, Revision
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import ProseField
from annotations.models.project import Project
from annotations.models.source import Source
from annotations.models.verdict import Verdict
from annotations.models.versioned import Versioned


@audited(("article", "article_id"), ("source", "source_id"))
class Note(Versioned):
    """About the most exact thing named: verdict before claim before article; or about a source."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="notes")
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="notes", null=True, blank=True
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notes", null=True, blank=True)
    verdict = models.ForeignKey(
        Verdict, on_delete=models.PROTECT, related_name="notes", null=True, blank=True
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="notes", null=True, blank=True)
    replies_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="replies", null=True, blank=True
    )
    text = ProseField(max_length=5_000)
    # A place in the article that the note points at, in code points: `revision.text[start:end] == quote`.
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    quote = models.TextField(blank=True, editable=False)
    is_public = models.BooleanField(_("public"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes")
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, source__isnull=True)
                | Q(article__isnull=True, claim__isnull=True, verdict__isnull=True, source__isnull=False),
                name="note_is_about_one_thing",
                violation_error_message=_("A note is about a claim, article, verdict or source."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__isnull=True) | Q(claim__isnull=False), name="note_on_verdict_has_claim"
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=True, start__isnull=True, end__isnull=True, quote="")
                | Q(article__isnull=False, revision__isnull=False, start__lt=F("end")),
                name="note_place_is_whole",
                violation_error_message=_("A place in the text has a start and an end after it."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
