"""Owns a document used as evidence, and its use for one claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import AddressField, LineField, ProseField
from annotations.models.project import Project
from annotations.models.versioned import Versioned


@audited(("source", "id"))
class Source(Versioned):
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sources")
    url = AddressField(_("address"))
    title = LineField(max_length=300)
    publisher = LineField(max_length=200, blank=True)
    published_on = models.DateField(_("date of publication"), null=True, blank=True)
    archived_url = AddressField(_("archived copy"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sources_added", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "url"],
                name="source_once_a_project",
                violation_error_message=_("The project holds a source with this address already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    REFUTES = "refutes", _("refutes")
    CONTEXT = "context", _("gives context")


@audited(("article", "article_id"))
class Citation(Versioned):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="citations")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=10, choices=Stance)
    quote = ProseField(_("passage quoted"), max_length=5_000, blank=True)
    locator = LineField(_("where it is"), max_length=200, blank=True, help_text=_("page, section, minute"))
    # Whether the passage stands in the newest copy of the source; None where there is no copy or no passage.
    quote_found = models.BooleanField(_("passage found in the copy"), null=True, editable=False)
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    cited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="citations_made"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_stance_display()})"
