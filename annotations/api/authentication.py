"""Owns how a caller proves who they are: a token, the web page's session, or (to make a token) a password.

Decides nothing about what they may do: that is policy's.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import InternalError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from annotations.models import ApiToken, User
from annotations.services.logging_in import PAUSE_SECONDS, is_paused
from annotations.services.tokens import hash_of, note_use

SCHEME = "Bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer fc_...`. Comes first, so that its challenge makes a missing proof a 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, key = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = ApiToken.objects.select_related("person").filter(sha256=_hashed(key.strip())).first()
        if token is None or token.revoked_at is not None or not token.person.is_active:
            raise AuthenticationFailed(gettext("This API token is not valid."))
        if token.expires_at is not None and token.expires_at <= timezone.now():
            raise AuthenticationFailed(gettext("This API token has expired. Make a new one."))
        # A database that cannot be written to still answers questions.
        with suppress(OperationalError, InternalError):
            note_use(token)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of the web pages, with their CSRF check on everything that is not a question."""


class PasswordAuthentication(authentication.BasicAuthentication):
    """User name and password, for making a token where there is none yet, and nowhere else."""

    www_authenticate_realm = "factcheck"

    def authenticate_credentials(
        self, userid: str, password: str, request: Request | None = None
    ) -> tuple[User, None]:
        if is_paused(request, userid):
            raise Throttled(PAUSE_SECONDS)
        if "\x00" in userid or "\x00" in password:
            raise AuthenticationFailed(gettext("Invalid username/password."))
        person, _ = super().authenticate_credentials(userid, password, request)
        return person, None


def _hashed(key: str) -> str:
    return hash_of(key.encode("utf-8", "replace").decode())
