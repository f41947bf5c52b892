"""Owns who is acting at the admin's door."""

from __future__ import annotations

import re
from uuid import uuid4

from django.http import HttpRequest

from annotations.history.actor import Actor
from annotations.models import Channel, User

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def person_of(request: HttpRequest) -> User:
    """The staff member who is logged in; the admin site has let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("The admin was opened to somebody who is not logged in.")
    return request.user


def acting(request: HttpRequest) -> Actor:
    client = request.headers.get("User-Agent", "")
    return Actor(
        person=person_of(request),
        channel=Channel.ADMIN,
        request_id=_request_id(request),
        client="".join(character for character in client if character.isprintable())[:100],
    )


def _request_id(request: HttpRequest) -> str:
    """One for everything that a request does, and a proxy's own when it is a plain word of 8 to 64 characters."""
    given = request.headers.get("X-Request-ID", "")
    if _REQUEST_ID.fullmatch(given):
        return given
    made: str = request.META.setdefault("factcheck.request_id", uuid4().hex)
    return made
