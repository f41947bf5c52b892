"""Owns the forms of gestures on a claim itself: its wording, its place in the text, setting it aside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Claim, Dismissal, Kind
from annotations.services.claims import MAX_FRAGMENTS
from annotations.text.quoting import occurrences
from annotations.text.span import Span
from annotations.web.card_forms import CardForm, day, line, prose
from annotations.web.label_forms import tag_line

Fragments = list[tuple[Span, str]]


class WordingForm(CardForm):
    """What the claim says, who said it, what kind it is."""

    name = "wording"
    compared = ("statement", "claimant", "kind", "said_on")

    statement = prose(gettext_lazy("Statement"), rows=3, limit=2_000)
    claimant = line(gettext_lazy("Claimant"), limit=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    said_on = day(gettext_lazy("Said on"), help_text=gettext_lazy("if not on the day of the article"))

    @classmethod
    def of(cls, claim: Claim) -> WordingForm:
        initial = {"version": claim.version, "claimant": claim.claimant, "kind": claim.kind}
        initial["said_on"] = claim.said_on
        return cls(initial=initial | {"statement": claim.statement})


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
    compared = ("fragments",)

    fragments = forms.CharField(
        label=gettext_lazy("Words of the article"), widget=forms.HiddenInput, max_length=200_000
    )

    @classmethod
    def of(cls, claim: Claim, spans: Sequence[Span], text: str) -> SpanForm:
        return cls(initial={"version": claim.version, "fragments": _written(spans, text)})

    def stored(self, row: Any, name: str) -> str:
        parts = row.fragments.order_by("position")
        text = row.revision.text
        return _written([Span(part.start, part.end) for part in parts], text)

    def _words(self, name: str, value: str) -> str:
        """The quotes; of an untouched hidden twin that a script has filled in otherwise, nothing."""
        try:
            return " … ".join(quote for _span, quote in fragments_from(value))
        except ValidationError:
            return ""

    def clean_fragments(self) -> Fragments:
        return fragments_from(self.cleaned_data["fragments"])


class MarkForm(CardForm):
    """A new claim: `fragments` as a script sends them, or the words themselves, pasted into `quote`."""

    name = "mark"

    fragments = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200_000)
    quote = prose(gettext_lazy("Words of the article"), rows=2, limit=20_000)
    statement = prose(
        gettext_lazy("Statement"),
        rows=2,
        limit=2_000,
        required=False,
        help_text=gettext_lazy("Left empty, it is the words of the article."),
    )
    claimant = line(gettext_lazy("Claimant"), limit=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.OTHER)
    said_on = day(gettext_lazy("Said on"), help_text=gettext_lazy("if not on the day of the article"))
    tags = tag_line()

    def __init__(self, *args: Any, text: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        self.fields["quote"].error_messages["required"] = _(
            "Select the words of the article that make the claim."
        )
        # A script sends the spans of the words instead.
        self.fields["quote"].required = not self.data.get("fragments")

    def clean_fragments(self) -> Fragments:
        given = self.cleaned_data["fragments"]
        return fragments_from(given) if given else []

    def clean_quote(self) -> str:
        quote: str = self.cleaned_data["quote"].strip()
        if self.cleaned_data.get("fragments") or "fragments" in self.errors:
            return quote
        if not quote:
            raise ValidationError(_("Select the words of the article that make the claim."))
        found = occurrences(self.text, quote)
        if not found:
            raise ValidationError(_("The article does not say this, letter for letter."))
        if len(found) > 1:
            raise ValidationError(
                _("The article says this %(times)s times. Give more of the words around it.")
                % {"times": len(found)}
            )
        self.cleaned_data["fragments"] = [(found[0], quote)]
        return quote


def _written(spans: Sequence[Span], text: str) -> str:
    """As `fragments_from` reads it, always in the same letters."""
    parts = [{"start": span.start, "end": span.end, "quote": span.of(text)} for span in spans]
    return json.dumps(parts, ensure_ascii=False)


def fragments_from(text: str) -> Fragments:
    """Spans and quotes out of JSON `[{"start": 3, "end": 9, "quote": "…"}]`, code points.

    Raises ValidationError for anything else.
    """
    try:
        found = [(_span(item), str(item["quote"])) for item in json.loads(text)]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValidationError(_("The selection did not arrive whole. Select the words again.")) from None
    if not found:
        raise ValidationError(_("Select the words of the article that make the claim."))
    if len(found) > MAX_FRAGMENTS:
        raise ValidationError(_("A claim has at most %(most)s fragments.") % {"most": MAX_FRAGMENTS})
    return found


def _span(item: Any) -> Span:
    start, end = item["start"], item["end"]
    if type(start) is not int or type(end) is not int:
        raise TypeError
    return Span(start, end)
