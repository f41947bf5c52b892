"""Owns citing sources for a claim, on its card. What helps while one types is in source_help.py."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.history.actor import Actor
from annotations.ingest.fetch_error import FetchError
from annotations.ingest.looking_up import cite_and_keep, copy_source
from annotations.models import Citation, Claim
from annotations.selectors.scoping import citations_of
from annotations.selectors.source_copies import newest_copy, place_of
from annotations.selectors.workbench import newest_revision
from annotations.services.source_copies import keep_pasted_copy
from annotations.services.sources import change_citation, cite_address, withdraw_citation
from annotations.text.passage import around
from annotations.web.acting import acting, person_of
from annotations.web.card import answer, card_context, wants_parts
from annotations.web.card_forms import CardForm, WithdrawalForm
from annotations.web.citation_forms import CitationForm, CiteForm, CopyForm
from annotations.web.gestures import done_before, gesture, keyed, perform
from annotations.web.place import claim_at

# Set on a request whose answer offers, first of all, to fetch the copy of a source: its id.
WANTED = "wanted_copy_of"


@gesture
def cite(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        make = cite_and_keep if form.wants_copy else cite_address
        citation = make(
            actor=actor,
            claim=claim,
            url=given["url"],
            title=given["title"],
            publisher=given["publisher"],
            published_on=given["published_on"],
            stance=given["stance"],
            quote=given["quote"],
            locator=given["locator"],
            accessed_on=given["accessed_on"],
        )
        made.append(citation)
        if form.wants_copy and newest_copy(citation.source) is None:
            setattr(request, WANTED, citation.source_id)
        return citation

    made: list[Citation] = []
    claim, form = claim_at(request, claim_id), CiteForm(request.POST)
    response = perform(request, claim, form, service, said=_("Source cited."))
    if made and hasattr(request, WANTED) and not wants_parts(request):
        _copy_now(request, made[0])
    return response


def _copy_now(request: HttpRequest, citation: Citation) -> None:
    """Without a script nobody asks for the copy afterwards, so that it is fetched before the page is shown."""
    try:
        copy_source(actor=acting(request), source=citation.source)
    except (ValidationError, FetchError) as error:
        messages.warning(request, " ".join([_("No copy was kept."), *error.messages]))


@gesture
def change(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return change_citation(
            actor=actor,
            citation=citation,
            version=form.base,
            stance=given["stance"],
            quote=given["quote"],
            locator=given["locator"],
        )

    claim = claim_at(request, claim_id)
    citation = _citation(request, claim_id, citation_id)
    form = CitationForm(request.POST, ident=str(citation_id))
    return perform(request, claim, form, service, said=_("Citation saved."))


@gesture
def withdraw(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return withdraw_citation(
            actor=actor, citation=citation, version=form.base, reason=form.cleaned_data["reason"]
        )

    claim = claim_at(request, claim_id)
    citation = _citation(request, claim_id, citation_id)
    form = WithdrawalForm(request.POST, ident=str(citation_id))
    return perform(request, claim, form, service, said=_("Citation withdrawn."))


@gesture
def copy(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    """Keep a copy of a cited source. Outside any transaction, for the page may take long to come."""
    claim = claim_at(request, claim_id)
    citation = _citation(request, claim_id, citation_id)
    form = CopyForm(request.POST, ident=str(citation_id))
    status = _kept(request, citation, form) if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    said = "" if status else _("Copy kept.")
    if wants_parts(request):
        return _one(request, claim, citation, form if status else None, status, said)
    if not status:
        messages.success(request, said)
        return redirect("claim", claim_id)
    return answer(request, claim, form=form, status=status)


def _kept(request: HttpRequest, citation: Citation, form: CopyForm) -> HTTPStatus | None:
    """The status of a refusal, put into the form; None when a copy is kept, now or before."""
    actor = keyed(acting(request), form)
    if done_before(actor):
        return None
    try:
        if form.is_pasted:
            keep_pasted_copy(actor=actor, source=citation.source, text=form.cleaned_data["pasted"])
        else:
            copy_source(actor=actor, source=citation.source)
    except (ValidationError, FetchError) as error:
        form.add_error("pasted" if form.is_pasted else None, " ".join(error.messages))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
        return HTTPStatus.FORBIDDEN
    return None


def _one(
    request: HttpRequest,
    claim: Claim,
    citation: Citation,
    form: CardForm | None,
    status: HTTPStatus | None,
    said: str,
) -> HttpResponse:
    """The one citation again, so that whatever else is being typed on the card stays."""
    context = card_context(request, claim_at(request, claim.pk), newest_revision(claim.article).text, form)
    context["citations"] = [
        each for each in context["citations"] if each.citation.source_id == citation.source_id
    ]
    context |= {"status": status or 200, "said": said}
    return render(request, "annotations/workbench/citation_parts.html", context)


@require_safe
def place(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    """Where in the newest copy the passage stands, as a piece of a page."""
    citation = _citation(request, claim_id, citation_id)
    found = place_of(citation)
    context = {
        "citation": citation,
        "copy": found[0] if found else None,
        "match": found[1].match if found else "",
        "pieces": around(found[0].text, found[1].spans) if found else [],
    }
    return render(request, "annotations/workbench/passage.html", context)


def _citation(request: HttpRequest, claim_id: int, citation_id: int) -> Citation:
    return get_object_or_404(citations_of(person_of(request)), pk=citation_id, claim=claim_id)
