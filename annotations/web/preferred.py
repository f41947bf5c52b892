"""Owns that every page looks, speaks and answers keys as its reader prefers. Changes no preference."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from annotations.models import Preferences, User
from annotations.selectors.preferences import preferences_of


class Preferred:
    """Puts `request.preferred` on every request, and the chosen language in front of the one the browser asks for.

    Stands after AuthenticationMiddleware; LocaleMiddleware around it names the language in the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        preferred = preferences_of(request.user) if isinstance(request.user, User) else Preferences(version=0)
        request.preferred = preferred  # type: ignore[attr-defined]
        if preferred.language in dict(settings.LANGUAGES):
            translation.activate(preferred.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
