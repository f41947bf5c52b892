"""Owns one claim's card on the workbench: its forms, and the answer to a gesture on it.

A script that asks with `X-Parts: 1` gets only what changed (card, row, paragraphs), always as a 200 that carries the
status inside, because a browser reports every other one as a failure to load; everybody else gets the whole page.
`X-Cards` names the claims whose cards the script has at hand: going on to one of them, the answer leaves its card out.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from annotations.models import Article, Claim, Dismissal
from annotations.policy import rights
from annotations.selectors.attached import named_in
from annotations.selectors.claim_card import ClaimCard, claim_card, notes_on, threads_of, words_of
from annotations.selectors.lineage import relatives_of
from annotations.selectors.workbench import (
    ClaimRow,
    Show,
    newest_revision,
    next_waiting,
    passages_around,
    rows_of,
    workbench,
)
from annotations.text.span import Span
from annotations.web.acting import acting, person_of
from annotations.web.card_forms import ButtonForm, CardForm, WithdrawalForm
from annotations.web.citation_forms import CiteForm
from annotations.web.cited import cited_on
from annotations.web.claim_forms import DismissalForm, MarkForm, SpanForm, WordingForm
from annotations.web.label_forms import AssignForm, TagForm
from annotations.web.note_forms import NoteForm
from annotations.web.place import claim_at, row_id
from annotations.web.remarks import remarks_of
from annotations.web.review_forms import (
    CorrectionForm,
    PublishForm,
    RulingForm,
    VerdictForm,
)
from annotations.web.script_words import WORDS

PARTS_HEADER = "X-Parts"
CARDS_HEADER, MOST_IN_HAND = "X-Cards", 20


def wants_parts(request: HttpRequest) -> bool:
    return request.headers.get(PARTS_HEADER) == "1"


def show_of(request: HttpRequest) -> Show:
    """Which claims the address asks for; anything unknown means the current ones."""
    asked = request.GET.get("show", "")
    return Show(asked) if asked in list(Show) else Show.CURRENT


def answer(
    request: HttpRequest,
    claim: Claim,
    *,
    form: CardForm | None = None,
    status: int = HTTPStatus.OK,
    said: str = "",
    goes_on: bool = False,
    touched: Sequence[Span] = (),
) -> HttpResponse:
    """What a gesture on `claim` comes to. `touched` are code points beyond the claim's own whose marks changed."""
    if wants_parts(request):
        return _parts(request, claim, form, status, said, goes_on=goes_on, touched=touched)
    if status != HTTPStatus.OK:
        return page(request, claim_at(request, claim.pk), form=form, status=status)
    if said:
        messages.success(request, said)
    target = claim.pk
    if goes_on:
        following = next_waiting(rows_of(newest_revision(claim.article), person_of(request)), claim.pk)
        target = following.id if following else claim.pk
    return redirect("claim", target)


def page(
    request: HttpRequest, claim: Claim, *, form: CardForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The whole workbench with one claim open."""
    bench = workbench(claim.article, person_of(request), show=show_of(request), keep=claim.pk)
    spans = next((row.spans for row in bench.rows if row.id == claim.pk), None)
    context = card_context(request, claim, bench.revision.text, form, spans)
    context |= page_context(request, bench.rows, claim.pk)
    context |= {"bench": bench, "project": claim.article.project, "article": claim.article}
    context["may"] = context["card"].may
    return render(request, "annotations/workbench.html", context, status=status)


def open_article(
    request: HttpRequest, article: Article, *, form: CardForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The whole workbench with no claim open; `form` is the one that was sent and takes the place of its like."""
    bench = workbench(article, person_of(request), show=show_of(request))
    may = words_of(rights(acting(request), article.project))
    context = {"project": article.project, "article": article, "bench": bench, "card": None, "may": may}
    context |= page_context(request, bench.rows, None)
    context |= _notes_context(article, form) | {"text": bench.revision.text}
    if isinstance(form, MarkForm):
        context["mark_form"] = form
    return render(request, "annotations/workbench.html", context, status=status)


def unmarked(request: HttpRequest, article: Article, form: MarkForm, status: int) -> HttpResponse:
    """A claim that could not be marked: everything typed stands in the form again, with what is wrong."""
    if not wants_parts(request):
        return open_article(request, article, form=form, status=status)
    context = {"mark_form": form, "article": article, "status": status}
    return render(request, "annotations/workbench/mark_form_parts.html", context)


def _notes_context(article: Article, form: CardForm | None) -> dict[str, Any]:
    """The notes on the article itself, and the form for one more."""
    notes = list(notes_on(article))
    sent = {form.ident: form} if form else {}
    return {
        "remarks": remarks_of(threads_of(notes), sent),
        "named": named_in(notes),
        "note_form": sent.get("note") or NoteForm(),
        "stray": form if form and form.name == ButtonForm.name else None,
    }


def page_context(request: HttpRequest, rows: Sequence[ClaimRow], open_id: int | None) -> dict[str, Any]:
    """What the page says around the card: where one is among the claims, and the way on."""
    place = next((index for index, row in enumerate(rows) if row.id == open_id), None)
    before = rows[place - 1] if place else None
    after = rows[place + 1] if place is not None and place + 1 < len(rows) else None
    if open_id is None:
        after = rows[0] if rows else None
    return {
        "open_id": open_id,
        "row": None if place is None else rows[place],
        "before": before,
        "after": after,
        "mark_form": MarkForm(),
        "dismissals": Dismissal.choices,
        "show": show_of(request),
        "words": WORDS,
    }


def card_context(
    request: HttpRequest,
    claim: Claim,
    text: str,
    form: CardForm | None,
    spans: Sequence[Span] | None = None,
) -> dict[str, Any]:
    """The card and its forms; `form`, when given, is the one that was sent and takes the place of its like."""
    card = claim_card(claim, acting(request), text, spans)
    sent = {form.ident: form} if form else {}
    forms = _forms(card, text)
    return {
        "card": card,
        "claim": claim,
        "forms": forms | sent,
        "stray": form if form and _is_stray(form, card) else None,
        "citations": cited_on(card, sent),
        "remarks": remarks_of(card.threads, sent),
        "named": card.attached.named,
        "text": text,
        "relatives": relatives_of(claim),
    }


def _is_stray(form: CardForm, card: ClaimCard) -> bool:
    """Whether the card has no place of its own for what is wrong with the form."""
    if form.name != WithdrawalForm.name:
        return form.name == ButtonForm.name
    places = {f"{form.name}-{citation.pk}" for citation in card.citations}
    if card.mine and not card.mine.withdrawn_at:
        places.add(form.name)
    return form.ident not in places


def _forms(card: ClaimCard, text: str) -> dict[str, CardForm]:
    """The forms of the card as they are before anything is typed."""
    claim, version = card.claim, {"version": card.claim.version}
    forms: dict[str, CardForm] = {
        "wording": WordingForm.of(claim),
        "dismissal": DismissalForm(initial=version),
        "span": SpanForm.of(claim, card.fragments, text),
        "button": ButtonForm(initial=version),
        "verdict": VerdictForm.of(card.ratings, card.mine),
        "cite": CiteForm(),
        "note": NoteForm(),
        "tags": TagForm(),
        "assign": AssignForm(project=claim.article.project),
        "ruling": RulingForm.of(card.ratings, card.ruling, card.verdicts),
    }
    if card.ruling:
        forms["correction"] = CorrectionForm.of(card.ratings, card.ruling)
        forms["publish"] = PublishForm(initial={"version": card.ruling.version})
    if card.mine:
        forms["withdrawal"] = WithdrawalForm(initial={"version": card.mine.version})
    return forms


def _parts(
    request: HttpRequest,
    claim: Claim,
    form: CardForm | None,
    status: int,
    said: str,
    *,
    goes_on: bool,
    touched: Sequence[Span],
) -> HttpResponse:
    person, show = person_of(request), show_of(request)
    revision = newest_revision(claim.article)
    rows = rows_of(revision, person)
    own = next((row for row in rows if row.id == claim.pk), None)
    spans = [*touched, *(own.spans if own else ())]
    following = next_waiting(rows, claim.pk) if goes_on and status == HTTPStatus.OK else None
    open_id = following.id if following else claim.pk
    context = {
        "article": claim.article,
        "changed_rows": [own] if own else [],
        "open_id": open_id,
        "passages": passages_around(revision, rows, spans, show, claim.pk) if status == HTTPStatus.OK else [],
        "counts": {option: sum(row.is_among(option) for row in rows) for option in Show},
        "said": said,
        "show": show,
        "status": status,
    }
    if open_id == claim.pk or open_id not in _in_hand(request):
        context |= card_context(request, claim_at(request, open_id), revision.text, form)
    return render(request, "annotations/workbench/parts.html", context)


def _in_hand(request: HttpRequest) -> set[int | None]:
    """The claims whose cards the script has read ahead, and need not be sent again."""
    return {row_id(each) for each in request.headers.get(CARDS_HEADER, "").split()[:MOST_IN_HAND]}
