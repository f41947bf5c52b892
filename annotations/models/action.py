"""Owns the record of gestures: who, what, why, through which channel, when. Append-only: the database refuses edits."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import exempt
from annotations.models.verb import Verb


class Channel(models.TextChoices):
    UI = "ui", _("web page")
    API = "api", _("API")
    ADMIN = "admin", _("admin")
    COMMAND = "command", _("command line")
    IMPORT = "import", _("import")
    MIGRATION = "migration", _("migration")


def fresh_nonce() -> str:
    """128 random bits in hexadecimal, so that the hash of an erased text cannot be guessed."""
    return secrets.token_hex(16)


@exempt("It is the history itself; triggers refuse every edit.")
class Action(models.Model):
    """The order of Actions is their id, never the clock. `actor_id` outlives the account: it is no foreign key."""

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150)
    on_behalf_of = models.CharField(max_length=150, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    verb = models.CharField(max_length=30, choices=Verb)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    client = models.CharField(max_length=100, blank=True)
    app_version = models.CharField(max_length=20)
    reverts = models.BigIntegerField(null=True)
    nonce = models.CharField(max_length=32, default=fresh_nonce, editable=False)
    # The transaction that may use this Action, filled in by PostgreSQL itself; SQLite has one writer at a time.
    txid = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["actor_id", "-id"], name="action_by_actor"),
            # What a timeline is filtered by, in the order in which it is read.
            models.Index(fields=["verb", "-id"], name="action_by_verb"),
            models.Index(fields=["channel", "-id"], name="action_by_channel"),
            models.Index(fields=["at"], name="action_by_moment"),
            models.Index(
                fields=["reverts"], name="action_by_reverted", condition=models.Q(reverts__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(who)s %(what)s") % {"who": self.actor_label, "what": self.get_verb_display()}
