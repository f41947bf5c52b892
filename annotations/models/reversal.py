"""Owns the record of what was taken back where one Action's `reverts` does not say it all: single Changes, several
Actions, a moment that was gone back to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext

from annotations.models.audit import audited


@audited(("reversal", "action_id"))
class Reversal(models.Model):
    """That `action_id` took back Changes of `reverted_action_id`; null for Changes that no Action explains.

    One row an Action taken back. That Action's own `reverts` names the newest of them. Recorded and sealed like any
    row, so the list is proved as the Actions are.
    """

    action_id = models.BigIntegerField(db_index=True)
    reverted_action_id = models.BigIntegerField(null=True, db_index=True)
    # Ids of the Changes taken back, as ascending ranges: `7,9-12`.
    change_ids = models.TextField()
    # The seal of its article that a claim was taken back to, where it was.
    to_seal = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return gettext("action %(id)s took changes %(changes)s back") % {
            "id": self.action_id,
            "changes": self.change_ids,
        }
