"""Owns the notes in which the caller is named, in the API: nobody else's."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import YesNo
from annotations.api.gestures import Gesture, PersonSerializer
from annotations.api.labels import LARGEST_ID
from annotations.api.resource import Resource
from annotations.models import Mention
from annotations.selectors.mentions import mentions_of
from annotations.services.mentions import see_mentions

MOST = 500


class MentionSerializer(serializers.ModelSerializer[Mention]):
    project = serializers.CharField(source="note.project.slug", read_only=True)
    article = serializers.IntegerField(source="note.article_id", read_only=True, allow_null=True)
    claim = serializers.IntegerField(source="note.claim_id", read_only=True, allow_null=True)
    text = serializers.CharField(source="note.text", read_only=True)
    author = PersonSerializer(source="note.author", read_only=True)

    class Meta:
        model = Mention
        fields = ["id", "note", "project", "article", "claim", "text", "author", "seen_at"]


class SeeMentions(Gesture):
    mentions = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), min_length=1, max_length=MOST
    )


class Seen(serializers.Serializer[Any]):
    seen = serializers.IntegerField(help_text="How many of them were new.")


class MentionFilters(django_filters.FilterSet):  # type: ignore[misc]
    is_seen = YesNo(field_name="seen_at", lookup_expr="isnull", exclude=True)
    project = django_filters.CharFilter(field_name="note__project__slug")


class MentionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[Mention]):
    model = Mention
    representation = MentionSerializer
    filterset_class = MentionFilters

    def rows(self) -> QuerySet[Mention]:
        return mentions_of(self.person)

    @extend_schema(request=SeeMentions, responses=Seen)
    @action(detail=False, methods=["post"])
    def see(self, request: Request, **named: Any) -> Response:
        """Say that you have seen some of them."""
        ids = self.given(SeeMentions)["mentions"]
        chosen = list(self.rows().filter(pk__in=ids))
        return Response({"seen": see_mentions(actor=self.actor, mentions=chosen) if chosen else 0})
