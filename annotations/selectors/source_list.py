"""Answers which sources a project has and what each is used for."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from annotations.models import Citation, Project, Source, SourceCopy, User
from annotations.selectors.scoping import citations_of, sources_of
from annotations.selectors.search.matching import matching


class Lacking(StrEnum):
    """What a source may lack as evidence."""

    NOTHING = ""
    COPY = "copy"
    PASSAGE = "passage"  # something is quoted that the newest copy does not say


def sources_in(
    project: Project, person: User, words: str = "", lacking: Lacking = Lacking.NOTHING
) -> QuerySet[Source]:
    """The project's sources in which the words are found, each with its `citation_count` and `has_copy`."""
    found = matching(sources_of(person).filter(project=project), words)
    used = Q(citations__withdrawn_at__isnull=True)
    found = found.annotate(
        citation_count=Count("citations", filter=used),
        missing_count=Count("citations", filter=used & Q(citations__quote_found=False)),
        has_copy=Exists(SourceCopy.objects.filter(source=OuterRef("pk"))),
    )
    if lacking == Lacking.COPY:
        return found.filter(has_copy=False)
    if lacking == Lacking.PASSAGE:
        missing = Citation.objects.filter(source=OuterRef("pk"), withdrawn_at__isnull=True, quote_found=False)
        return found.filter(Exists(missing))
    return found


def citations_from(source: Source, person: User) -> QuerySet[Citation]:
    """What the source is cited for, what was withdrawn left out."""
    return citations_of(person).filter(source=source, withdrawn_at__isnull=True)
