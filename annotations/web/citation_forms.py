"""Owns the forms of evidence: a source cited for a claim, a citation changed, a copy of its page kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy

from annotations.models import Citation, Stance
from annotations.web.card_forms import CardForm, address, day, line, prose

COPY_LIMIT = 500_000


class CiteForm(CardForm):
    """A source that the project holds, or a new one, used for the claim."""

    name = "cite"

    url = address(gettext_lazy("Address"), required=True)
    title = line(gettext_lazy("Title"), limit=300)
    publisher = line(gettext_lazy("Publisher"), limit=200)
    published_on = day(gettext_lazy("Published on"))
    stance = forms.ChoiceField(
        label=gettext_lazy("What it does for the claim"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the source supports or refutes the claim.")},
    )
    quote = prose(
        gettext_lazy("Passage, word for word"),
        rows=2,
        limit=5_000,
        required=False,
        help_text=gettext_lazy("[...] stands for words left out."),
    )
    locator = line(
        gettext_lazy("Where in the source"), limit=200, help_text=gettext_lazy("page, section, minute")
    )
    accessed_on = day(gettext_lazy("Read on"))
    keeps_copy = forms.BooleanField(label=gettext_lazy("Keep a copy of the page's text"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        today = {"accessed_on": timezone.localdate(), "keeps_copy": True}
        super().__init__(*args, **options | {"initial": today | options.get("initial", {})})

    @property
    def wants_copy(self) -> bool:
        return bool(self.cleaned_data["keeps_copy"]) and settings.FETCHING


class CitationForm(CardForm):
    name = "citation"
    compared = ("stance", "quote", "locator")

    stance = forms.ChoiceField(label=gettext_lazy("What it does for the claim"), choices=Stance.choices)
    quote = prose(gettext_lazy("Passage, word for word"), rows=2, limit=5_000, required=False)
    locator = line(gettext_lazy("Where in the source"), limit=200)

    @classmethod
    def of(cls, citation: Citation) -> CitationForm:
        seen = {"version": citation.version, "stance": citation.stance}
        seen |= {"quote": citation.quote, "locator": citation.locator}
        return cls(ident=str(citation.pk), initial=seen)


class CopyForm(CardForm):
    """A copy of a source's page: what was pasted, or fetched when nothing was."""

    name = "copy"

    pasted = prose(gettext_lazy("The text you saw"), rows=4, limit=COPY_LIMIT, required=False)
    how = forms.ChoiceField(choices=[("fetched", ""), ("pasted", "")], required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("how") == "pasted" and not given.get("pasted", "").strip():
            self.add_error("pasted", forms.ValidationError(gettext_lazy("Paste the text first.")))
        return given

    @property
    def is_pasted(self) -> bool:
        return bool(self.cleaned_data["how"] == "pasted")
