"""Owns the forms of the review: verdict, citation, note, ruling, correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from annotations.models import Citation, Correction, Note, Rating, Ruling, Stance, Verdict
from annotations.web.card_forms import CardForm, address, line, prose


class RatedForm(CardForm):
    """A form with a rating of the claim's project, named by its code."""

    rating = forms.TypedChoiceField(
        label=gettext_lazy("Rating"),
        error_messages={
            "required": gettext_lazy("Choose a rating."),
            "invalid_choice": gettext_lazy("This rating is not on the project's scale."),
        },
    )

    def __init__(self, *args: Any, ratings: Sequence[Rating], **options: Any) -> None:
        super().__init__(*args, **options)
        by_code = {rating.code: rating for rating in ratings}
        field = cast("forms.TypedChoiceField", self.fields["rating"])
        field.choices = [("", gettext_lazy("choose")), *((rating.code, rating.label) for rating in ratings)]
        field.coerce = by_code.__getitem__

    @property
    def first_rating(self) -> str:
        """The code that the form started from, "" for none: its hidden twin, drawn by hand beside the choices."""
        return str((self.data if self.is_bound else self.initial).get(self._first, ""))

    @property
    def _first(self) -> str:
        return "initial-rating" if self.is_bound else "rating"

    def stored(self, row: Any, name: str) -> str:
        return str(row.rating.code) if name == "rating" else super().stored(row, name)


class VerdictForm(RatedForm):
    name = "verdict"
    compared = ("rating", "rationale")

    rationale = prose(gettext_lazy("Rationale"), rows=4, limit=20_000, required=False)

    @classmethod
    def of(cls, ratings: Sequence[Rating], mine: Verdict | None) -> VerdictForm:
        if mine is None:
            return cls(ratings=ratings)
        seen = {"version": mine.version, "rating": mine.rating.code, "rationale": mine.rationale}
        return cls(ratings=ratings, initial=seen)


class CiteForm(CardForm):
    """A source that the project holds, or a new one, used for the claim."""

    name = "cite"

    url = address(gettext_lazy("Address"), required=True)
    title = line(gettext_lazy("Title"), limit=300)
    publisher = line(gettext_lazy("Publisher"), limit=200)
    stance = forms.ChoiceField(
        label=gettext_lazy("What it does for the claim"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the source supports or refutes the claim.")},
    )
    quote = prose(gettext_lazy("Passage, word for word"), rows=2, limit=5_000, required=False)
    locator = line(
        gettext_lazy("Where in the source"), limit=200, help_text=gettext_lazy("page, section, minute")
    )
    accessed_on = forms.DateField(
        label=gettext_lazy("Read on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


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


class NoteForm(CardForm):
    name = "note"

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)


class NoteChangeForm(CardForm):
    name = "note-change"
    compared = ("text",)

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)

    @classmethod
    def of(cls, note: Note) -> NoteChangeForm:
        seen = {"version": note.version, "text": note.text, "is_public": note.is_public}
        return cls(ident=str(note.pk), initial=seen)


class RulingForm(RatedForm):
    name = "ruling"
    compared = ("rating", "summary", "url")

    summary = prose(gettext_lazy("What readers are told"), rows=3, limit=5_000)
    url = address(gettext_lazy("Address of the published check"))

    @classmethod
    def of(cls, ratings: Sequence[Rating], ruling: Ruling | None) -> RulingForm:
        if ruling is None:
            return cls(ratings=ratings)
        seen = {"version": ruling.version, "rating": ruling.rating.code}
        seen |= {"summary": ruling.summary, "url": ruling.url}
        return cls(ratings=ratings, initial=seen)


class CorrectionForm(RatedForm):
    name = "correction"
    compared = ("rating", "summary")

    kind = forms.ChoiceField(label=gettext_lazy("Kind of correction"), choices=Correction.Kind.choices)
    explanation = prose(gettext_lazy("What readers are told about the change"), rows=2, limit=2_000)
    summary = prose(gettext_lazy("What readers are told"), rows=3, limit=5_000)

    @classmethod
    def of(cls, ratings: Sequence[Rating], ruling: Ruling) -> CorrectionForm:
        seen = {"version": ruling.version, "rating": ruling.rating.code, "summary": ruling.summary}
        return cls(ratings=ratings, initial=seen)
