"""Owns remarks on an article itself, shown while no claim is open: left, answered, changed, resolved, withdrawn.

Each leads back to the whole page, at the note.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Article, Note
from annotations.selectors.scoping import notes_of
from annotations.selectors.workbench import newest_revision
from annotations.services.notes import change_note, leave_note, reopen_note, resolve_note, withdraw_note
from annotations.web.acting import acting, person_of
from annotations.web.card import open_article
from annotations.web.card_forms import ButtonForm, CardForm
from annotations.web.gestures import keyed, tried
from annotations.web.note_forms import NoteChangeForm, NoteForm
from annotations.web.place import article_at


def leave(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_at(request, article_id)
    form = NoteForm(request.POST, article_text=newest_revision(article).text)

    def service(actor: Actor) -> Note:
        is_public, text = form.cleaned_data["is_public"], _text(form)
        return leave_note(actor=actor, about=article, text=text, is_public=is_public, place=form.place)

    return _run(request, article, form, service)


def change(request: HttpRequest, article_id: int, note_id: int) -> HttpResponse:
    """Whatever the button that was pressed says is done with the note."""
    article = article_at(request, article_id)
    rows = notes_of(person_of(request))
    note = get_object_or_404(rows, pk=note_id, article=article, claim__isnull=True)
    gesture = request.POST.get("gesture", "")
    if gesture == "reply":
        form: CardForm = NoteForm(request.POST, ident=str(note_id))
    elif gesture == "change":
        form = NoteChangeForm(request.POST, ident=str(note_id))
    else:
        form = ButtonForm(request.POST)
    return _run(request, article, form, lambda actor: _done(actor, article, note, gesture, form), note)


def _done(actor: Actor, article: Article, note: Note, gesture: str, form: CardForm) -> Note:
    if gesture == "reply":
        return leave_note(actor=actor, about=article, text=_text(form), replies_to=note)
    if gesture == "change":
        is_public = form.cleaned_data["is_public"]
        return change_note(actor=actor, note=note, version=form.base, text=_text(form), is_public=is_public)
    known = {"resolve": resolve_note, "reopen": reopen_note, "withdraw": withdraw_note}
    if gesture not in known:
        raise ValidationError(_("Choose what to do with the note."))
    return known[gesture](actor=actor, note=note, version=form.base)


def _run(
    request: HttpRequest,
    article: Article,
    form: CardForm,
    service: Callable[[Actor], Note],
    note: Note | None = None,
) -> HttpResponse:
    address = reverse("workbench", args=[article.pk])
    if request.method != "POST":
        return redirect(address)
    if not form.is_valid():
        return open_article(request, article, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if status := tried(keyed(acting(request), form), article, form, service):
        return open_article(request, article, form=form, status=status)
    return redirect(f"{address}#{f'note-{note.pk}' if note else 'article-notes'}")


def _text(form: CardForm) -> str:
    text: str = form.cleaned_data["text"]
    return text
