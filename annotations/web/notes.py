"""Owns remarks on a claim: left, answered, changed, resolved, reopened, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Note
from annotations.selectors.scoping import notes_of
from annotations.selectors.workbench import newest_revision
from annotations.services.notes import change_note, leave_note, reopen_note, resolve_note, withdraw_note
from annotations.web.acting import person_of
from annotations.web.card_forms import ButtonForm
from annotations.web.gestures import gesture, perform
from annotations.web.note_forms import NoteChangeForm, NoteForm
from annotations.web.place import claim_at


@gesture
def leave(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return leave_note(
            actor=actor,
            about=claim,
            text=_text(form),
            is_public=given["is_public"],
            place=form.place,
        )

    claim = claim_at(request, claim_id)
    form = NoteForm(request.POST, article_text=newest_revision(claim.article).text)
    return perform(request, claim, form, service, said=_("Note left."))


@gesture
def reply(request: HttpRequest, claim_id: int, note_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return leave_note(actor=actor, about=claim, text=_text(form), replies_to=note)

    claim, note = claim_at(request, claim_id), _note(request, claim_id, note_id)
    form = NoteForm(request.POST, ident=str(note_id))
    return perform(request, claim, form, service, said=_("Answer left."))


@gesture
def change(request: HttpRequest, claim_id: int, note_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        is_public = form.cleaned_data["is_public"]
        return change_note(actor=actor, note=note, version=form.base, text=_text(form), is_public=is_public)

    claim, note = claim_at(request, claim_id), _note(request, claim_id, note_id)
    form = NoteChangeForm(request.POST, ident=str(note_id))
    return perform(request, claim, form, service, said=_("Note saved."))


@gesture
def resolve(request: HttpRequest, claim_id: int, note_id: int) -> HttpResponse:
    return _pressed(request, claim_id, note_id, resolve_note, said=_("Note resolved."))


@gesture
def reopen(request: HttpRequest, claim_id: int, note_id: int) -> HttpResponse:
    return _pressed(request, claim_id, note_id, reopen_note, said=_("Note opened again."))


@gesture
def withdraw(request: HttpRequest, claim_id: int, note_id: int) -> HttpResponse:
    return _pressed(request, claim_id, note_id, withdraw_note, said=_("Note withdrawn."))


def _pressed(
    request: HttpRequest, claim_id: int, note_id: int, service: Callable[..., Note], *, said: str
) -> HttpResponse:
    """A gesture on a note that needs no more than its button."""

    def press(actor: Actor) -> Note:
        return service(actor=actor, note=note, version=form.base)

    claim, note = claim_at(request, claim_id), _note(request, claim_id, note_id)
    form = ButtonForm(request.POST)
    return perform(request, claim, form, press, said=said)


def _text(form: NoteForm | NoteChangeForm) -> str:
    text: str = form.cleaned_data["text"]
    return text


def _note(request: HttpRequest, claim_id: int, note_id: int) -> Note:
    return get_object_or_404(notes_of(person_of(request)), pk=note_id, claim=claim_id)
