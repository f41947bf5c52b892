"""Owns the download that proves one ruling to an outsider. What is in it is exchange's business."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.exchange.evidence import NoCheckpointError, evidence_bundle, file_name
from annotations.selectors.publishing import public_rulings_of
from annotations.web.acting import person_of
from annotations.web.place import claim_at


@require_safe
def evidence(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The zip, for a claim whose ruling is published or retracted; 409 while nothing of the history is signed."""
    claim = claim_at(request, claim_id)
    ruling = get_object_or_404(public_rulings_of(person_of(request)), claim=claim)
    try:
        bundle = evidence_bundle(ruling)
    except NoCheckpointError:
        page = "annotations/errors/no_checkpoint.html"
        return render(request, page, {"claim": claim}, status=HTTPStatus.CONFLICT)
    named = {
        "Content-Disposition": f'attachment; filename="{file_name(ruling)}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(bundle, "application/zip", headers=named)
