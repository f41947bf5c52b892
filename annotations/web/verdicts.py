"""Owns giving and withdrawing one's verdict."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.selectors.claim_card import ratings_of
from annotations.selectors.scoping import verdicts_of
from annotations.services.verdicts import give_verdict, withdraw_verdict
from annotations.web.acting import person_of
from annotations.web.card_forms import WithdrawalForm
from annotations.web.gestures import gesture, perform
from annotations.web.place import claim_at
from annotations.web.review_forms import VerdictForm


@gesture
def give(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return give_verdict(
            actor=actor,
            claim=claim,
            rating=given["rating"],
            rationale=given["rationale"],
            version=form.base,
            reason=given["reason"],
        )

    claim = claim_at(request, claim_id)
    mine = claim.verdicts.filter(reviewer=person_of(request)).select_related("rating").first()
    form = VerdictForm(request.POST, ratings=ratings_of(claim), kept=mine.rating if mine else None)
    return perform(request, claim, form, service, said=_("Verdict saved."))


@gesture
def withdraw(request: HttpRequest, claim_id: int, verdict_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return withdraw_verdict(
            actor=actor, verdict=verdict, version=form.base, reason=form.cleaned_data["reason"]
        )

    claim = claim_at(request, claim_id)
    verdict = get_object_or_404(verdicts_of(person_of(request)), pk=verdict_id, claim=claim)
    form = WithdrawalForm(request.POST)
    return perform(request, claim, form, service, said=_("Verdict withdrawn."))
