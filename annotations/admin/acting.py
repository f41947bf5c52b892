"""Owns who is acting at the admin's door."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest

from annotations.history.actor import Actor
from annotations.models import Channel, User


def person_of(request: HttpRequest) -> User:
    """The staff member who is logged in; the admin site has let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("The admin was opened to somebody who is not logged in.")
    return request.user


def acting(request: HttpRequest) -> Actor:
    return Actor(person=person_of(request), channel=Channel.ADMIN, request_id=uuid4().hex)
