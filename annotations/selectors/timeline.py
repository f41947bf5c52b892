"""Answers how a thing came to be what it is: one entry a gesture, newest first, in words for people.

Callers hand in a thing that the person may see (selectors.scoping). Nothing here writes.
"""

from __future__ import annotations

from django.db.models import CharField, Q, TextField, Value
from django.db.models.functions import Cast, Concat

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
    changes = Change.objects.filter(_within(project, "stream"))
    # The same once more where no index helps, for looking gestures up by their Actions instead.
    by_action = Change.objects.annotate(place=Cast("stream", TextField())).filter(_within(project, "place"))
    return _page(gestures_in(changes, before, limit, by_action=by_action))


def _within(project: Project, column: str) -> Q:
    """Subqueries, for a project may have more articles than a statement may have parameters."""
    within = Q(**{column: f"project:{project.pk}"})
    for kind, things in (("article", project.articles), ("source", project.sources)):
        named = Concat(Value(f"{kind}:"), Cast("pk", CharField()))
        within |= Q(**{f"{column}__in": things.order_by().values_list(named, flat=True)})
    return within


def person_timeline(person: User, *, before: int | None = None, limit: int = LIMIT) -> Page:
    """What the person did, everywhere: for themselves and for operators. `before` is an Action's id here."""
    return _page(gestures_by(person.pk, before, limit))


def _page(window: Window) -> Page:
    words = Words.of(window.gestures)
    return Page(tuple(entry_of(gesture, words) for gesture in window.gestures), window.next_before)
