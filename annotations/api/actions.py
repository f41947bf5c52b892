"""Owns the record of gestures in the API: read only, for whoever may see something that the gesture changed."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from annotations.api.filtering import WholeNumber
from annotations.api.resource import Resource
from annotations.models import Action, Channel, Verb
from annotations.selectors.scoping import actions_of


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


class ActionFilters(django_filters.FilterSet):  # type: ignore[misc]
    actor = WholeNumber(field_name="actor_id")
    verb = django_filters.MultipleChoiceFilter(choices=Verb.choices)
    channel = django_filters.MultipleChoiceFilter(choices=Channel.choices)
    request_id = django_filters.CharFilter()


class ActionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Action]):
    model = Action
    representation = ActionSerializer
    filterset_class = ActionFilters

    def rows(self) -> QuerySet[Action]:
        return actions_of(self.person)
