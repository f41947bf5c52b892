"""Owns how notes stand on a page: each with its answers and the forms to answer and change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotations.models import Note
from annotations.selectors.claim_card import Thread
from annotations.web.card_forms import CardForm
from annotations.web.note_forms import NoteChangeForm, NoteForm


@dataclass(frozen=True, slots=True)
class Remark:
    note: Note
    form: CardForm
    reply: CardForm
    replies: tuple[Note, ...]


def remarks_of(threads: Iterable[Thread], sent: Mapping[str, CardForm]) -> list[Remark]:
    """`sent` are the forms that came back, by their ident; they take the place of their like."""
    return [
        Remark(
            thread.note,
            sent.get(f"note-change-{thread.note.pk}") or NoteChangeForm.of(thread.note),
            sent.get(f"note-{thread.note.pk}") or NoteForm(ident=str(thread.note.pk)),
            thread.replies,
        )
        for thread in threads
    ]
