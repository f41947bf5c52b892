"""Answers what copies of sources there are, and whether a passage stands in the newest one. Never writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from annotations.models import Citation, Source, SourceCopy, User
from annotations.selectors.scoping import sources_of
from annotations.text.passage import Found, Passages


def copies_of(person: User) -> QuerySet[SourceCopy]:
    """The copies of sources that the person may see, newest first, without their texts."""
    sources = sources_of(person).order_by().values("pk")
    copies = SourceCopy.objects.filter(source__in=sources)
    return copies.select_related("source__project", "fetched_by").defer("text")


def newest_copy(source: Source) -> SourceCopy | None:
    """The newest copy, with its text."""
    return SourceCopy.objects.filter(source=source).order_by("-id").first()


def with_newest_copy(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Citations, each with `copied_at`, when the newest copy of its source was kept, None where there is none."""
    newest = SourceCopy.objects.filter(source=OuterRef("source")).order_by("-id")
    return citations.annotate(copied_at=Subquery(newest.values("fetched_at")[:1]))


def with_copied_at(sources: QuerySet[Source]) -> QuerySet[Source]:
    """Sources, each with `copied_at` in the same sense."""
    newest = SourceCopy.objects.filter(source=OuterRef("pk")).order_by("-id")
    return sources.annotate(copied_at=Subquery(newest.values("fetched_at")[:1]))


def passage_found(
    source_id: int, quote: str, *, gone: Collection[int] = (), back: Iterable[str] = ()
) -> bool | None:
    """Whether the passage stands in the newest copy of the source; None where there is no copy or no passage.

    `gone` are ids of copies that do not count, `back` the texts of newer ones that do.
    """
    if not quote.strip():
        return None
    text: str | None
    if not (text := next(iter(reversed(list(back))), None)):
        copies = SourceCopy.objects.filter(source_id=source_id).exclude(pk__in=gone).order_by("-id")
        text = copies.values_list("text", flat=True).first()
    return None if text is None else bool(Passages(text).find(quote))


def place_of(citation: Citation) -> tuple[SourceCopy, Found] | None:
    """The newest copy of the source, and where in it the passage stands; None without a copy or a passage."""
    copy = newest_copy(citation.source) if citation.quote.strip() else None
    return (copy, Passages(copy.text).find(citation.quote)) if copy else None
