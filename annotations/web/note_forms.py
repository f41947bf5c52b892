"""Owns the forms for remarks: a new one or an answer, and another wording of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from annotations.models import Note
from annotations.services.places import Place
from annotations.web.card_forms import CardForm, prose
from annotations.web.claim_forms import fragments_from

# People are offered after the sign.
NAMING: dict[str, Any] = {"data-completes": "mentions"}


class NoteForm(CardForm):
    """`fragments` is the place in the text that it points at, as a script sends it; empty for none."""

    name = "note"

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000, **NAMING)
    fragments = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40_000)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)

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


class NoteChangeForm(CardForm):
    name = "note-change"
    compared = ("text", "is_public")

    text = prose(gettext_lazy("Note"), rows=2, limit=5_000, **NAMING)
    is_public = forms.BooleanField(label=gettext_lazy("May be published"), required=False)

    @classmethod
    def of(cls, note: Note) -> NoteChangeForm:
        seen = {"version": note.version, "text": note.text, "is_public": note.is_public}
        return cls(ident=str(note.pk), initial=seen)
