"""Owns the copies of a source in the API: listed without their texts, read one by one, kept fetched or pasted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.gestures import Gesture, PersonSerializer, Text
from annotations.api.resource import Resource
from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import PERIOD_SECONDS, copy_source
from annotations.models import Source, SourceCopy
from annotations.selectors.scoping import sources_of
from annotations.selectors.source_copies import copies_of
from annotations.services.source_copies import keep_pasted_copy


class SourceCopySerializer(serializers.ModelSerializer[SourceCopy]):
    """`sha256` is of the text in UTF-8. `is_pasted` says that a person pasted it, instead of it being fetched."""

    fetched_by = PersonSerializer(read_only=True, allow_null=True)
    is_pasted = serializers.BooleanField(read_only=True)

    class Meta:
        model = SourceCopy
        fields = [
            "id",
            "source",
            "url",
            "media_type",
            "title",
            "sha256",
            "is_pasted",
            "fetched_by",
            "fetched_at",
        ]


class WholeCopySerializer(SourceCopySerializer):
    class Meta(SourceCopySerializer.Meta):
        fields = [*SourceCopySerializer.Meta.fields, "text"]


class KeepCopy(Gesture):
    """The text that somebody saw; left out, the page is fetched."""

    text = Text(required=False, allow_blank=True)


class SourceCopies(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[SourceCopy]):
    model = SourceCopy
    representation = SourceCopySerializer

    def source(self) -> Source:
        return self.found(sources_of(self.person), pk=self.kwargs["source"])

    def rows(self) -> QuerySet[SourceCopy]:
        copies = copies_of(self.person).select_related(None).select_related("fetched_by")
        return copies.filter(source=self.source())

    def get_serializer_class(self) -> Any:
        return WholeCopySerializer if self.action == "retrieve" else self.representation

    def get_queryset(self) -> QuerySet[SourceCopy]:
        copies = super().get_queryset()
        return copies.defer(None) if self.action == "retrieve" else copies

    @extend_schema(responses=WholeCopySerializer)
    def retrieve(self, request: Request, *args: Any, **named: Any) -> Response:
        """One copy with its text."""
        return super().retrieve(request, *args, **named)

    @extend_schema(request=KeepCopy, responses={201: SourceCopySerializer})
    def create(self, request: Request, **named: Any) -> Response:
        """Keep a copy of the source's page, or of the text that is given. Passages cited from it are checked."""
        source, given = self.source(), self.given(KeepCopy)
        if "text" in given:
            return self.answer(
                keep_pasted_copy(actor=self.actor, source=source, text=given["text"]), created=True
            )
        try:
            return self.answer(copy_source(actor=self.actor, source=source), created=True)
        except FetchError as error:
            raise as_refusal(error) from None


def as_refusal(error: FetchError) -> exceptions.APIException:
    """Why a page could not be had: 429 for whoever asks too often, otherwise about the address."""
    if error.code == "often":
        return exceptions.Throttled(
            wait=PERIOD_SECONDS, detail=_("You looked up many pages in a short time.")
        )
    return exceptions.ValidationError({"url": [exceptions.ErrorDetail(error.message, code=error.code)]})
