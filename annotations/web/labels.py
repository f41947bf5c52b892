"""Owns the gestures on what hangs on one claim: tagged, untagged, assigned, taken off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Tag, User
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.tags import tag_claims, untag_claims
from annotations.web.card_forms import ButtonForm
from annotations.web.gestures import gesture, perform
from annotations.web.label_forms import AssignForm, TagForm
from annotations.web.place import claim_at


@gesture
def tag(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return tag_claims(actor=actor, project=project, claims=[claim], names=[form.cleaned_data["tags"]])

    claim, form = claim_at(request, claim_id), TagForm(request.POST)
    project = claim.article.project
    return perform(request, claim, form, service, said=_("Tagged."))


@gesture
def untag(request: HttpRequest, claim_id: int, tag_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return untag_claims(actor=actor, project=project, claims=[claim], names=[taken.name])

    claim, form = claim_at(request, claim_id), ButtonForm(request.POST)
    project = claim.article.project
    taken = get_object_or_404(Tag, pk=tag_id, project=project)
    return perform(request, claim, form, service, said=_("Tag taken off."))


@gesture
def assign(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        person = form.cleaned_data["person"]
        return assign_claims(actor=actor, project=project, claims=[claim], person=person)

    claim = claim_at(request, claim_id)
    project = claim.article.project
    form = AssignForm(request.POST, project=project)
    return perform(request, claim, form, service, said=_("Assigned."))


@gesture
def unassign(request: HttpRequest, claim_id: int, person_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return unassign_claims(actor=actor, project=project, claims=[claim], person=person)

    claim, form = claim_at(request, claim_id), ButtonForm(request.POST)
    project = claim.article.project
    person = get_object_or_404(User, pk=person_id, assignments__claim=claim)
    return perform(request, claim, form, service, said=_("Taken off."))
