"""Owns a project's tags in the API: listed with how many claims carry each, renamed, made one, deleted."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.gestures import Gesture, Text
from annotations.api.resource import Resource
from annotations.models import Project, Tag
from annotations.selectors.scoping import projects_of
from annotations.selectors.tags import counted_tags
from annotations.services.tags import delete_tag, rename_tag


class TagSerializer(serializers.ModelSerializer[Tag]):
    project = serializers.CharField(source="project.slug", read_only=True)
    claim_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Tag
        fields = ["id", "project", "name", "claim_count", "created_at", "version"]


class RenameTag(Gesture):
    name = Text()
    merge = serializers.BooleanField(
        required=False, help_text="Where the project has a tag of this name, make the two one."
    )


class TagFilters(django_filters.FilterSet):  # type: ignore[misc]
    name = django_filters.CharFilter(lookup_expr="iexact")


class TagViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Tag]):
    """Tags come to be by being put on a claim."""

    model = Tag
    representation = TagSerializer
    filterset_class = TagFilters
    orderings = {"name": ("name", "id"), "newest": ("-id",), "oldest": ("id",)}
    conditional = frozenset({"partial_update", "destroy"})

    def project(self) -> Project:
        return self.found(projects_of(self.person), slug=self.kwargs["project"])

    def rows(self) -> QuerySet[Tag]:
        return counted_tags(self.project()).select_related("project")

    @extend_schema(request=RenameTag, responses=TagSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        """Another name; answers the tag that remains."""
        tag = self.get_object()
        version = self.seen_version()
        given = self.given(RenameTag)
        return self.answer(rename_tag(actor=self.actor, tag=tag, version=version, **given))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **named: Any) -> Response:
        """Take the tag off every claim and forget it."""
        tag = self.get_object()
        delete_tag(actor=self.actor, tag=tag, version=self.seen_version())
        return Response(status=status.HTTP_204_NO_CONTENT)
