"""Owns citing sources for a claim, and offering the sources that the project holds while one types."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.models import Citation
from annotations.selectors.scoping import citations_of, sources_of
from annotations.services.sources import change_citation, cite_address, withdraw_citation
from annotations.web.acting import person_of
from annotations.web.card_forms import ButtonForm
from annotations.web.gestures import gesture, perform
from annotations.web.place import claim_at
from annotations.web.review_forms import CitationForm, CiteForm

OFFERED = 8


@gesture
def cite(request: HttpRequest, claim_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return cite_address(
            actor=actor,
            claim=claim,
            url=given["url"],
            title=given["title"],
            publisher=given["publisher"],
            stance=given["stance"],
            quote=given["quote"].replace("\r\n", "\n"),
            locator=given["locator"],
            accessed_on=given["accessed_on"],
        )

    claim, form = claim_at(request, claim_id), CiteForm(request.POST)
    return perform(request, claim, form, service, said=_("Source cited."))


@gesture
def change(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        given = form.cleaned_data
        return change_citation(
            actor=actor,
            citation=citation,
            version=form.base,
            stance=given["stance"],
            quote=given["quote"].replace("\r\n", "\n"),
            locator=given["locator"],
        )

    claim = claim_at(request, claim_id)
    citation = _citation(request, claim_id, citation_id)
    form = CitationForm(request.POST, ident=str(citation_id))
    return perform(request, claim, form, service, said=_("Citation saved."))


@gesture
def withdraw(request: HttpRequest, claim_id: int, citation_id: int) -> HttpResponse:
    def service(actor: Actor) -> object:
        return withdraw_citation(actor=actor, citation=citation, version=form.base)

    claim = claim_at(request, claim_id)
    citation, form = _citation(request, claim_id, citation_id), ButtonForm(request.POST)
    return perform(request, claim, form, service, said=_("Citation withdrawn."))


def offered(request: HttpRequest, claim_id: int) -> JsonResponse:
    """Sources of the claim's project whose address, title or publisher holds the words of `?q=`, as JSON."""
    claim = claim_at(request, claim_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = sources_of(person_of(request)).filter(project=claim.article.project_id)
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(url__icontains=words) | Q(publisher__icontains=words)
        )
    rows = found.order_by("-id").values("url", "title", "publisher")[:OFFERED]
    return JsonResponse({"sources": list(rows)})


def _citation(request: HttpRequest, claim_id: int, citation_id: int) -> Citation:
    return get_object_or_404(citations_of(person_of(request)), pk=citation_id, claim=claim_id)
