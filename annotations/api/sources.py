"""Owns sources, the documents used as evidence, in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber, Words, YesNo
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, Text
from annotations.api.references import ProjectField
from annotations.api.resource import Resource
from annotations.api.source_copies import as_refusal
from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import look_up_source
from annotations.models import Source, SourceCopy
from annotations.selectors.scoping import sources_of
from annotations.selectors.source_copies import with_copied_at
from annotations.services.sources import add_source, change_source


class CitedSourceSerializer(serializers.ModelSerializer[Source]):
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


class SourceSerializer(CitedSourceSerializer):
    copied_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="Of the newest copy.")

    class Meta(CitedSourceSerializer.Meta):
        fields = [*CitedSourceSerializer.Meta.fields, "copied_at"]


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


class LookUpSource(Gesture):
    project = ProjectField()
    url = Text()


class FoundSerializer(serializers.Serializer[Any]):
    """What the page says about itself, "" and null for what it does not; `origins` says where it said it.

    `problem` says why its words cannot be kept as a copy, "" when they can.
    """

    url = serializers.CharField(help_text="Where the last redirect led.")
    title = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    origins = serializers.DictField(child=serializers.CharField())
    problem = serializers.CharField()


class SourceFilters(django_filters.FilterSet):  # type: ignore[misc]
    q = Words("the title, publisher, address and cited passages")
    project = django_filters.CharFilter(field_name="project__slug")
    url = django_filters.CharFilter()
    title = django_filters.CharFilter(lookup_expr="icontains", label="Words in the title.")
    publisher = django_filters.CharFilter(lookup_expr="iexact")
    added_by = WholeNumber(field_name="added_by_id")
    has_copy = YesNo(method="kept", label="Whether a copy of it is kept.")

    def kept(self, rows: QuerySet[Source], name: str, value: bool) -> QuerySet[Source]:  # noqa: FBT001
        kept = Exists(SourceCopy.objects.filter(source=OuterRef("pk")))
        return rows.filter(kept if value else ~kept)


class SourceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Source]):
    model = Source
    representation = SourceSerializer
    filterset_class = SourceFilters
    conditional = frozenset({"partial_update"})

    def rows(self) -> QuerySet[Source]:
        return with_copied_at(sources_of(self.person).select_related("added_by"))

    @extend_schema(request=AddSource, responses={201: SourceSerializer})
    def create(self, request: Request) -> Response:
        """Add a source; one that the project holds under this address is answered as it is."""
        return self.answer(add_source(actor=self.actor, **self.given(AddSource)), created=True)

    @extend_schema(request=LookUpSource, responses=FoundSerializer)
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None)
    def lookup(self, request: Request) -> Response:
        """What the page at an address says about itself: title, publisher, date. Stores nothing."""
        given = self.given(LookUpSource)
        try:
            page = look_up_source(actor=self.actor, project=given["project"], url=given["url"])
        except FetchError as error:
            raise as_refusal(error) from None
        return Response(FoundSerializer(page).data)

    @extend_schema(request=ChangeSource, responses=SourceSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        source = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeSource, partial=True)
        return self.answer(change_source(actor=self.actor, source=source, version=version, **given))
