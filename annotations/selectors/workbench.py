"""Answers what the workbench of an article shows beside the open claim: the text, the list of claims, counts.

The number of queries does not depend on how much the article holds. What one claim's card shows is in claim_card.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotations.models import Article, Claim, Fragment, Revision, Ruling, State, User, Verdict
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

    @property
    def is_waiting(self) -> bool:
        """Whether the reviewer's own verdict is still missing."""
        return self.mine is None and self.state in {State.SUGGESTED, State.OPEN, State.DECIDED}

    @property
    def shown(self) -> Given | None:
        """The desk's answer, or else one's own: never what another reviewer thinks."""
        return self.ruling or self.mine

    def is_among(self, show: Show) -> bool:
        if show == Show.CURRENT:
            return self.state != State.DISMISSED
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
    """Every claim of the revision in text order, in four queries."""
    claims = Claim.objects.filter(revision=revision).order_by("start", "end", "id")
    spans = _spans(revision)
    verdicts = Verdict.objects.filter(claim__revision=revision, withdrawn_at__isnull=True)
    given = list(verdicts.values_list("claim_id", "reviewer_id", "rating__label", "rating__tone"))
    count = Counter(claim_id for claim_id, *_ in given)
    mine = {claim_id: Given(*rating) for claim_id, reviewer, *rating in given if reviewer == person.pk}
    rulings = Ruling.objects.filter(claim__revision=revision)
    ruled = {
        claim_id: Given(*rating)
        for claim_id, *rating in rulings.values_list("claim_id", "rating__label", "rating__tone")
    }
    values = claims.values_list("id", "start", "end", "statement", "state", "check_worthiness")
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
            ruling=ruled.get(pk),
            verdict_count=count[pk],
            spans=spans[pk],
        )
        for number, (pk, start, end, statement, state, worthiness) in enumerate(values, start=1)
    ]


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


def _spans(revision: Revision) -> dict[int, tuple[Span, ...]]:
    found: dict[int, list[Span]] = defaultdict(list)
    fragments = Fragment.objects.filter(claim__revision=revision).order_by("claim_id", "position")
    for claim_id, start, end in fragments.values_list("claim_id", "start", "end"):
        found[claim_id].append(Span(start, end))
    return {claim_id: tuple(spans) for claim_id, spans in found.items()}
