"""Owns the record that a value was erased from the history: that it was, by whom, why; never the value."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import audited


@audited(("redaction", "id"))
class Redaction(models.Model):
    """Lets one Change's body, or what one Action tells of people, be rewritten without some values. Recorded and
    sealed like any row. Either `change_id` or `redacted_action_id` says of what; `action_id` is the erasing Action.

    `body_hash` is what the chain holds of the text that was first; `replacement_hash` is the SHA-256 of the new
    text. Where one Change or Action was redacted twice, the newest Redaction speaks.
    """

    at = models.DateTimeField(auto_now_add=True)
    action_id = models.BigIntegerField()
    change_id = models.BigIntegerField(null=True, db_index=True)
    redacted_action_id = models.BigIntegerField(null=True, db_index=True)
    # Which values went, separated by commas.
    columns = models.CharField(max_length=300)
    body_hash = models.CharField(max_length=64)
    replacement_hash = models.CharField(max_length=64)
    reason = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        if self.change_id is None:
            return gettext("%(columns)s of action %(id)s") % {
                "columns": self.columns,
                "id": self.redacted_action_id,
            }
        return gettext("%(columns)s of change %(id)s") % {"columns": self.columns, "id": self.change_id}
