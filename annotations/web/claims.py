"""Owns the gestures on a claim itself: marked, accepted, reworded, moved, dismissed, restored."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Article, Claim, Kind, Verb
from annotations.selectors.workbench import newest_revision
from annotations.services.claims import (
    accept_claim,
    change_claim,
    dismiss_claim,
    respan_claim,
    restore_claim,
)
from annotations.services.marking import mark_tagged_claim
from annotations.text.span import Span
from annotations.web.acting import acting
from annotations.web.card import answer, unmarked
from annotations.web.card_forms import ButtonForm
from annotations.web.claim_forms import DismissalForm, MarkForm, SpanForm, WordingForm
from annotations.web.gestures import gesture, keyed, perform, tried
from annotations.web.place import article_at, claim_at


@gesture
def accept(request: HttpRequest, claim_id: int) -> HttpResponse:
    return _pressed(request, claim_id, accept_claim, said=_("Accepted."))


@gesture
def restore(request: HttpRequest, claim_id: int) -> HttpResponse:
    return _pressed(request, claim_id, restore_claim, said=_("Restored."))


def _pressed(
    request: HttpRequest, claim_id: int, service: Callable[..., Claim], *, said: str
) -> HttpResponse:
    """A gesture on a claim that needs no more than its button."""

    def press(actor: Actor) -> Claim:
        return service(actor=actor, claim=claim, version=form.base)

    claim, form = claim_at(request, claim_id), ButtonForm(request.POST)
    return perform(request, claim, form, press, said=said)


@gesture
def reword(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        reworded = given["statement"] != claim.statement
        return change_claim(
            actor=actor,
            claim=claim,
            version=form.base,
            statement=given["statement"],
            claimant=given["claimant"],
            kind=Kind(given["kind"]),
            said_on=given["said_on"],
            verb=Verb.CLAIM_REWORDED if reworded else Verb.CLAIM_CHANGED,
        )

    claim, form = claim_at(request, claim_id), WordingForm(request.POST)
    return perform(request, claim, form, service, said=_("Wording saved."))


@gesture
def dismiss(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return dismiss_claim(
            actor=actor,
            claim=claim,
            version=form.base,
            dismissal=given["dismissal"],
            reason=given["reason"],
        )

    claim, form = claim_at(request, claim_id), DismissalForm(request.POST)
    return perform(request, claim, form, service, said=_("Dismissed. It can be restored."))


@gesture
def respan(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        spans, quotes = zip(*form.cleaned_data["fragments"], strict=True)
        return respan_claim(actor=actor, claim=claim, version=form.base, spans=spans, quotes=quotes)

    claim, form = claim_at(request, claim_id), SpanForm(request.POST)
    left = [Span(fragment.start, fragment.end) for fragment in claim.fragments.all()]
    said = _("Moved in the text. Its verdicts must be looked at again.")
    return perform(request, claim, form, service, said=said, touched=left)


def mark(request: HttpRequest, article_id: int) -> HttpResponse:
    """A new claim in the article, from a selection or from words pasted."""
    article = article_at(request, article_id)
    if request.method != "POST":
        return redirect("workbench", article_id)
    form = MarkForm(request.POST, text=newest_revision(article).text)
    if not form.is_valid():
        return unmarked(request, article, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    made: list[Claim] = []

    def service(actor: Actor) -> None:
        made.append(_marked(actor, article, form))

    actor = keyed(acting(request), form)
    if status := tried(actor, article, form, service):
        return unmarked(request, article, form, status)
    # Sent twice, it shows what the first one made.
    claim = made[0] if made else Claim.objects.filter(article=article, marked_by=actor.person).latest("id")
    return answer(request, claim, said=_("Marked as a claim."))


def _marked(actor: Actor, article: Article, form: MarkForm) -> Claim:
    given = form.cleaned_data
    spans, quotes = zip(*given["fragments"], strict=True)
    return mark_tagged_claim(
        actor=actor,
        article=article,
        spans=spans,
        quotes=quotes,
        statement=given["statement"],
        claimant=given["claimant"],
        kind=Kind(given["kind"] or Kind.OTHER),
        said_on=given["said_on"],
        tags=[given["tags"]],
    )
