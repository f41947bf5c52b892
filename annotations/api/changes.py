"""Owns the record of row changes in the API: read only, each with the gesture it belongs to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers

from annotations.api.actions import ActionSerializer
from annotations.api.filtering import WholeNumber
from annotations.api.resource import Resource
from annotations.models import Change, Verb
from annotations.selectors.scoping import changes_of


class ChangeSerializer(serializers.ModelSerializer[Change]):
    """`values` is `{column: value}` of a row added or removed, `{column: [old, new]}` of one that changed.

    `action` is null for a write that no gesture explains, such as SQL typed by hand.
    """

    action = ActionSerializer(read_only=True, allow_null=True)
    values = serializers.SerializerMethodField()

    class Meta:
        model = Change
        fields = ["id", "at", "stream", "entity", "row_id", "operation", "values", "action"]

    @extend_schema_field(serializers.DictField())
    def get_values(self, change: Change) -> dict[str, Any]:
        return change.values


class ChangeFilters(django_filters.FilterSet):  # type: ignore[misc]
    stream = django_filters.CharFilter(label="Such as `article:12`.")
    entity = django_filters.CharFilter(label="Such as `verdict`.")
    row_id = WholeNumber()
    claim = WholeNumber(field_name="claim_id", label="What happened to a claim and to all that hangs on it.")
    operation = django_filters.MultipleChoiceFilter(choices=Change.Operation.choices)
    action = WholeNumber(field_name="action_id")
    actor = WholeNumber(field_name="action__actor_id")
    verb = django_filters.MultipleChoiceFilter(field_name="action__verb", choices=Verb.choices)


class ChangeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Change]):
    model = Change
    representation = ChangeSerializer
    filterset_class = ChangeFilters

    def rows(self) -> QuerySet[Change]:
        return changes_of(self.person)
