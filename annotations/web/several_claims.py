"""Owns gestures on several claims of an article at once, and the same words marked at other places."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from annotations.models import Article, Claim, State
from annotations.selectors.elsewhere import elsewhere as places_elsewhere
from annotations.selectors.scoping import claims_of
from annotations.selectors.workbench import Show
from annotations.services.bulk import MOST
from annotations.services.occurrences import mark_elsewhere
from annotations.web.acting import acting, person_of
from annotations.web.bulk_gestures import done_to, gesture_of
from annotations.web.place import article_at, claim_at, row_id
from annotations.web.queue_answer import tell

# On which of the chosen claims a gesture is done; the others are left as they are, because they are that way already.
FITS: dict[str, frozenset[State]] = {
    "accept": frozenset({State.SUGGESTED}),
    "dismiss": frozenset(State) - {State.DISMISSED},
    "restore": frozenset({State.DISMISSED}),
}


def several(request: HttpRequest, article_id: int) -> HttpResponse:
    """A gesture on the chosen claims of an article; leads back to the claim that is open, filtered as the list was."""
    article = article_at(request, article_id)
    if request.method == "POST":
        tell(request, lambda: done_to(request, article.project, _chosen(request, article)))
    opened, show = row_id(request.POST.get("open")), request.POST.get("show", "")
    address = reverse("claim", args=[opened]) if opened else reverse("workbench", args=[article_id])
    return redirect(f"{address}?show={show}" if show in list(Show) else address)


def _chosen(request: HttpRequest, article: Article) -> list[Claim]:
    """The claims of the article that were chosen and that the gesture fits."""
    ids = [*filter(None, map(row_id, request.POST.get("claims", "").split()[: MOST + 1]))]
    states = FITS.get(gesture_of(request), frozenset(State))
    return list(claims_of(person_of(request)).filter(article=article, pk__in=ids, state__in=states))


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
