"""Owns the gestures on a claim itself: marked, accepted, reworded, moved, dismissed, restored."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.history.actor import Actor
from annotations.models import Claim, Dismissal, Kind
from annotations.selectors.scoping import claims_of
from annotations.services.claims import (
    MAX_FRAGMENTS,
    accept_claim,
    change_claim,
    dismiss_claim,
    respan_claim,
    restore_claim,
)
from annotations.models import Verb
from annotations.text.span import Span
from annotations.web.card_forms import ButtonForm, CardForm, line, prose
from annotations.web.gestures import perform


class WordingForm(CardForm):
    """What the claim says, who said it, what kind it is."""

    name = "wording"
    compared = ("statement", "claimant", "kind")

    statement = prose(gettext_lazy("Statement"), rows=3, limit=2_000)
    claimant = line(gettext_lazy("Claimant"), limit=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)

    @classmethod
    def of(cls, claim: Claim) -> WordingForm:
        return cls(
            initial={
                "version": claim.version,
                "statement": claim.statement,
                "claimant": claim.claimant,
                "kind": claim.kind,
            }
        )


class DismissalForm(CardForm):
    name = "dismissal"

    dismissal = forms.ChoiceField(
        label=gettext_lazy("Why it is set aside"),
        choices=Dismissal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why the claim is dismissed.")},
    )
    reason = line(gettext_lazy("Remark for the history"), limit=500)


class SpanForm(CardForm):
    """Other characters of the article for a claim that exists."""

    name = "span"

    fragments = forms.CharField(widget=forms.HiddenInput, max_length=200_000)

    def clean_fragments(self) -> list[tuple[Span, str]]:
        return fragments_from(self.cleaned_data["fragments"])


def fragments_from(text: str) -> list[tuple[Span, str]]:
    """Spans and quotes out of JSON `[{"start": 3, "end": 9, "quote": "…"}]`, code points.

    Raises ValidationError for anything else.
    """
    try:
        given = json.loads(text)
        found = [(_span(item), str(item["quote"])) for item in given]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValidationError(_("The selection did not arrive whole. Select the words again.")) from None
    if len(found) > MAX_FRAGMENTS:
        raise ValidationError(_("A claim has at most %(most)s fragments.") % {"most": MAX_FRAGMENTS})
    return found


def _span(item: Any) -> Span:
    start, end = item["start"], item["end"]
    if type(start) is not int or type(end) is not int:
        raise TypeError
    return Span(start, end)


def accept(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return accept_claim(actor=actor, claim=claim, version=form.base)

    claim, form = claim_for(request, claim_id), ButtonForm(request.POST)
    return perform(request, claim, form, service, said=_("Accepted."))


def restore(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return restore_claim(actor=actor, claim=claim, version=form.base)

    claim, form = claim_for(request, claim_id), ButtonForm(request.POST)
    return perform(request, claim, form, service, said=_("Restored."))


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
            verb=Verb.CLAIM_REWORDED if reworded else Verb.CLAIM_CHANGED,
        )

    claim, form = claim_for(request, claim_id), WordingForm(request.POST)
    return perform(request, claim, form, service, said=_("Wording saved."))


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

    claim, form = claim_for(request, claim_id), DismissalForm(request.POST)
    return perform(request, claim, form, service, said=_("Dismissed. It can be restored."))


def respan(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        spans, quotes = zip(*form.cleaned_data["fragments"], strict=True)
        return respan_claim(actor=actor, claim=claim, version=form.base, spans=spans, quotes=quotes)

    claim, form = claim_for(request, claim_id), SpanForm(request.POST)
    return perform(request, claim, form, service, said=_("Moved in the text. Its verdicts must be looked at again."))


def claim_for(request: HttpRequest, claim_id: int) -> Claim:
    """The claim, for somebody who may know of it; 404 for everybody else."""
    return get_object_or_404(claims_of(request.user), pk=claim_id)  # type: ignore[arg-type]
