"""Owns the hashes that close each Action on each stream, one chain a stream. Written at commit, append-only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import exempt


@exempt("It is the history itself; triggers refuse every edit.")
class Seal(models.Model):
    """The `number`-th seal of a stream, from 1. What is hashed, and how, is in annotations.history.digests.

    Order is the number. `at` never runs backwards in a stream, whatever the clock does.
    """

    stream = models.CharField(max_length=40)
    number = models.BigIntegerField()
    # Empty for writes that no Action explains.
    action_id = models.BigIntegerField(null=True)
    # Ids of the Changes it closes, as ascending ranges: `7,9-12`.
    change_ids = models.TextField()
    # The greatest of these: on SQLite, with one writer at a time, everything up to the newest one is sealed.
    last_change_id = models.BigIntegerField()
    root = models.CharField(max_length=64)
    action_hash = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["stream", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="seal_number_once"),
        ]
        indexes = [models.Index(fields=["last_change_id"], name="seal_by_change")]

    def __str__(self) -> str:
        return gettext("%(stream)s, seal %(number)s") % {"stream": self.stream, "number": self.number}


@exempt("The end of each chain, kept to be locked and extended; made anew from the Seals.")
class SealHead(models.Model):
    stream = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return gettext("%(stream)s ends with seal %(number)s") % {
            "stream": self.stream,
            "number": self.number,
        }
