"""Owns the desk's answer on a claim: drafted, published, corrected."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Ruling
from annotations.selectors.claim_card import ratings_of
from annotations.selectors.scoping import rulings_of
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.web.acting import person_of
from annotations.web.gestures import gesture, perform
from annotations.web.place import claim_at
from annotations.web.review_forms import CorrectionForm, PublishForm, RulingForm


@gesture
def draft(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return draft_ruling(
            actor=actor,
            claim=claim,
            rating=given["rating"],
            summary=given["summary"],
            url=given["url"],
            version=form.base,
        )

    claim = claim_at(request, claim_id)
    form = RulingForm(request.POST, ratings=ratings_of(claim))
    return perform(request, claim, form, service, said=_("Ruling drafted."))


@gesture
def publish(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return publish_ruling(
            actor=actor, ruling=ruling, version=form.base, reason=form.cleaned_data["reason"]
        )

    claim, ruling = claim_at(request, claim_id), _ruling(request, claim_id)
    form = PublishForm(request.POST)
    return perform(request, claim, form, service, said=_("Ruling published."))


@gesture
def correct(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return correct_ruling(
            actor=actor,
            ruling=ruling,
            version=form.base,
            kind=given["kind"],
            explanation=given["explanation"],
            rating=given["rating"],
            summary=given["summary"],
        )

    claim, ruling = claim_at(request, claim_id), _ruling(request, claim_id)
    form = CorrectionForm(request.POST, ratings=ratings_of(claim), kept=ruling.rating)
    return perform(request, claim, form, service, said=_("Correction published."))


def _ruling(request: HttpRequest, claim_id: int) -> Ruling:
    return get_object_or_404(rulings_of(person_of(request)), claim=claim_id)
