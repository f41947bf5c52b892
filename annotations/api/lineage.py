"""Owns making claims out of claims in the API: one split into several, several merged into one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.claims import ClaimSerializer, shown_claims
from annotations.api.fragments import FragmentGiven, spans_of
from annotations.api.gestures import Gesture, OptionalText
from annotations.api.resource import Resource
from annotations.models import Claim
from annotations.selectors.scoping import claims_of
from annotations.services.claim_lineage import MOST, Part, merge_claims, split_claim


class PartGiven(Gesture):
    """Without a statement it is the quoted text itself."""

    fragments = FragmentGiven(many=True)
    statement = OptionalText()


class SplitClaim(Gesture):
    parts = PartGiven(many=True)
    reason = OptionalText()


class SeenClaim(Gesture):
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="As it was seen.")


class MergeClaims(Gesture):
    claims = SeenClaim(many=True)
    statement = OptionalText()
    reason = OptionalText()

    def validate_claims(self, given: list[dict[str, int]]) -> list[dict[str, int]]:
        if len(given) > MOST:
            raise serializers.ValidationError(_("At most %(most)s claims are merged.") % {"most": MOST})
        return given


class ClaimLineage(Resource[Claim]):
    model = Claim
    representation = ClaimSerializer
    conditional = frozenset({"split"})

    def rows(self) -> QuerySet[Claim]:
        return shown_claims(self.person)

    @extend_schema(request=SplitClaim, responses={201: ClaimSerializer(many=True)})
    def split(self, request: Request, **named: Any) -> Response:
        """Make claims of the words of one, which is dismissed as wrongly split. Its verdicts stay with it."""
        claim = self.found(claims_of(self.person), pk=self.kwargs["claim"])
        version = self.seen_version()
        given = self.given(SplitClaim)
        parts = []
        for part in given.pop("parts"):
            spans, quotes = spans_of(part["fragments"])
            parts.append(Part(spans, part.get("statement", ""), quotes))
        made = split_claim(actor=self.actor, claim=claim, version=version, parts=parts, **given)
        rows = self.rows().filter(pk__in=[each.pk for each in made]).order_by("pk")
        return Response(ClaimSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=MergeClaims, responses={201: ClaimSerializer})
    def merge(self, request: Request) -> Response:
        """Make one claim over the words of several of one article, which are dismissed. Verdicts stay with them."""
        given = self.given(MergeClaims)
        versions = {seen["id"]: seen["version"] for seen in given.pop("claims")}
        claims = list(claims_of(self.person).filter(pk__in=versions))
        if missing := versions.keys() - {claim.pk for claim in claims}:
            unknown = _("There is no claim %(id)s.") % {"id": min(missing)}
            raise serializers.ValidationError({"claims": [unknown]})
        made = merge_claims(actor=self.actor, claims=claims, versions=versions, **given)
        return self.answer(made, created=True)
