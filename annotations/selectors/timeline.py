"""Answers how a thing came to be what it is: one entry a gesture, newest first, in words for people.

Callers hand in a thing that the person may see (selectors.scoping). Nothing here writes.
"""

from __future__ import annotations

from django.db.models import Q

from annotations.models import Article, Change, Claim, Correction, Project, Source, User
from annotations.selectors.timeline_entry import Entry, FieldChange, Page, Subject
from annotations.selectors.timeline_sentences import entry_of
from annotations.selectors.timeline_window import Window, gestures_by, gestures_in
from annotations.selectors.timeline_words import Words

__all__ = [
    "Entry",
    "FieldChange",
    "Page",
    "Subject",
    "article_timeline",
    "claim_timeline",
    "person_timeline",
    "project_timeline",
    "source_timeline",
]

LIMIT = 50


def claim_timeline(claim: Claim, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """Changes of the claim, its fragments, verdicts, citations, notes, ruling and corrections."""
    corrections = Change.objects.filter(
        entity="correction", row_id__in=Correction.objects.filter(ruling__claim=claim).values("pk")
    )
    return _page(gestures_in(Change.objects.filter(claim_id=claim.pk), before, limit, beside=corrections))


def article_timeline(article: Article, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """Changes of the article, its revisions and everything on its claims."""
    return _page(gestures_in(Change.objects.filter(stream=f"article:{article.pk}"), before, limit))


def source_timeline(source: Source, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """Changes of the source and the notes on it. Its citations stand in their claims' timelines."""
    return _page(gestures_in(Change.objects.filter(stream=f"source:{source.pk}"), before, limit))


def project_timeline(project: Project, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """Changes of the project, its members, its sources and its articles with all that is on them."""
    streams = [
        f"project:{project.pk}",
        *(f"article:{pk}" for pk in project.articles.values_list("pk", flat=True)),
        *(f"source:{pk}" for pk in project.sources.values_list("pk", flat=True)),
    ]
    return _page(gestures_in(Change.objects.filter(Q(stream__in=streams)), before, limit))


def person_timeline(person: User, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """What the person did, everywhere: for themselves and for operators. `before` is an Action's id here."""
    return _page(gestures_by(person.pk, before, limit))


def _page(window: Window) -> Page:
    words = Words.of(window.gestures)
    return Page(tuple(entry_of(gesture, words) for gesture in window.gestures), window.next_before)
