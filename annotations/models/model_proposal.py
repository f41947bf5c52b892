"""Owns which language model proposed a claim, asked in which words. The claim itself is like any other."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.article import Article
from annotations.models.audit import audited
from annotations.models.claim import Claim
from annotations.models.fields import LineField


@audited(("article", "article_id"))
class ModelProposal(models.Model):
    """`prompt_sha256` is of all that was sent; the tokens are those of the whole call, which its claims share.

    They are null when the endpoint did not tell them.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="model_proposal")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    model = LineField(max_length=90)
    prompt_sha256 = models.CharField(max_length=64)
    tokens_in = models.PositiveIntegerField(null=True)
    tokens_out = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return gettext("proposed by %(model)s") % {"model": self.model}
