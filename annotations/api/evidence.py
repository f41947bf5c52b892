"""Owns the download, over the API, that proves one ruling to an outsider. What is in it is exchange's business."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request

from annotations.api.acting import person_of
from annotations.api.endpoint import Endpoint
from annotations.api.exports import AnyAccepted
from annotations.api.filtering import refuse_parameters
from annotations.exchange.evidence import NoCheckpointError, evidence_bundle, file_name
from annotations.selectors.publishing import public_rulings_of
from annotations.selectors.scoping import claims_of


class NotSigned(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_code = "not_signed"
    default_detail = _(
        "The history has no signed checkpoint yet. One is made within minutes: try again then."
    )


class EvidenceView(Endpoint):
    content_negotiation_class = AnyAccepted

    @extend_schema(operation_id="claim_evidence", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, claim: str) -> HttpResponse:
        """A zip that proves the claim's published ruling to anybody: its history, hashes, a checkpoint, a verifier."""
        refuse_parameters(request, set())
        person = person_of(request)
        found = get_object_or_404(claims_of(person), pk=claim)
        ruling = get_object_or_404(public_rulings_of(person), claim=found)
        try:
            bundle = evidence_bundle(ruling)
        except NoCheckpointError as unsigned:
            raise NotSigned from unsigned
        named = {"Content-Disposition": f'attachment; filename="{file_name(ruling)}"'}
        return HttpResponse(bundle, "application/zip", headers=named)
