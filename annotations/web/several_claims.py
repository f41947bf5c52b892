"""Owns gestures on several claims at once: accepted, dismissed, or the same words marked at other places."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from annotations.models import Article, Claim, State
from annotations.selectors.elsewhere import elsewhere as places_elsewhere
from annotations.selectors.scoping import claims_of
from annotations.services.bulk import accept_claims, dismiss_claims
from annotations.services.occurrences import mark_elsewhere
from annotations.web.acting import acting, person_of
from annotations.web.claim_forms import SeveralForm
from annotations.web.place import article_at, claim_at


def several(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    if request.method == "POST":
        form = SeveralForm(request.POST)
        try:
            messages.success(request, _done(request, article, form))
        except (ValidationError, PermissionDenied) as refused:
            messages.error(request, _told(refused))
    return redirect("workbench", article_id)


def elsewhere(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The other places of a claim's words, to choose from; by POST, the chosen ones are marked."""
    claim = claim_at(request, claim_id)
    if request.method != "POST":
        context = {"places": places_elsewhere(claim), "claim": claim}
        return render(request, "annotations/workbench/elsewhere.html", context)
    asked = set(request.POST.getlist("place"))
    spans = [place.span for place in places_elsewhere(claim) if place.key in asked]
    try:
        number = len(mark_elsewhere(actor=acting(request), claim=claim, spans=spans))
        words = ngettext("%(number)s place marked.", "%(number)s places marked.", number)
        messages.success(request, words % {"number": number})
    except (ValidationError, PermissionDenied) as refused:
        messages.error(request, _told(refused))
    return redirect("claim", claim_id)


def _told(refused: ValidationError | PermissionDenied) -> str:
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)


def _done(request: HttpRequest, article: Article, form: SeveralForm) -> str:
    """What was done, in words. Raises ValidationError and PermissionDenied."""
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    given = form.cleaned_data
    claims: list[Claim] = list(claims_of(person_of(request)).filter(article=article, pk__in=given["claims"]))
    actor, project = acting(request), article.project
    if given["gesture"] == "accept":
        chosen = [claim for claim in claims if claim.state == State.SUGGESTED]
        number = accept_claims(actor=actor, project=project, claims=chosen)
        words = ngettext("%(number)s claim accepted.", "%(number)s claims accepted.", number)
    else:
        chosen = [claim for claim in claims if claim.state != State.DISMISSED]
        number = dismiss_claims(actor=actor, project=project, claims=chosen, dismissal=given["dismissal"])
        words = ngettext("%(number)s claim dismissed.", "%(number)s claims dismissed.", number)
    return words % {"number": number}
