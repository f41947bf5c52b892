"""Answers what an article and all that is on it looked like at a seal, after an Action, or at a moment.

The state is folded from the recorded Changes, never from the live rows. What is sealed is what counts: a Change
belongs to the moment at which its seal was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import BigIntegerField, Max, Value
from django.db.models.functions import Cast, Concat, Least, Left, StrIndex

from annotations.history.digests import ids_of
from annotations.models import Article, Change, Seal
from annotations.selectors.as_of.folding import FOLDED, Folded, Row, folded, typed


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
    """The state that the article's seal of this number closed; 0 is before everything, and so is a negative one."""
    return _state(article, Seal.objects.filter(stream=stream_of(article), number__lte=number))


def article_at_moment(article: Article, at: datetime) -> ArticleState:
    """The state at a moment (with a time zone)."""
    return _state(article, Seal.objects.filter(stream=stream_of(article), at__lte=at))


def article_after_action(article: Article, action_id: int) -> ArticleState:
    """The state right after an Action touched the article. Raises Seal.DoesNotExist when it never did."""
    seals = Seal.objects.filter(stream=stream_of(article))
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


def stream_of(article: Article) -> str:
    """The name of the article's stream of Changes and seals."""
    return f"article:{article.pk}"


def _state(article: Article, seals: models.QuerySet[Seal]) -> ArticleState:
    reach = seals.aggregate(number=Max("number"), newest=Max("last_change_id"))
    if reach["number"] is None:
        return ArticleState(article.pk, 0, None, None, {})
    action_id, at = seals.values_list("action_id", "at").get(number=reach["number"])
    [rows] = rows_until(stream_of(article), End(reach["number"], reach["newest"]))
    return ArticleState(article.pk, reach["number"], action_id, at, rows)


class End(NamedTuple):
    """Where a state ends: the number of its last seal, and the greatest Change sealed until then."""

    number: int
    newest: int


def rows_until(stream: str, *ends: End) -> list[dict[str, tuple[Row, ...]]]:
    """A stream's rows as they were at each of these ends, read at once."""
    changes = Change.objects.filter(stream=stream, id__lte=max(end.newest for end in ends)).order_by("id")
    told = list(map(Folded._make, changes.values_list(*FOLDED).iterator(chunk_size=2_000)))
    overlapping = _overlapping(stream, ends)
    states = []
    for number, newest in ends:
        later = {pk for seal, ids in overlapping if seal > number for pk in ids}
        rows = folded(change for change in told if change.id <= newest and change.id not in later)
        states.append(
            {
                entity: tuple(typed(entity, row) for _, row in sorted(of_kind.items()))
                for entity, of_kind in rows.items()
                if of_kind
            }
        )
    return states


def sealed_before(stream: str, end: End, ids: Iterable[int]) -> set[int]:
    """Those of some Changes of the stream that were sealed until this end."""
    later = {pk for seal, late in _overlapping(stream, [end]) if seal > end.number for pk in late}
    return {pk for pk in ids if pk <= end.newest and pk not in later}


def _overlapping(stream: str, ends: Sequence[End]) -> list[tuple[int, list[int]]]:
    """Seals after an end that hold Changes from before it, of transactions that were slower: number and Changes.

    Where each seal begins is read from its text, so that not all later ones are read in full.
    """
    marks = [StrIndex(Concat("change_ids", Value(mark)), Value(mark)) for mark in ",-"]
    first = Cast(Left("change_ids", Least(*marks) - 1), BigIntegerField())
    later = Seal.objects.filter(stream=stream, number__gt=min(end.number for end in ends))
    found = later.annotate(first=first).filter(first__lt=max(end.newest for end in ends))
    return [(number, ids_of(ids)) for number, ids in found.values_list("number", "change_ids")]
