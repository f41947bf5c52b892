"""Owns citations in the API: one source used for one claim."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber, YesNo
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, ReasonNeeded
from annotations.api.references import SourceField
from annotations.api.resource import Resource
from annotations.api.sources import CitedSourceSerializer
from annotations.models import Citation, Claim, Stance
from annotations.selectors.scoping import citations_of, claims_of
from annotations.services.sources import change_citation, cite_address, cite_source, withdraw_citation


class CitationSerializer(serializers.ModelSerializer[Citation]):
    source = CitedSourceSerializer(read_only=True)  # type: ignore[assignment]  # hides an unused attribute of fields
    cited_by = PersonSerializer(read_only=True)

    class Meta:
        model = Citation
        fields = [
            "id",
            "article",
            "claim",
            "source",
            "stance",
            "quote",
            "quote_found",
            "locator",
            "accessed_on",
            "cited_by",
            "withdrawn_at",
            "created_at",
            "version",
        ]


class CiteSource(Gesture):
    """Either a `source` of the project, or the `url` of one, which is added when the project lacks it."""

    source = SourceField(required=False)  # type: ignore[assignment]  # as above
    url = OptionalText()
    title = OptionalText()
    publisher = OptionalText()
    published_on = serializers.DateField(required=False, allow_null=True)
    archived_url = OptionalText()
    stance = serializers.ChoiceField(choices=Stance.choices)
    quote = OptionalText()
    locator = OptionalText()
    accessed_on = serializers.DateField(required=False, allow_null=True)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        about_address = {"url", "title", "publisher", "published_on", "archived_url"} & given.keys()
        if "source" in given and about_address:
            field = min(about_address)
            raise serializers.ValidationError(
                {field: [_("The source is named already: change it at its own address.")]}
            )
        if "source" not in given and not given.get("url"):
            raise serializers.ValidationError(
                {"url": [_("Name a source, or the address of one.")]}, code="required"
            )
        return given


class ChangeCitation(Gesture):
    stance = serializers.ChoiceField(choices=Stance.choices)
    quote = OptionalText()
    locator = OptionalText()
    accessed_on = serializers.DateField(allow_null=True)
    reason = OptionalText()


class CitationFilters(django_filters.FilterSet):  # type: ignore[misc]
    project = django_filters.CharFilter(field_name="article__project__slug")
    article = WholeNumber(field_name="article_id")
    claim = WholeNumber(field_name="claim_id")
    source = WholeNumber(field_name="source_id")
    stance = django_filters.MultipleChoiceFilter(choices=Stance.choices)
    cited_by = WholeNumber(field_name="cited_by_id")
    is_withdrawn = YesNo(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)
    quote_found = YesNo()


class CitationRows(mixins.ListModelMixin, Resource[Citation]):
    model = Citation
    representation = CitationSerializer
    filterset_class = CitationFilters

    def rows(self) -> QuerySet[Citation]:
        return citations_of(self.person).select_related("source__project", "source__added_by")


class ClaimCitations(CitationRows):
    """The citations of one claim."""

    def claim(self) -> Claim:
        return self.found(claims_of(self.person), pk=self.kwargs["claim"])

    def rows(self) -> QuerySet[Citation]:
        return super().rows().filter(claim=self.claim())

    @extend_schema(request=CiteSource, responses={201: CitationSerializer})
    def create(self, request: Request, **named: Any) -> Response:
        claim = self.claim()
        given = self.given(CiteSource)
        cite = cite_source if "source" in given else cite_address
        return self.answer(cite(actor=self.actor, claim=claim, **given), created=True)


class CitationViewSet(mixins.RetrieveModelMixin, CitationRows):
    conditional = frozenset({"partial_update", "withdraw"})

    @extend_schema(request=ChangeCitation, responses=CitationSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        citation = self.get_object()
        version = self.seen_version()
        given = self.given(ChangeCitation, partial=True)
        return self.answer(change_citation(actor=self.actor, citation=citation, version=version, **given))

    @extend_schema(request=ReasonNeeded, responses=CitationSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **named: Any) -> Response:
        """Take the citation back. It stays readable and counts no more."""
        citation = self.get_object()
        version = self.seen_version()
        given = self.given(ReasonNeeded)
        return self.answer(withdraw_citation(actor=self.actor, citation=citation, version=version, **given))
