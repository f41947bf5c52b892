"""Answers what the workbench of an article shows beside the open claim: the text, the list of claims, counts.

The number of queries does not depend on how much the article holds. What one claim's card shows is in claim_card.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, Fragment, Revision, State, User, Verdict
from annotations.selectors.article_text import Marked, Passage, passages
from annotations.text.span import Span


class Show(StrEnum):
    """Which claims the workbench shows. All but `dismissed` leave dismissed claims out."""

    CURRENT = "current"
    WAITING = "waiting"
    SUGGESTED = "suggested"
    OPEN = "open"
    DECIDED = "decided"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    CONFLICTS = "conflicts"


class Conflict(TextChoices):
    """What keeps a claim from being ruled on as it stands."""

    DISAGREEMENT = "disagreement", _("verdicts disagree")
    MOVED_TEXT = "moved-text", _("the text changed under it")


UNSETTLED = frozenset({State.SUGGESTED, State.OPEN, State.DECIDED})


@dataclass(frozen=True, slots=True)
class Given:
    """A rating as it shows beside a claim."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in the list. `start` and `end` are code points of its hull; `number` counts in text order."""

    id: int
    number: int
    start: int
    end: int
    statement: str
    state: State
    worthiness: float | None
    mine: Given | None
    ruling: Given | None
    verdict_count: int
    spans: tuple[Span, ...]
    conflict: Conflict | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the reviewer's own verdict is still missing."""
        return self.mine is None and self.state in UNSETTLED

    @property
    def shown(self) -> Given | None:
        """The desk's answer, or else one's own: never what another reviewer thinks."""
        return self.ruling or self.mine

    def is_among(self, show: Show) -> bool:
        if show == Show.CURRENT:
            return self.state != State.DISMISSED
        if show == Show.CONFLICTS:
            return self.conflict is not None
        return self.is_waiting if show == Show.WAITING else self.state == show.value

    @property
    def marked(self) -> Marked:
        tone = self.shown.tone if self.shown else ""
        return Marked(self.id, self.number, self.spans, self.state.value, str(self.state.label), tone)


@dataclass(frozen=True, slots=True)
class Workbench:
    article: Article
    revision: Revision
    show: Show
    rows: tuple[ClaimRow, ...]
    passages: tuple[Passage, ...]
    counts: Mapping[Show, int]
    word_count: int

    @property
    def outline(self) -> list[Passage]:
        return [passage for passage in self.passages if passage.is_heading]

    @property
    def reviewed_count(self) -> int:
        """Of the current claims, those that no longer wait for this reviewer."""
        return self.counts[Show.CURRENT] - self.counts[Show.WAITING]


def workbench(
    article: Article, person: User, *, show: Show = Show.CURRENT, keep: int | None = None
) -> Workbench:
    """The page of one article for one person; `keep` is a claim that shows whatever the filter says."""
    revision = newest_revision(article)
    every = rows_of(revision, person)
    rows = tuple(row for row in every if row.is_among(show) or row.id == keep)
    in_text = [row.marked for row in every if row.is_among(Show.CURRENT) or row in rows]
    return Workbench(
        article=article,
        revision=revision,
        show=show,
        rows=rows,
        passages=tuple(passages(revision.text, in_text)),
        counts={option: sum(row.is_among(option) for row in every) for option in Show},
        word_count=len(revision.text.split()),
    )


def newest_revision(article: Article) -> Revision:
    return article.revisions.order_by("-number")[0]


def rows_of(revision: Revision, person: User) -> list[ClaimRow]:
    """Every claim of the revision in text order, in two queries."""
    verdicts = Verdict.objects.filter(claim__revision=revision, withdrawn_at__isnull=True)
    given = list(
        verdicts.values_list("claim_id", "reviewer_id", "rating_id", "rating__label", "rating__tone")
    )
    count = Counter(claim_id for claim_id, *_rest in given)
    mine = {claim_id: Given(*rating) for claim_id, who, _id, *rating in given if who == person.pk}
    ratings: dict[int, set[int]] = defaultdict(set)
    for claim_id, _who, rating_id, *_look in given:
        ratings[claim_id].add(rating_id)
    claims, spans = _claims_and_spans(revision)
    return [
        ClaimRow(
            id=pk,
            number=number,
            start=start,
            end=end,
            statement=statement,
            state=State(state),
            worthiness=worthiness,
            mine=mine.get(pk),
            ruling=Given(label, tone) if label else None,
            verdict_count=count[pk],
            spans=tuple(spans[pk]),
            conflict=conflict_of(State(state), ratings[pk], needs_reanchor=moved),
        )
        for number, (pk, start, end, statement, state, worthiness, moved, label, tone) in enumerate(
            claims, start=1
        )
    ]


def conflict_of(state: State, ratings: Iterable[int], *, needs_reanchor: bool) -> Conflict | None:
    """What is in conflict about a claim with these ratings in its standing verdicts; nothing once it is settled."""
    if state not in UNSETTLED:
        return None
    if needs_reanchor:
        return Conflict.MOVED_TEXT
    return Conflict.DISAGREEMENT if len(set(ratings)) > 1 else None


def passages_around(
    revision: Revision, rows: Sequence[ClaimRow], touching: Sequence[Span], show: Show, keep: int | None
) -> list[Passage]:
    """The paragraphs that `touching` reaches, marked as the whole page marks them."""
    shown = [row for row in rows if row.is_among(Show.CURRENT) or row.is_among(show) or row.id == keep]
    return passages(revision.text, [row.marked for row in shown], touching)


def next_waiting(rows: Sequence[ClaimRow], after: int) -> ClaimRow | None:
    """The next claim in the text that waits for the reviewer, from the top again after the last one."""
    place = next((index for index, row in enumerate(rows) if row.id == after), -1)
    return next((row for row in (*rows[place + 1 :], *rows[: place + 1]) if row.is_waiting), None)


_COLUMNS = (
    "claim_id",
    "claim__start",
    "claim__end",
    "claim__statement",
    "claim__state",
    "claim__check_worthiness",
    "claim__needs_reanchor",
    "claim__ruling__rating__label",
    "claim__ruling__rating__tone",
)


def _claims_and_spans(revision: Revision) -> tuple[list[tuple[Any, ...]], dict[int, list[Span]]]:
    """The columns of each claim in text order, and its fragments, read together: every claim has one at least."""
    fragments = Fragment.objects.filter(claim__revision=revision)
    ordered = fragments.order_by("claim__start", "claim__end", "claim_id", "position")
    claims: dict[int, tuple[Any, ...]] = {}
    spans: dict[int, list[Span]] = defaultdict(list)
    for start, end, *columns in ordered.values_list("start", "end", *_COLUMNS):
        claims.setdefault(columns[0], tuple(columns))
        spans[columns[0]].append(Span(start, end))
    return list(claims.values()), spans
