"""Answers what an article and all that is on it looked like at a seal, after an Action, or at a moment.

The state is folded from the recorded Changes, never from the live rows. What is sealed is what counts: a Change
belongs to the moment at which its seal was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import BigIntegerField, Max, Value
from django.db.models.functions import Cast, Concat, Least, Left, StrIndex

from annotations.history.digests import ids_of
from annotations.models import Article, Change, Seal
from annotations.selectors.as_of_folding import FOLDED, Folded, Row, folded, typed


@dataclass(frozen=True, slots=True)
class ArticleState:
    """Rows by kind (`claim`, `verdict`, ...) in the order of their ids; a row is column -> value.

    Values are Python's own: dates and moments as such. `seal` is 0 and `at` None before the article's first seal.
    """

    article_id: int
    seal: int
    action_id: int | None
    at: datetime | None
    rows: dict[str, tuple[Row, ...]]

    def row(self, entity: str, row_id: int) -> Row | None:
        return next((row for row in self.rows.get(entity, ()) if row["id"] == row_id), None)


def article_at_seal(article: Article, number: int) -> ArticleState:
    """The state that the article's seal of this number closed; 0 is before everything."""
    return _state(article, Seal.objects.filter(stream=_stream(article), number__lte=number))


def article_at_moment(article: Article, at: datetime) -> ArticleState:
    """The state at a moment (with a time zone)."""
    return _state(article, Seal.objects.filter(stream=_stream(article), at__lte=at))


def article_after_action(article: Article, action_id: int) -> ArticleState:
    """The state right after an Action touched the article. Raises Seal.DoesNotExist when it never did."""
    seals = Seal.objects.filter(stream=_stream(article))
    last = seals.filter(action_id=action_id).order_by("-number")[:1].get()
    return _state(article, seals.filter(number__lte=last.number))


def differing(
    before: ArticleState, after: ArticleState
) -> dict[str, dict[int, tuple[Row | None, Row | None]]]:
    """Rows that differ between two states: kind -> id -> (row before, row after), None where there is none."""
    found: dict[str, dict[int, tuple[Row | None, Row | None]]] = {}
    for entity in sorted(before.rows.keys() | after.rows.keys()):
        old = {row["id"]: row for row in before.rows.get(entity, ())}
        new = {row["id"]: row for row in after.rows.get(entity, ())}
        changed = {
            row_id: (old.get(row_id), new.get(row_id))
            for row_id in sorted(old.keys() | new.keys())
            if old.get(row_id) != new.get(row_id)
        }
        if changed:
            found[entity] = changed
    return found


def _stream(article: Article) -> str:
    return f"article:{article.pk}"


def _state(article: Article, seals: models.QuerySet[Seal]) -> ArticleState:
    last = seals.order_by("-number").values_list("number", "action_id", "at", "last_change_id").first()
    if last is None:
        return ArticleState(article.pk, 0, None, None, {})
    number, action_id, at, _ = last
    newest = seals.aggregate(newest=Max("last_change_id"))["newest"]
    later = set(sealed_later(_stream(article), number, newest))
    changes = Change.objects.filter(stream=_stream(article), id__lte=newest).order_by("id")
    told = changes.values_list(*FOLDED).iterator(chunk_size=2_000)
    rows = folded(change for change in map(Folded._make, told) if change.id not in later)
    return ArticleState(
        article.pk,
        number,
        action_id,
        at,
        {
            entity: tuple(typed(entity, row) for _, row in sorted(of_kind.items()))
            for entity, of_kind in rows.items()
            if of_kind
        },
    )


def sealed_later(stream: str, number: int, newest: int) -> list[int]:
    """Changes with ids up to `newest` that a seal after this one closed: of transactions that were slower.

    Only seals that begin before `newest` are read in full.
    """
    ends = [StrIndex(Concat("change_ids", Value(mark)), Value(mark)) for mark in ",-"]
    first = Cast(Left("change_ids", Least(*ends) - 1), BigIntegerField())
    seals = Seal.objects.filter(stream=stream, number__gt=number).order_by("number")
    overlapping = seals.annotate(first=first).filter(first__lt=newest)
    return [
        pk for ids in overlapping.values_list("change_ids", flat=True) for pk in ids_of(ids) if pk <= newest
    ]
