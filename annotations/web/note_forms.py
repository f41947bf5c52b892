"""Owns the forms for remarks: a new one or an answer, and another wording of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Note
from annotations.services.places import LONGEST, Place
from annotations.text.quoting import occurrences
from annotations.text.span import Span
from annotations.web.card_forms import CardForm, prose
from annotations.web.claim_forms import fragments_from

AROUND = 60  # code points shown on either side of a place
OFFERED = 20  # places, of words that the article says often
# People are offered after the sign.
NAMING: dict[str, Any] = {"data-completes": "mentions"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One of the places where an article says some words: `start` in code points, and what stands around them."""

    start: int
    before: str
    quote: str
    after: str


class NoteForm(CardForm):
    """A note may point at a place in the text: `fragments` as a script sends it, or its words, typed into `quote`.

    Where the article says them more than once, `passages` are offered, and `at` is the start of the chosen one.
    """

    name = "note"

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000, **NAMING)
    fragments = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40_000)
    quote = prose(
        gettext_lazy("Words of the article that it is about"),
        rows=1,
        limit=LONGEST,
        required=False,
        help_text=gettext_lazy("Copied from the text, to the letter."),
    )
    at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)
    place: Place | None = None

    def __init__(self, *args: Any, article_text: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.article_text = article_text
        self.passages: list[Passage] = []

    def clean_fragments(self) -> Place | None:
        given = self.cleaned_data["fragments"]
        if not given:
            return None
        try:
            span, quote = fragments_from(given)[0]
        except ValidationError as error:
            self.add_error(None, error)
            return None
        return Place(span, quote)

    def clean(self) -> None:
        super().clean()
        self.place = self.cleaned_data.get("fragments")
        quote = self.cleaned_data.get("quote", "").strip()
        if not quote or self.place:
            return
        found = occurrences(self.article_text, quote)
        chosen = [span for span in found if len(found) == 1 or span.start == self.cleaned_data.get("at")]
        if chosen:
            self.place = Place(chosen[0], quote)
        elif not found:
            self.add_error("quote", _("The article does not say this, letter for letter."))
        else:
            self.passages = [self._passage(span) for span in found[:OFFERED]]
            many = _("The article says this %(times)s times. Choose which one is meant.")
            self.add_error("quote", many % {"times": len(found)})

    def _passage(self, span: Span) -> Passage:
        text = self.article_text
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
        return Passage(span.start, before, span.of(text), after)


class NoteChangeForm(CardForm):
    name = "note-change"
    compared = ("text", "is_public")

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000, **NAMING)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)

    @classmethod
    def of(cls, note: Note) -> NoteChangeForm:
        seen = {"version": note.version, "text": note.text, "is_public": note.is_public}
        return cls(ident=str(note.pk), initial=seen)
