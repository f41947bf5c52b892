"""Answers which sources a project has and what each is used for."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from annotations.models import Citation, Project, Source, User
from annotations.selectors.scoping import citations_of, sources_of


def sources_in(project: Project, person: User, words: str = "") -> QuerySet[Source]:
    """The project's sources that hold every one of the words, each with its `citation_count`."""
    found = sources_of(person).filter(project=project)
    for word in words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(url__icontains=word) | Q(publisher__icontains=word))
    used = Q(citations__withdrawn_at__isnull=True)
    return found.annotate(citation_count=Count("citations", filter=used))


def citations_from(source: Source, person: User) -> QuerySet[Citation]:
    """What the source is cited for, what was withdrawn left out."""
    return citations_of(person).filter(source=source, withdrawn_at__isnull=True)
