"""Owns reviewers' verdicts in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.filtering import WholeNumber, YesNo
from annotations.api.gestures import Gesture, OptionalText, PersonSerializer, ReasonNeeded, Text
from annotations.api.resource import Resource
from annotations.api.scales import rating_named
from annotations.models import Claim, Verdict
from annotations.selectors.scoping import claims_of, verdicts_of
from annotations.services.verdicts import give_verdict, withdraw_verdict


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    reviewer = PersonSerializer(read_only=True)
    rating = serializers.CharField(source="rating.code", read_only=True)
    rating_label = serializers.CharField(source="rating.label", read_only=True)
    scale = serializers.IntegerField(source="rating.scale_id", read_only=True)

    class Meta:
        model = Verdict
        fields = [
            "id",
            "article",
            "claim",
            "reviewer",
            "rating",
            "rating_label",
            "scale",
            "rationale",
            "is_stale",
            "withdrawn_at",
            "created_at",
            "version",
        ]


class GiveVerdict(Gesture):
    rating = Text(help_text="The code of a step on the project's scale.")
    rationale = OptionalText()


class ReviseVerdict(GiveVerdict):
    reason = OptionalText()


class VerdictFilters(django_filters.FilterSet):  # type: ignore[misc]
    project = django_filters.CharFilter(field_name="article__project__slug")
    article = WholeNumber(field_name="article_id")
    claim = WholeNumber(field_name="claim_id")
    reviewer = WholeNumber(field_name="reviewer_id")
    rating = django_filters.CharFilter(field_name="rating__code")
    is_stale = YesNo()
    is_withdrawn = YesNo(field_name="withdrawn_at", lookup_expr="isnull", exclude=True)


class VerdictRows(mixins.ListModelMixin, Resource[Verdict]):
    model = Verdict
    representation = VerdictSerializer
    filterset_class = VerdictFilters

    def rows(self) -> QuerySet[Verdict]:
        return verdicts_of(self.person)


class ClaimVerdicts(VerdictRows):
    """The verdicts on one claim."""

    def claim(self) -> Claim:
        return self.found(claims_of(self.person), pk=self.kwargs["claim"])

    def rows(self) -> QuerySet[Verdict]:
        return super().rows().filter(claim=self.claim())

    @extend_schema(request=GiveVerdict, responses={201: VerdictSerializer})
    def create(self, request: Request, **named: Any) -> Response:
        """Give one's verdict. Whoever has given one already is answered 412 with it, and revises that."""
        claim = self.claim()
        given = self.given(GiveVerdict)
        rating = rating_named(claim.article.project, given.pop("rating"))
        return self.answer(give_verdict(actor=self.actor, claim=claim, rating=rating, **given), created=True)


class VerdictViewSet(mixins.RetrieveModelMixin, VerdictRows):
    conditional = frozenset({"partial_update", "withdraw"})

    @extend_schema(request=ReviseVerdict, responses=VerdictSerializer)
    def partial_update(self, request: Request, **named: Any) -> Response:
        """Revise one's own verdict."""
        verdict = self.get_object()
        version = self.seen_version()
        if verdict.reviewer != self.person:
            raise PermissionDenied(_("Only the reviewer who gave a verdict revises it."))
        given = self.given(ReviseVerdict, partial=True)
        code = given.pop("rating", None)
        rating = rating_named(verdict.claim.article.project, code) if code else verdict.rating
        given.setdefault("rationale", verdict.rationale)
        revised = give_verdict(actor=self.actor, claim=verdict.claim, rating=rating, version=version, **given)
        return self.answer(revised)

    @extend_schema(request=ReasonNeeded, responses=VerdictSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **named: Any) -> Response:
        """Take one's verdict back. It stays readable and counts no more."""
        verdict = self.get_object()
        version = self.seen_version()
        given = self.given(ReasonNeeded)
        return self.answer(withdraw_verdict(actor=self.actor, verdict=verdict, version=version, **given))
