"""Owns who is named in a note, and whether they have seen it. The note's text stays what its author wrote."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.audit import audited
from annotations.models.note import Note


@audited(("person", "person_id"))
class Mention(models.Model):
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")
    seen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mentioned_once_a_note")]
        indexes = [models.Index(fields=["person", "seen_at", "-id"], name="mention_unseen")]

    def __str__(self) -> str:
        return f"@{self.person.username}"
