"""Answers where in a project some words stand: hits by kind of thing, each with the words around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from annotations.models import Article, Claim, Note, Project, Revision, Source, User
from annotations.selectors.find_filters import Things, articles_among, notes_among, sources_among
from annotations.selectors.paging import newest_first
from annotations.selectors.queue_filters import Filters, Place, narrowed, standing
from annotations.selectors.scoping import articles_of, claims_of, notes_of, sources_of
from annotations.selectors.search.matching import matching
from annotations.selectors.search.pieces import Piece, highlighted, snippet
from annotations.selectors.search.query import Asked

IN_GROUP, ON_PAGE = 5, 30
READ = 100_000  # code points of a text that are looked through for a snippet


ANY_CLAIM, ANY_THING = Filters(place=Place.EVERY), Things()


class Sort(StrEnum):
    CLAIMS = "claims"
    ARTICLES = "articles"
    SOURCES = "sources"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked beside the words: of claims what the queue's filters say, of everything else what `things` says."""

    claims: Filters = ANY_CLAIM
    things: Things = ANY_THING

    @property
    def is_set(self) -> bool:
        """Whether anything but words is asked for."""
        claims = self.claims
        return claims.place != Place.EVERY or bool({*claims.named} - {"words"}) or self.things.are_set


NOTHING_MORE = Narrowing()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `row` is the claim, article, source or note."""

    row: Any
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The newest hits of one sort; `older` is where the next page goes on, None when these are all."""

    sort: Sort
    hits: tuple[Hit, ...]
    older: int | None


def found(
    project: Project,
    person: User,
    asked: Asked,
    narrowing: Narrowing = NOTHING_MORE,
    *,
    only: Sort | None = None,
    before: int | None = None,
) -> list[Group]:
    """A group for every sort of which something matches, in one or two queries each; nothing asked finds nothing."""
    if not asked.terms and not narrowing.is_set:
        return []
    size = ON_PAGE if only else IN_GROUP
    groups = []
    for sort in [only] if only else list(Sort):
        rows, hit = _SORTS[sort]
        matches = matching(rows(project, person, narrowing), asked)
        page = newest_first(matches, before=before if only else None, size=size)
        groups.append(Group(sort, tuple(hit(row, asked) for row in page.rows), page.older))
    return [group for group in groups if group.hits]


def _claims(project: Project, person: User, narrowing: Narrowing) -> QuerySet[Claim]:
    claims = claims_of(person).filter(article__project=project).prefetch_related("fragments")
    asked = narrowing.claims.without("words")
    return narrowed(standing(claims, person, asked.place), person, asked)


def _articles(project: Project, person: User, narrowing: Narrowing) -> QuerySet[Article]:
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    opening = newest.annotate(opening=Substr("text", 1, READ)).values("opening")[:1]
    articles = articles_of(person).filter(project=project).annotate(opening=Subquery(opening))
    return articles_among(articles, narrowing.things)


def _sources(project: Project, person: User, narrowing: Narrowing) -> QuerySet[Source]:
    sources = sources_of(person).filter(project=project).prefetch_related("citations")
    return sources_among(sources, narrowing.things)


def _notes(project: Project, person: User, narrowing: Narrowing) -> QuerySet[Note]:
    return notes_among(notes_of(person).filter(project=project, withdrawn_at__isnull=True), narrowing.things)


def _claim(claim: Claim, asked: Asked) -> Hit:
    quotes = " … ".join(fragment.quote for fragment in claim.fragments.all())
    return Hit(claim, highlighted(claim.statement, asked), snippet(quotes, asked))


def _article(article: Article, asked: Asked) -> Hit:
    return Hit(
        article, highlighted(article.title, asked), snippet(getattr(article, "opening", "") or "", asked)
    )


def _source(source: Source, asked: Asked) -> Hit:
    passages = [
        citation.quote for citation in source.citations.all() if not citation.withdrawn_at and citation.quote
    ]
    pieces = (snippet(passage, asked) for passage in passages)
    telling = next((each for each in pieces if any(piece.is_hit for piece in each)), ())
    return Hit(source, highlighted(source.title, asked), telling or highlighted(source.url[:200], asked))


def _note(note: Note, asked: Asked) -> Hit:
    return Hit(note, (), snippet(note.text, asked))


_SORTS: dict[
    Sort, tuple[Callable[[Project, User, Narrowing], QuerySet[Any]], Callable[[Any, Asked], Hit]]
] = {
    Sort.CLAIMS: (_claims, _claim),
    Sort.ARTICLES: (_articles, _article),
    Sort.SOURCES: (_sources, _source),
    Sort.NOTES: (_notes, _note),
}
