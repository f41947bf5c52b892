"""One table a way of recording, each with the columns and indexes of a claim."""

from __future__ import annotations

from django.db import models

from annotations.models.audit import audit_table
from tests.benchmarks.peers.libraries import PRESENT


class Row(models.Model):
    """The columns of Claim, without its keys to other tables: these would cost every way the same."""

    article_id = models.BigIntegerField(db_index=True)
    revision_id = models.BigIntegerField(db_index=True)
    marked_by_id = models.BigIntegerField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    statement = models.TextField()
    kind = models.CharField(max_length=12, default="other")
    state = models.CharField(max_length=10, default="open")
    dismissal = models.CharField(max_length=20, blank=True)
    claimant = models.CharField(max_length=300, blank=True)
    claimant_start = models.PositiveIntegerField(null=True)
    claimant_end = models.PositiveIntegerField(null=True)
    cue_start = models.PositiveIntegerField(null=True)
    cue_end = models.PositiveIntegerField(null=True)
    said_on = models.DateField(null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    check_worthiness = models.FloatField(null=True)
    reasons = models.CharField(max_length=200, blank=True)
    ambiguous = models.BooleanField(default=False)
    needs_reanchor = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["article_id", "start", "end", "id"]),
            models.Index(fields=["article_id", "state"]),
            models.Index(fields=["state", "-check_worthiness", "id"]),
        ]


class Nothing(Row):  # noqa: DJ008
    """The floor: no history."""


class Factcheck(Row):  # noqa: DJ008
    """Recorded by the product's own triggers and seals."""


audit_table(Factcheck, (("article", "article_id"),))

if "simple_history" in PRESENT:
    from simple_history.models import HistoricalRecords

    class SimpleHistory(Row):  # noqa: DJ008
        # A plain number: this application's tables are made before those of people.
        history = HistoricalRecords(
            history_user_id_field=models.BigIntegerField(null=True),
            history_user_getter=lambda historical: None,
            history_user_setter=lambda historical, user: None,
        )


if "auditlog" in PRESENT:

    class Auditlog(Row):  # noqa: DJ008
        pass


if "pghistory" in PRESENT:
    import pghistory

    @pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    class Pghistory(Row):  # noqa: DJ008
        pass
