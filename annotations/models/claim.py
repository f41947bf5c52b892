"""Owns a claim and its fragments: the exact code points of a revision, and the wording that stands alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.models.article import Article, Revision
from annotations.models.audit import audited
from annotations.models.fields import LineField, ProseField
from annotations.models.versioned import Versioned


class State(models.TextChoices):
    SUGGESTED = "suggested", _("suggested")
    OPEN = "open", _("open")
    DECIDED = "decided", _("decided")
    PUBLISHED = "published", _("published")
    DISMISSED = "dismissed", _("dismissed")


class Kind(models.TextChoices):
    """The same values as annotations.splitting.proposal.Kind, with words for people."""

    EVENT = "event", pgettext_lazy("kind of claim", "event")
    QUANTITY = "quantity", pgettext_lazy("kind of claim", "quantity")
    RANKING = "ranking", pgettext_lazy("kind of claim", "ranking")
    TIME = "time", pgettext_lazy("kind of claim", "time")
    PLACE = "place", pgettext_lazy("kind of claim", "place")
    QUOTATION = "quotation", pgettext_lazy("kind of claim", "quotation")
    POSITION = "position", pgettext_lazy("kind of claim", "position")
    CAUSAL = "causal", pgettext_lazy("kind of claim", "cause")
    COMPARISON = "comparison", pgettext_lazy("kind of claim", "comparison")
    RULE = "rule", pgettext_lazy("kind of claim", "rule or law")
    PREDICTION = "prediction", pgettext_lazy("kind of claim", "prediction")
    OPINION = "opinion", pgettext_lazy("kind of claim", "opinion")
    OTHER = "other", pgettext_lazy("kind of claim", "other")


class Dismissal(models.TextChoices):
    NOT_A_CLAIM = "not_a_claim", _("not a claim")
    NOT_CHECKABLE = "not_checkable", _("not checkable")
    DUPLICATE = "duplicate", _("duplicate of another claim")
    NOT_WORTH_CHECKING = "not_worth_checking", _("not worth checking")
    WRONGLY_SPLIT = "wrongly_split", _("wrongly split")


@audited(("article", "article_id"))
class Claim(Versioned):
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="claims")
    statement = ProseField(max_length=2_000)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    dismissal = models.CharField(_("why dismissed"), max_length=20, choices=Dismissal, blank=True)
    claimant = LineField(max_length=300, blank=True)
    claimant_start = models.PositiveIntegerField(null=True, blank=True)
    claimant_end = models.PositiveIntegerField(null=True, blank=True)
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    # The day it was said or written, where that is not the day of the article.
    said_on = models.DateField(_("said on"), null=True, blank=True)
    # The hull of the fragments, for order and display only.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    check_worthiness = models.FloatField(null=True, blank=True)
    # Short codes, separated by spaces: why it is worth checking, or not.
    reasons = models.CharField(max_length=200, blank=True)
    ambiguous = models.BooleanField(default=False)
    needs_reanchor = models.BooleanField(default=False)
    # The splitter's name and version for a proposal; empty when a person marked it.
    proposed_by = models.CharField(max_length=100, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims_marked", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "start", "end", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="claim_span_not_empty",
                violation_error_message=_("A claim covers at least one character."),
            ),
            models.CheckConstraint(
                condition=Q(check_worthiness__isnull=True) | Q(check_worthiness__range=(0, 1)),
                name="claim_worthiness_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=(Q(state="dismissed") & ~Q(dismissal=""))
                | (~Q(state="dismissed") & Q(dismissal="")),
                name="claim_dismissed_with_reason",
                violation_error_message=_("A dismissed claim says why, and only a dismissed one."),
            ),
        ]
        indexes = [
            models.Index(fields=["article", "start", "end", "id"], name="claim_in_text_order"),
            models.Index(fields=["article", "state"], name="claim_by_state"),
            models.Index(fields=["state", "-check_worthiness", "id"], name="claim_waiting"),
        ]

    def __str__(self) -> str:
        return self.statement


@audited(("article", "article_id"))
class Fragment(models.Model):
    """`revision.text[start:end] == quote`, in code points."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="fragments")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="fragment_position_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="fragment_not_empty"),
        ]

    def __str__(self) -> str:
        return self.quote
