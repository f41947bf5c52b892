"""Owns the gestures on a claim itself: marked, accepted, reworded, moved, dismissed, restored."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
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
    mark_claim,
    respan_claim,
    restore_claim,
)
from annotations.text.span import Span
from annotations.web.acting import acting
from annotations.web.card import answer, unmarked
from annotations.web.card_forms import ButtonForm
from annotations.web.claim_forms import DismissalForm, MarkForm, SpanForm, WordingForm
from annotations.web.gestures import INVALID, REFUSED, done_before, gesture, keyed, perform
from annotations.web.place import article_at, claim_at


@gesture
def accept(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return accept_claim(actor=actor, claim=claim, version=form.base)

    claim, form = claim_at(request, claim_id), ButtonForm(request.POST)
    return perform(request, claim, form, service, said=_("Accepted."))


@gesture
def restore(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return restore_claim(actor=actor, claim=claim, version=form.base)

    claim, form = claim_at(request, claim_id), ButtonForm(request.POST)
    return perform(request, claim, form, service, said=_("Restored."))


@gesture
def reword(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        reworded = given["statement"].replace("\r\n", "\n") != claim.statement
        return change_claim(
            actor=actor,
            claim=claim,
            version=form.base,
            statement=given["statement"].replace("\r\n", "\n"),
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
        return unmarked(request, article, form, INVALID)
    try:
        claim = _marked(keyed(acting(request), form), article, form)
    except ValidationError as error:
        form.refuse(error)
        return unmarked(request, article, form, INVALID)
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
        return unmarked(request, article, form, REFUSED)
    return answer(request, claim, said=_("Marked as a claim."))


def _marked(actor: Actor, article: Article, form: MarkForm) -> Claim:
    """The claim, made now or by the same form a moment ago."""
    given = form.cleaned_data
    spans, quotes = zip(*given["fragments"], strict=True)
    with transaction.atomic():
        Article.objects.select_for_update().only("pk").get(pk=article.pk)
        if done_before(actor):
            made = Claim.objects.filter(article=article, marked_by=actor.person).order_by("-id").first()
            if made is not None:
                return made
        return mark_claim(
            actor=actor,
            article=article,
            spans=spans,
            quotes=quotes,
            statement=given["statement"].replace("\r\n", "\n"),
            claimant=given["claimant"],
            kind=Kind(given["kind"] or Kind.OTHER),
        )
