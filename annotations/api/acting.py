"""Owns who is acting at the API's door: a request to the Actor that every service is given."""

from __future__ import annotations

import re
from uuid import uuid4

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from annotations.history.actor import Actor
from annotations.models import ApiToken, Channel, User

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def person_of(request: Request) -> User:
    """The person who sent the request. Raises NotAuthenticated for nobody."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def acting(request: Request) -> Actor:
    """The Actor of this request; a token that may only read makes one that may not write."""
    token = request.auth if isinstance(request.auth, ApiToken) else None
    return Actor(
        person=person_of(request),
        channel=Channel.API,
        request_id=request_id(request),
        client=f"{token.name[:80]} ({token.prefix})" if token else "session",
        on_behalf_of=on_behalf_of(request),
        may_write=token is None or token.scope == ApiToken.Scope.WRITE,
    )


def on_behalf_of(request: Request) -> str:
    """For whom a program acts, as its X-On-Behalf-Of says: a line of at most 150 characters, in UTF-8. It lends no
    rights; it is kept beside who did it."""
    given = request.headers.get("X-On-Behalf-Of", "")
    try:
        words = given.encode("latin-1").decode()
    except UnicodeError:
        words = given
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())[:150]


def request_id(request: Request) -> str:
    """The caller's X-Request-ID when it is a plain word of 8 to 64 characters, otherwise one made up once."""
    given = request.headers.get("X-Request-ID", "")
    if _REQUEST_ID.fullmatch(given):
        return given
    # On Django's request, which lives as long as the exchange; DRF may wrap it more than once.
    kept: str | None = request.META.get("factcheck.request_id")
    if kept is None:
        kept = request.META["factcheck.request_id"] = uuid4().hex
    return kept
