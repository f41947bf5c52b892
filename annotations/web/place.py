"""Owns finding what an address names among what the person may see; everything else is a 404."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from annotations.models import Article, Claim, Project
from annotations.selectors.scoping import articles_of, claims_of, projects_of
from annotations.web.acting import person_of


def project_at(request: HttpRequest, slug: str) -> Project:
    """Raises Http404 for a project that does not exist or that the person is no member of."""
    return get_object_or_404(projects_of(person_of(request)), slug=slug)


def article_at(request: HttpRequest, article_id: int) -> Article:
    """Raises Http404 in the same way."""
    return get_object_or_404(articles_of(person_of(request)), pk=article_id)


def claim_at(request: HttpRequest, claim_id: int) -> Claim:
    """The claim, its ruling with it. Raises Http404 in the same way."""
    claims = claims_of(person_of(request))
    with_ruling = claims.select_related("ruling__rating", "ruling__drafted_by", "ruling__published_by")
    return get_object_or_404(with_ruling, pk=claim_id)


def row_id(text: str | None) -> int | None:
    """The id in an address, None for anything that is not one."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def words_in(request: HttpRequest) -> str:
    """The words that a list is searched for: at most 200 characters, nothing that no database can look up."""
    return " ".join(request.GET.get("words", "").replace("\x00", " ").split())[:200]
