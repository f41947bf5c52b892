"""Owns the brake on guessing passwords, for every door that asks for one: Django authenticates through it.

The count is kept in the cache, so it is a brake and no promise where several processes have a cache each.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import Any, Protocol

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.models import User
from annotations.selectors.mentions import with_unseen_mentions

FAILURES_ALLOWED = 10
PAUSE_SECONDS = 300
PAUSED = _("Too many tries. Wait five minutes, then try again.")


class Asked(Protocol):
    """A request of any edge."""

    META: dict[str, Any]


class BrakedLogin(ModelBackend):
    """After ten failures from one address for one name, nobody there may try that name for five minutes.

    Whether the name exists makes no difference, so that the pause tells nothing about accounts.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **named: Any,
    ) -> User | None:
        name = username or ""
        if is_paused(request, name):
            raise PermissionDenied
        person = super().authenticate(request, username=username, password=password, **named)
        if person is None:
            _count(_key(request, name))
        else:
            cache.delete(_key(request, name))
        return person

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with how they want their pages and what is new to them: every page asks for it."""
        people = with_unseen_mentions(User.objects.select_related("preferences"))
        person = people.filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None


def is_paused(request: Asked | None, username: str) -> bool:
    """Whether somebody at the request's address has guessed at this name too often."""
    failures: int = cache.get(_key(request, username), 0)
    return failures >= FAILURES_ALLOWED


def _count(key: str) -> None:
    cache.add(key, 0, PAUSE_SECONDS)
    with suppress(ValueError):  # it expired at this very moment
        cache.incr(key)


def _key(request: Asked | None, username: str) -> str:
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    digest = hashlib.sha256(f"{address} {username}".encode("utf-8", "replace")).hexdigest()
    return f"password-failures-{digest}"
