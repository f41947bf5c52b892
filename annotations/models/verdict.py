"""Owns one reviewer's rating of one claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import ProseField
from annotations.models.rating import Rating
from annotations.models.versioned import Versioned


@audited(("article", "article_id"))
class Verdict(Versioned):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="verdicts")
    rationale = ProseField(blank=True)
    # The claim's text changed under it; the reviewer is asked to look again.
    is_stale = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["claim", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reviewer"],
                name="one_verdict_a_reviewer",
                violation_error_message=_("You have given a verdict on this claim already: revise that one."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(rating)s by %(reviewer)s") % {"rating": self.rating, "reviewer": self.reviewer}
