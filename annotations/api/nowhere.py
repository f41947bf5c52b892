"""Owns the answer at every address below /api/ where there is nothing."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from annotations.api.endpoint import Endpoint


class NowhereView(Endpoint):
    """404 whatever the method and whoever asks; it says nothing about what exists elsewhere."""

    authentication_classes = []
    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: object, **named: object) -> NoReturn:
        raise Http404
