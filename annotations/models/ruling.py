"""Owns the desk's one answer on a claim, and the dated public changes to it after publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import AddressField, ProseField
from annotations.models.rating import Rating
from annotations.models.versioned import Versioned


@audited(("article", "article_id"))
class Ruling(Versioned):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("retracted")

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="ruling")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="rulings")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="rulings")
    summary = ProseField(_("what readers are told"), max_length=5_000)
    url = AddressField(
        _("address of the published check"),
        blank=True,
        help_text=_("Where readers find it, if it has a page."),
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True, published_by__isnull=True)
                | Q(
                    state__in=("published", "retracted"),
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="ruling_published_by_someone",
                violation_error_message=_("A published ruling says who published it and when."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.claim}"


@audited(("article", "article_id"))
class Correction(models.Model):
    class Kind(models.TextChoices):
        TYPO = "typo", _("slip of the pen")
        CLARIFICATION = "clarification", _("clarification")
        RATING_CHANGE = "rating_change", _("change of rating")
        RETRACTION = "retraction", _("retraction")

    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="corrections")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    explanation = ProseField(_("what readers are told about the change"), max_length=2_000)
    old_rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    new_rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    old_summary = models.TextField()
    new_summary = models.TextField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.explanation[:80]}"
