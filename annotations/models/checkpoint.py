"""Owns the order of all Seals in one Merkle tree, and its signed roots. Append-only; copies are kept elsewhere."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import exempt


@exempt("It is the history itself; triggers refuse every edit.")
class Leaf(models.Model):
    """The place of one Seal in the tree, counted from 0 without a gap."""

    id = models.BigIntegerField(primary_key=True)
    seal_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"leaf {self.pk}"


@exempt("It is the history itself; triggers refuse every edit.")
class Checkpoint(models.Model):
    """`note` is a C2SP signed note: origin, number of leaves, root (base64), signature."""

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return gettext("%(size)s seals on %(at)s") % {"size": self.size, "at": f"{self.at:%Y-%m-%d %H:%M}"}
