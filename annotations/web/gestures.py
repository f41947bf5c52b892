"""Owns how a gesture on a claim runs: form, service, and whatever comes of it shown on the claim's card.

A form that is sent twice does its work once: its key becomes the Action's request id, and is looked for first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from annotations.history.actor import Actor
from annotations.models import Action, Article, Claim
from annotations.text.span import Span
from annotations.web.acting import acting
from annotations.web.card import answer
from annotations.web.card_forms import CardForm
from annotations.web.row_forms import refusal_of

RECENT = 50

Service = Callable[[Actor], object]
View = Callable[..., HttpResponseBase]


def gesture(view: View) -> View:
    """Only POST does anything; whoever arrives by GET, as after logging in again, is shown the claim."""

    @wraps(view)
    def guarded(request: HttpRequest, claim_id: int, **ids: int) -> HttpResponseBase:
        return view(request, claim_id, **ids) if request.method == "POST" else redirect("claim", claim_id)

    return guarded


def perform(
    request: HttpRequest,
    claim: Claim,
    form: CardForm,
    service: Service,
    *,
    said: str,
    touched: Sequence[Span] = (),
) -> HttpResponse:
    """Run `service` once for a valid form. `said` tells the reviewer that it is done; `touched` is as in `answer`."""
    if not form.is_valid():
        return answer(request, claim, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    actor = keyed(acting(request), form)
    status = tried(actor, claim, form, service)
    if status == HTTPStatus.CONFLICT and form.is_untouched_by_them:
        form.full_clean()
        status = tried(actor, claim, form, service)
    if status:
        return answer(request, claim, form=form, status=status)
    return answer(request, claim, said=said, goes_on=form.goes_on, touched=touched)


def keyed(actor: Actor, form: CardForm) -> Actor:
    """The actor with the form's key as its request id."""
    key = form.cleaned_data["key"]
    return replace(actor, request_id=f"form:{key}") if key else actor


def tried(
    actor: Actor, held: Claim | Article, form: CardForm, service: Callable[[Actor], object]
) -> HTTPStatus | None:
    """The status of a refusal, put into the form; None when it is done, now or by the same form a moment ago.

    `held` is locked meanwhile, so that of two clicks the second sees what the first has done.
    """

    def work() -> None:
        with transaction.atomic():
            type(held)._default_manager.select_for_update().only("pk").get(pk=held.pk)
            if not done_before(actor):
                service(actor)

    return refusal_of(form, work)


def done_before(actor: Actor) -> bool:
    """Whether a form with this key has done its work already."""
    if not actor.request_id.startswith("form:"):
        return False
    recent = Action.objects.filter(actor_id=actor.id).order_by("-id").values_list("request_id", flat=True)
    return actor.request_id in recent[:RECENT]
