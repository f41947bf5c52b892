"""Owns the version number that tells two people's edits of one row apart."""

from __future__ import annotations

from django.db import models


class Versioned(models.Model):
    """`version` grows by one with every change; an edit names the version it started from."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
