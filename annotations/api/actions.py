"""Owns the record of gestures in the API: read only, for whoever may see something that the gesture changed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from annotations.api.filtering import WholeNumber
from annotations.api.resource import Resource
from annotations.models import Action, Channel, Verb
from annotations.selectors.scoping import actions_of
from annotations.selectors.timeline.reversals import Reversals, reversals_among


class ActionSerializer(serializers.ModelSerializer[Action]):
    """`actor` is the account's number, which may be gone; `actor_label` outlives it. The order is the id."""

    actor = serializers.IntegerField(source="actor_id", read_only=True, allow_null=True)

    class Meta:
        model = Action
        fields = [
            "id",
            "at",
            "actor",
            "actor_label",
            "on_behalf_of",
            "channel",
            "verb",
            "reason",
            "request_id",
            "client",
            "app_version",
            "reverts",
        ]


class LinkedActionSerializer(ActionSerializer):
    """The same, with the Actions that it took back, and by which it was taken back."""

    takes_back = serializers.SerializerMethodField()
    taken_back_by = serializers.SerializerMethodField()

    class Meta(ActionSerializer.Meta):
        fields = [*ActionSerializer.Meta.fields, "takes_back", "taken_back_by"]

    def get_takes_back(self, action: Action) -> list[int]:
        """Every Action that this one took back, whole or in part; `reverts` is the newest of them."""
        return list(self._reversals(action).takes.get(action.pk, ()))

    def get_taken_back_by(self, action: Action) -> list[int]:
        return [taker.action_id for taker in self._reversals(action).by.get(action.pk, ())]

    def _reversals(self, action: Action) -> Reversals:
        """Asked once for all Actions of a list."""
        among = self.parent if isinstance(self.parent, serializers.ListSerializer) else self
        held: Reversals | None = getattr(among, "reversals", None)
        if held is None:
            rows: Any = among.instance if among is self.parent else None
            held = reversals_among({row.pk: row.reverts for row in rows or [action]})
            among.reversals = held  # type: ignore[union-attr]
        return held


class ActionFilters(django_filters.FilterSet):  # type: ignore[misc]
    actor = WholeNumber(field_name="actor_id")
    verb = django_filters.MultipleChoiceFilter(choices=Verb.choices)
    channel = django_filters.MultipleChoiceFilter(choices=Channel.choices)
    reverts = WholeNumber(field_name="reverts")
    request_id = django_filters.CharFilter()


class ActionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Action]):
    model = Action
    representation = LinkedActionSerializer
    filterset_class = ActionFilters

    def rows(self) -> QuerySet[Action]:
        return actions_of(self.person)
