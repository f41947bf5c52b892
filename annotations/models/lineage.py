"""Owns which claim came out of which other one. It carries no verdict over."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim


@audited(("article", "article_id"))
class Lineage(models.Model):
    """`claim` was made out of `predecessor`, a claim of the same article."""

    class How(models.TextChoices):
        SPLIT = "split", _("split from")
        MERGED = "merged", _("merged from")
        DUPLICATED = "duplicated", _("the same words as")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="origins")
    predecessor = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="successors")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("how it was made"), max_length=10, choices=How)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "predecessor"], name="lineage_once"),
            models.CheckConstraint(condition=~Q(claim=F("predecessor")), name="lineage_between_two_claims"),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.predecessor}"
