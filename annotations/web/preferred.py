"""Owns that every page looks, speaks and answers keys as its reader prefers. Changes no preference."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from annotations.models import Preferences, User
from annotations.selectors.keymap import Keymap, keymap_of, standard_keymap
from annotations.selectors.preferences import preferences_of


class Preferred:
    """Puts `request.preferred` and `request.keymap` on every request, and the person's language before the browser's.

    Stands after AuthenticationMiddleware; LocaleMiddleware around it names the language in the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        preferred = preferences_of(request.user) if isinstance(request.user, User) else Preferences(version=0)
        request.preferred = preferred  # type: ignore[attr-defined]
        # Asked for by the pages that show keys, and by no other.
        request.keymap = SimpleLazyObject(lambda: _keymap(request))  # type: ignore[attr-defined]
        if preferred.language in dict(settings.LANGUAGES):
            translation.activate(preferred.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


def _keymap(request: HttpRequest) -> Keymap:
    return keymap_of(request.user) if isinstance(request.user, User) else standard_keymap()
