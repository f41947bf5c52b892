"""Answers which articles, sources and notes of a search pass what else somebody asks of them.

Claims have filters of their own, the queue's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Citation, Note, Source, Stance, User

Row = TypeVar("Row", bound=Model)


class About(TextChoices):
    """What a note is a remark on: the most exact thing that it names."""

    CLAIM = "claim", _("claims")
    ARTICLE = "article", _("articles")
    VERDICT = "verdict", _("verdicts")
    SOURCE = "source", _("sources")


class Standing(TextChoices):
    OPEN = "open", _("not resolved")
    RESOLVED = "resolved", _("resolved")


class Readers(TextChoices):
    DESK = "internal", _("internal")
    EVERYBODY = "public", _("public")


@dataclass(frozen=True, slots=True)
class Things:
    """What is None or empty does not filter; what a kind of thing does not have filters it not.

    `by` is who added the article or source, or wrote the note, `since` and `until` the days of it, both included;
    `published_since` and `published_until` are those of publication. `stance` is that of a citation that stands.
    """

    by: User | None = None
    since: date | None = None
    until: date | None = None
    article: Article | None = None
    publisher: str = ""
    published_since: date | None = None
    published_until: date | None = None
    stance: Stance | None = None
    about: About | None = None
    standing: Standing | None = None
    readers: Readers | None = None

    @property
    def are_set(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


def articles_among(rows: QuerySet[Article], asked: Things) -> QuerySet[Article]:
    rows = rows.filter(pk=asked.article.pk) if asked.article else rows
    return _published(_added(rows, asked, "added_by"), asked)


def sources_among(rows: QuerySet[Source], asked: Things) -> QuerySet[Source]:
    """Narrowed to an article, those that are cited in it."""
    rows = _published(_added(rows, asked, "added_by"), asked)
    if not asked.stance and not asked.article:
        return rows
    cited = Citation.objects.filter(source=OuterRef("pk"), withdrawn_at__isnull=True)
    if asked.stance:
        cited = cited.filter(stance=asked.stance)
    if asked.article:
        cited = cited.filter(article=asked.article)
    return rows.filter(Exists(cited))


def notes_among(rows: QuerySet[Note], asked: Things) -> QuerySet[Note]:
    rows = _added(rows, asked, "author")
    if asked.article:
        rows = rows.filter(article=asked.article)
    if asked.about:
        rows = rows.filter(_ABOUT[asked.about])
    if asked.standing:
        rows = rows.filter(resolved_at__isnull=asked.standing == Standing.OPEN)
    if asked.readers:
        rows = rows.filter(is_public=asked.readers == Readers.EVERYBODY)
    return rows


_ABOUT = {
    About.CLAIM: Q(claim__isnull=False, verdict__isnull=True),
    About.ARTICLE: Q(article__isnull=False, claim__isnull=True),
    About.VERDICT: Q(verdict__isnull=False),
    About.SOURCE: Q(source__isnull=False),
}


def _added(rows: QuerySet[Row], asked: Things, who: str) -> QuerySet[Row]:
    if asked.by:
        rows = rows.filter(**{who: asked.by})
    if asked.since:
        rows = rows.filter(created_at__date__gte=asked.since)
    if asked.until:
        rows = rows.filter(created_at__date__lte=asked.until)
    return rows


def _published(rows: QuerySet[Row], asked: Things) -> QuerySet[Row]:
    if asked.publisher:
        rows = rows.filter(publisher__icontains=asked.publisher)
    if asked.published_since:
        rows = rows.filter(published_on__gte=asked.published_since)
    if asked.published_until:
        rows = rows.filter(published_on__lte=asked.published_until)
    return rows
