"""Owns the caller's own keys in the API: which key does what, one address a gesture. Nobody else's are reached.

Their version is that of the caller's preferences.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.acting import acting, person_of
from annotations.api.endpoint import Endpoint
from annotations.api.filtering import refuse_parameters
from annotations.api.gestures import Gesture, Text
from annotations.api.versions import seen_version
from annotations.models import Preferences, User
from annotations.selectors.keymap import BY_NAME, Key, keymap_of
from annotations.selectors.preferences import preferences_of
from annotations.services.preferences import bind_key, reset_keys


class KeySerializer(serializers.Serializer[Key]):
    gesture = serializers.CharField(source="gesture.name", read_only=True)
    words = serializers.CharField(
        source="gesture.words", read_only=True, help_text="What the gesture does, in your language."
    )
    key = serializers.CharField(
        source="name", read_only=True, help_text="As KeyboardEvent.key names it; empty for none."
    )
    standard_key = serializers.CharField(
        source="gesture.key", read_only=True, help_text="The key that the gesture comes with; empty for none."
    )
    is_own = serializers.BooleanField(read_only=True, help_text="Whether you chose it.")
    works_in_fields = serializers.BooleanField(source="gesture.is_in_fields", read_only=True)


class OwnKeySerializer(KeySerializer):
    version = serializers.IntegerField(read_only=True, help_text="That of your preferences.")


class OwnKeysSerializer(serializers.Serializer[Any]):
    keys = KeySerializer(many=True, read_only=True)
    version = serializers.IntegerField(read_only=True, help_text="That of your preferences.")


class ChangeKey(Gesture):
    key = Text(help_text="Such as `n`, `Shift+J` or `Control+Enter`.", max_length=40)


class KeysView(Endpoint):
    conditional = frozenset({"delete"})

    @extend_schema(operation_id="me_all_keys_retrieve", responses=OwnKeysSerializer)
    def get(self, request: Request) -> Response:
        """The key of every gesture. Version 0 means that you have changed nothing yet."""
        refuse_parameters(request, set())
        return Response(self.represented(preferences_of(person_of(request))))

    @extend_schema(operation_id="me_all_keys_reset", responses=OwnKeysSerializer)
    def delete(self, request: Request) -> Response:
        """Back to the keys that the gestures come with, all of them; `If-Match` carries the version that you saw."""
        refuse_parameters(request, set())
        reset_keys(actor=acting(request), version=seen_version(request))
        return Response(self.represented(_now(person_of(request))))

    def represented(self, preferences: Preferences) -> Any:
        keys = [KeySerializer(key).data for key in keymap_of(preferences.person).keys]
        return {"keys": keys, "version": preferences.version}


class KeyView(Endpoint):
    conditional = frozenset({"put", "delete"})

    @extend_schema(responses=OwnKeySerializer)
    def get(self, request: Request, gesture: str) -> Response:
        """The key of one gesture."""
        refuse_parameters(request, set())
        self._known(gesture)
        return Response(self.represented(preferences_of(person_of(request))))

    @extend_schema(request=ChangeKey, responses=OwnKeySerializer)
    def put(self, request: Request, gesture: str) -> Response:
        """Give the gesture another key; `If-Match` carries the version that you saw."""
        refuse_parameters(request, set())
        self._known(gesture)
        asked = ChangeKey(data=request.data)
        asked.is_valid(raise_exception=True)
        bind_key(
            actor=acting(request), gesture=gesture, version=seen_version(request), **asked.validated_data
        )
        return Response(self.represented(_now(person_of(request))))

    @extend_schema(operation_id="me_keys_reset", responses=OwnKeySerializer)
    def delete(self, request: Request, gesture: str) -> Response:
        """Back to the key that the gesture comes with; `If-Match` carries the version that you saw."""
        refuse_parameters(request, set())
        self._known(gesture)
        reset_keys(actor=acting(request), gesture=gesture, version=seen_version(request))
        return Response(self.represented(_now(person_of(request))))

    def represented(self, preferences: Preferences) -> Any:
        key = keymap_of(preferences.person).key(self.kwargs["gesture"])
        return {**KeySerializer(key).data, "version": preferences.version}

    def _known(self, gesture: str) -> None:
        if gesture not in BY_NAME:
            raise Http404


def _now(person: User) -> Preferences:
    """The preferences as they are after the change, not as they were read with the person."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person, version=0)
