"""Owns the record of row changes, written by the database's own triggers. Append-only; Python only reads it."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.models.action import Action
from annotations.models.audit import exempt


@exempt("It is the history itself; triggers refuse every edit.")
class Change(models.Model):
    """One row's change. Order is the id.

    `body` is JSON text: `{column: value}` for an insert or delete, `{column: [old, new]}` for an update with
    the changed columns only. Operation "M" marks, in the stream it left, a row that moved to another one;
    "B" states a whole row as it is from here on, where it changed without a write (a migration of the table).
    A body with an empty nonce was rewritten by a Redaction.
    """

    class Operation(models.TextChoices):
        INSERT = "I", _("added")
        UPDATE = "U", _("changed")
        DELETE = "D", _("removed")
        MOVE = "M", _("moved away")
        BASELINE = "B", _("found as it is")

    at = models.DateTimeField()
    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="changes"
    )
    stream = models.CharField(max_length=40)
    entity = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    # The claim that the row is, or points at: the thread that a claim's timeline follows.
    claim_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=1, choices=Operation)
    # 128 random bits, so that the hash of an erased body cannot be guessed.
    nonce = models.CharField(max_length=32)
    body = models.TextField()
    db_user = models.CharField(max_length=64, blank=True)
    # The transaction that wrote it, on PostgreSQL.
    txid = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["stream", "id"], name="change_by_stream"),
            models.Index(fields=["entity", "row_id", "id"], name="change_by_row"),
            models.Index(
                fields=["claim_id", "id"], name="change_by_claim", condition=Q(claim_id__isnull=False)
            ),
            # What no Action explains must be found at once among millions.
            models.Index(fields=["-id"], name="change_unattributed", condition=Q(action__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.row_id} {self.get_operation_display()}"

    @property
    def values(self) -> dict[str, Any]:
        """The body, parsed."""
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed


@exempt("One row that carries the current Action to SQLite's triggers; empty outside a transaction.")
class ActionContext(models.Model):
    action_id = models.BigIntegerField(null=True)
    # Refuse writes that no Action explains.
    strict = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Action {self.action_id}"
