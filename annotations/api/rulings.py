"""Owns rulings in the API: drafted on a claim, published, and then changed only through corrections."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, Reason, Text
from annotations.api.resource import Resource
from annotations.api.scales import rating_named
from annotations.api.schema import if_match
from annotations.models import Claim, Correction, Ruling
from annotations.selectors.scoping import claims_of, rulings_of
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling


class CorrectionSerializer(serializers.ModelSerializer[Correction]):
    old_rating = serializers.CharField(source="old_rating.code", read_only=True)
    new_rating = serializers.CharField(source="new_rating.code", read_only=True)
    corrected_by = PersonSerializer(read_only=True)

    class Meta:
        model = Correction
        fields = [
            "id",
            "kind",
            "explanation",
            "old_rating",
            "new_rating",
            "old_summary",
            "new_summary",
            "corrected_by",
            "created_at",
        ]


class RulingSerializer(serializers.ModelSerializer[Ruling]):
    rating = serializers.CharField(source="rating.code", read_only=True)
    rating_label = serializers.CharField(source="rating.label", read_only=True)
    scale = serializers.IntegerField(source="rating.scale_id", read_only=True)
    drafted_by = PersonSerializer(read_only=True)
    published_by = PersonSerializer(read_only=True, allow_null=True)
    corrections = CorrectionSerializer(many=True, read_only=True)

    class Meta:
        model = Ruling
        fields = [
            "id",
            "article",
            "claim",
            "rating",
            "rating_label",
            "scale",
            "summary",
            "url",
            "state",
            "drafted_by",
            "published_by",
            "published_at",
            "corrections",
            "created_at",
            "version",
        ]


class DraftRuling(Gesture):
    rating = Text(help_text="The code of a step on the project's scale.")
    summary = Text()
    url = OptionalText()


class CorrectRuling(Gesture):
    kind = serializers.ChoiceField(choices=Correction.Kind.choices)
    explanation = Text()
    rating = Text(required=False)
    summary = Text(required=False)


class RulingFilters(django_filters.FilterSet):  # type: ignore[misc]
    project = django_filters.CharFilter(field_name="article__project__slug")
    article = WholeNumber(field_name="article_id")
    state = django_filters.MultipleChoiceFilter(choices=Ruling.State.choices)
    rating = django_filters.CharFilter(field_name="rating__code")


class RulingRows(Resource[Ruling]):
    model = Ruling
    representation = RulingSerializer

    def rows(self) -> QuerySet[Ruling]:
        return rulings_of(self.person).prefetch_related(
            "corrections__old_rating", "corrections__new_rating", "corrections__corrected_by"
        )


class ClaimRuling(RulingRows):
    """The one ruling of a claim."""

    def claim(self) -> Claim:
        return self.found(claims_of(self.person), pk=self.kwargs["claim"])

    @extend_schema(responses=RulingSerializer, filters=False)
    def retrieve(self, request: Request, **named: Any) -> Response:
        return self.answer(self.found(self.filter_queryset(self.rows()), claim=self.claim()))

    @extend_schema(
        request=DraftRuling,
        responses={200: RulingSerializer, 201: RulingSerializer},
        parameters=[if_match(required=False)],
    )
    def update(self, request: Request, **named: Any) -> Response:
        """Draft the ruling, or change its draft. For the latter, If-Match names the version that was seen."""
        claim = self.claim()
        draft = self.rows().filter(claim=claim).first()
        version = self.seen_version() if draft else None
        given = self.given(DraftRuling)
        rating = rating_named(claim.article.project, given.pop("rating"))
        drafted = draft_ruling(actor=self.actor, claim=claim, rating=rating, version=version, **given)
        return self.answer(drafted, created=draft is None)


class RulingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, RulingRows):
    filterset_class = RulingFilters
    conditional = frozenset({"publish", "correct"})

    @extend_schema(request=Reason, responses=RulingSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, **named: Any) -> Response:
        """Publish the draft. A 400 names every rule of the project that does not hold yet."""
        ruling = self.get_object()
        version = self.seen_version()
        given = self.given(Reason)
        return self.answer(publish_ruling(actor=self.actor, ruling=ruling, version=version, **given))

    @extend_schema(request=CorrectRuling, responses={201: RulingSerializer})
    @action(detail=True, methods=["post"], url_path="corrections")
    def correct(self, request: Request, **named: Any) -> Response:
        """Change a published ruling in public, or retract it. Answers the ruling with all its corrections."""
        ruling = self.get_object()
        version = self.seen_version()
        given = self.given(CorrectRuling)
        if code := given.pop("rating", None):
            given["rating"] = rating_named(ruling.claim.article.project, code)
        correct_ruling(actor=self.actor, ruling=ruling, version=version, **given)
        return Response(self.represented(ruling), status=status.HTTP_201_CREATED)
