"""Answers which sources a project has and what each is used for."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from annotations.models import Citation, Project, Source, User
from annotations.selectors.scoping import citations_of, sources_of
from annotations.selectors.search import matching


def sources_in(project: Project, person: User, words: str = "") -> QuerySet[Source]:
    """The project's sources in which the words are found, each with its `citation_count`."""
    found = matching(sources_of(person).filter(project=project), words)
    used = Q(citations__withdrawn_at__isnull=True)
    return found.annotate(citation_count=Count("citations", filter=used))


def citations_from(source: Source, person: User) -> QuerySet[Citation]:
    """What the source is cited for, what was withdrawn left out."""
    return citations_of(person).filter(source=source, withdrawn_at__isnull=True)
