"""Owns sources, the documents used as evidence, in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber, Words
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, Text
from annotations.api.references import ProjectField
from annotations.api.resource import Resource
from annotations.models import Source
from annotations.selectors.scoping import sources_of
from annotations.services.sources import add_source, change_source


class SourceSerializer(serializers.ModelSerializer[Source]):
    project = serializers.CharField(source="project.slug", read_only=True)
    added_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "project",
            "url",
            "title",
            "publisher",
            "published_on",
            "archived_url",
            "added_by",
            "created_at",
            "version",
        ]


class AddSource(Gesture):
    project = ProjectField()
    url = Text()
    title = OptionalText()
    publisher = OptionalText()
    published_on = serializers.DateField(required=False, allow_null=True)
    archived_url = OptionalText()


class ChangeSource(Gesture):
    url = Text()
    title = Text()
    publisher = OptionalText()
    published_on = serializers.DateField(allow_null=True)
    archived_url = OptionalText()
    reason = OptionalText()


class SourceFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = Words("the title, publisher, address and cited passages")
    project = django_filters.CharFilter(field_name="project__slug")
    url = django_filters.CharFilter()
    title = django_filters.CharFilter(lookup_expr="icontains", label="Words in the title.")
    publisher = django_filters.CharFilter(lookup_expr="iexact")
    added_by = WholeNumber(field_name="added_by_id")


class SourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Source]):
    model = Source
    representation = SourceSerializer
    filterset_class = SourceFilters
    conditional = frozenset({"partial_update"})

    def rows(self) -> QuerySet[Source]:
        return sources_of(self.person).select_related("added_by")

    @extend_schema(request=AddSource, responses={201: SourceSerializer})
    def create(self, request: Request) -> Response:
        """Add a source; one that the project holds under this address is answered as it is."""
        return self.answer(add_source(actor=self.actor, **self.given(AddSource)), created=True)

    @extend_schema(request=ChangeSource, responses=SourceSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        source = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeSource, partial=True)
        return self.answer(change_source(actor=self.actor, source=source, version=version, **given))
