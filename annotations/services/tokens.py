"""Owns the making and revoking of API keys. Only a hash is stored; the key itself is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import ApiToken, Verb
from annotations.policy import require
from annotations.services.rows import refuse, stored

PREFIX = "fc_"


def issue_token(
    *,
    actor: Actor,
    name: str,
    scope: ApiToken.Scope | str = ApiToken.Scope.READ,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a key for the actor. Returns the row and the key, which nobody can read again."""
    require(actor, Verb.TOKEN_ISSUED)
    if actor.person is None:
        raise refuse("person", _("A token belongs to a person."))
    if expires_at is not None and expires_at <= timezone.now():
        raise refuse("expires_at", _("The token would be expired at once."))
    key = PREFIX + secrets.token_urlsafe(32)
    with recorded(actor, Verb.TOKEN_ISSUED):
        token = stored(
            ApiToken(
                person=actor.person,
                name=name,
                prefix=key[:9],
                sha256=hash_of(key),
                scope=scope,
                expires_at=expires_at,
            )
        )
    return token, key


def revoke_token(*, actor: Actor, token: ApiToken) -> ApiToken:
    """The key opens nothing from now on."""
    require(actor, Verb.TOKEN_REVOKED)
    if token.person != actor.person:
        raise refuse("person", _("Only its owner revokes a token."))
    with recorded(actor, Verb.TOKEN_REVOKED):
        current = ApiToken.objects.select_for_update().get(pk=token.pk)
        current.revoked_at = current.revoked_at or timezone.now()
        return stored(current)


def note_use(token: ApiToken) -> None:
    """Remember the day a key was last used. Not part of the history: it says nothing about the review."""
    today = timezone.now().date()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def hash_of(key: str) -> str:
    """SHA-256 in hex: enough for a key of 256 random bits."""
    return hashlib.sha256(key.encode()).hexdigest()
