"""Owns who is acting at the web page's door: a request to the Actor that every service is given."""

from __future__ import annotations

import re
from uuid import uuid4

from django.http import HttpRequest

from annotations.history.actor import Actor
from annotations.models import Channel, User

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def person_of(request: HttpRequest) -> User:
    """The person who is logged in; LoginRequiredMiddleware has let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("This page was opened to somebody who is not logged in.")
    return request.user


def acting(request: HttpRequest) -> Actor:
    """The Actor of this request. A proxy's X-Request-ID is kept when it is a plain word of 8 to 64 characters."""
    given = request.headers.get("X-Request-ID", "")
    client = request.headers.get("User-Agent", "")
    return Actor(
        person=person_of(request),
        channel=Channel.UI,
        request_id=given if _REQUEST_ID.fullmatch(given) else uuid4().hex,
        client="".join(character for character in client if character.isprintable())[:100],
    )
