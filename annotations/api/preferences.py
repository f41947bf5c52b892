"""Owns the caller's own preferences in the API. Their keys are shown here and changed at an address of their own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.acting import acting, person_of
from annotations.api.endpoint import Endpoint
from annotations.api.filtering import refuse_parameters
from annotations.api.gestures import Gesture, OptionalText
from annotations.api.versions import seen_version
from annotations.models import Look, Preferences
from annotations.selectors.keymap import keymap_of
from annotations.selectors.preferences import preferences_of
from annotations.services.preferences import change_preferences


class PreferencesSerializer(serializers.ModelSerializer[Preferences]):
    keys = serializers.SerializerMethodField(
        help_text="The key of each gesture of the workbench, as KeyboardEvent.key names it; empty for none."
    )

    class Meta:
        model = Preferences
        fields = ["look", "language", "single_keys", "keys", "version"]

    def get_keys(self, preferences: Preferences) -> dict[str, str]:
        return {key.gesture.name: key.name for key in keymap_of(preferences.person).keys}


class ChangePreferences(Gesture):
    look = serializers.ChoiceField(choices=Look.choices, required=False, allow_blank=True)
    language = OptionalText(help_text="A language code of the pages, empty for what the browser asks for.")
    single_keys = serializers.BooleanField(required=False)


class PreferencesView(Endpoint):
    conditional = frozenset({"patch"})

    @extend_schema(responses=PreferencesSerializer)
    def get(self, request: Request) -> Response:
        """How you want your pages. Version 0 means that you have changed nothing yet."""
        refuse_parameters(request, set())
        return Response(self.represented(preferences_of(person_of(request))))

    @extend_schema(request=ChangePreferences, responses=PreferencesSerializer)
    def patch(self, request: Request) -> Response:
        """Change what is named; `If-Match` carries the version that you saw. Keys are changed at `me/keys/`."""
        refuse_parameters(request, set())
        gesture = ChangePreferences(data=request.data, partial=True)
        gesture.is_valid(raise_exception=True)
        if not gesture.validated_data:
            raise serializers.ValidationError(_("Say what to change."), code="required")
        changed = change_preferences(
            actor=acting(request), version=seen_version(request), **gesture.validated_data
        )
        return Response(self.represented(changed))

    def represented(self, preferences: Preferences) -> Any:
        return PreferencesSerializer(preferences).data
