"""Owns the page that takes a claim back to what it was at a moment: what would change and what stays, then doing it."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from annotations.models import Claim
from annotations.selectors.as_of.moments import Moment, ends_at, moments
from annotations.selectors.revert.restoring import claim_was_there
from annotations.services.reverts import preview_restore, restore_claim_to
from annotations.web.acting import acting
from annotations.web.as_of import LARGEST, unknown_moment
from annotations.web.moments import no_moment
from annotations.web.place import claim_at
from annotations.web.reverts import LONGEST_REASON, SHOWN, plan_context, problems_of, reason_given, taken_back


def restore_to(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    claim = claim_at(request, claim_id)
    last, [end] = ends_at(claim.article, min(number, LARGEST))
    if not 1 <= number <= last:
        return unknown_moment(request, claim.article, number, last)
    if not claim_was_there(claim, end):
        words = _("The claim was not here then: there is nothing to go back to.")
        return no_moment(request, words, project=claim.article.project, article=claim.article)
    [here] = moments(claim.article, number, number)
    if request.method != "POST":
        return _page(request, claim, here)
    try:
        seen, reason = request.POST.get("seen", ""), reason_given(request)
        restore_claim_to(actor=acting(request), claim=claim, number=number, reason=reason, seen=seen)
    except ValidationError as error:
        return _page(request, claim, here, problems=problems_of(error))
    return taken_back(request, claim.article)


def _page(
    request: HttpRequest, claim: Claim, here: Moment, *, problems: list[str] | None = None
) -> HttpResponse:
    found = preview_restore(actor=acting(request), claim=claim, number=here.number)
    context = plan_context(found.plan) | {
        "project": claim.article.project,
        "article": claim.article,
        "claim": claim,
        "here": here,
        "left": found.left[:SHOWN],
        "left_more": max(0, len(found.left) - SHOWN),
        "fingerprint": found.fingerprint,
        "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        "problems": problems or [],
    }
    status = HTTPStatus.OK if problems is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "annotations/revert_to.html", context, status=status)
