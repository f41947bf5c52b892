"""Answers what the workbench of an article showed at a moment: from the folded state, never from live rows.

What was erased since shows the word for it; marks that no longer fit an erased text are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from annotations.models import Article, Revision, State, User
from annotations.selectors.article_text import passages
from annotations.selectors.as_of.articles import ArticleState
from annotations.selectors.as_of.card import CardThen, card_then, notes_then, on_claim
from annotations.selectors.as_of.folding import Row
from annotations.selectors.as_of.rows import Names, names_in, remembered
from annotations.selectors.attached import named_in
from annotations.selectors.claim_card import Thread, threads_of
from annotations.selectors.workbench import ClaimRow, Given, Show, Workbench
from annotations.text.span import Span


@dataclass(frozen=True, slots=True)
class Then:
    """The whole page: `card` is None where no claim is open, or the open one was not there."""

    bench: Workbench
    card: CardThen | None
    remarks: tuple[Thread, ...]  # on the article itself
    named: Mapping[int, tuple[User, ...]]  # note id -> the people it names
    texts: int  # revisions of the text until then


def workbench_then(
    article: Article,
    state: ArticleState,
    person: User,
    *,
    show: Show = Show.CURRENT,
    claim_id: int | None = None,
) -> Then:
    """The workbench at a moment, for a person: their own verdicts of then show beside the claims."""
    shown = on_claim(state, claim_id)
    remarks = tuple(row for row in state.rows.get("note", ()) if row["claim_id"] is None)
    beside = {
        "ruling": state.rows.get("ruling", ()),
        "verdict": shown["verdict"] + _mine(state, person),
        "remark": remarks,
    }
    names = names_in(shown | beside, state.at, state.action_id) if state.at else Names()
    then = _article(article, state)
    revision = _revision(then, state)
    every = _rows(state, revision, person, names)
    rows = tuple(row for row in every if row.is_among(show) or row.id == claim_id)
    kept = {row.id for row in rows}
    marked = [row.marked for row in every if row.spans and (row.is_among(Show.CURRENT) or row.id in kept)]
    bench = Workbench(
        article=then,
        revision=revision,
        show=show,
        rows=rows,
        passages=tuple(passages(revision.text, marked)),
        counts={option: sum(row.is_among(option) for row in every) for option in Show},
        word_count=len(revision.text.split()),
    )
    card = card_then(shown, names, _text_under(state, shown["claim"][0])) if shown["claim"] else None
    told = notes_then(remarks, names)
    return Then(
        bench=bench,
        card=card,
        remarks=threads_of(told),
        named=named_in([*told, *(notes_then(shown["note"], names) if card else ())]),
        texts=len(state.rows.get("revision", ())),
    )


def _article(article: Article, state: ArticleState) -> Article:
    row = state.row("article", article.pk)
    return remembered(Article, row, project=article.project) if row else article


def _revision(article: Article, state: ArticleState) -> Revision:
    newest = max(state.rows.get("revision", ()), key=lambda row: row["number"], default=None)
    return remembered(Revision, newest) if newest else Revision(article=article, number=0, text="")


def _text_under(state: ArticleState, claim: Row) -> str:
    revision = state.row("revision", claim["revision_id"])
    return str(revision["text"]) if revision else ""


def _mine(state: ArticleState, person: User) -> tuple[Row, ...]:
    return tuple(row for row in state.rows.get("verdict", ()) if row["reviewer_id"] == person.pk)


def _rows(state: ArticleState, revision: Revision, person: User, names: Names) -> list[ClaimRow]:
    """Every claim of the revision in text order."""
    claims = [row for row in state.rows.get("claim", ()) if row["revision_id"] == revision.pk]
    claims.sort(key=lambda row: (row["start"], row["end"], row["id"]))
    spans = _spans(state, len(revision.text))
    count: dict[int, int] = defaultdict(int)
    mine: dict[int, Given] = {}
    for row in state.rows.get("verdict", ()):
        if row["withdrawn_at"] is None:
            count[row["claim_id"]] += 1
            if row["reviewer_id"] == person.pk:
                mine[row["claim_id"]] = _given(row, names)
    rulings = {row["claim_id"]: _given(row, names) for row in state.rows.get("ruling", ())}
    return [
        ClaimRow(
            id=row["id"],
            number=number,
            start=row["start"],
            end=row["end"],
            statement=row["statement"],
            state=State(row["state"]),
            worthiness=row["check_worthiness"],
            mine=mine.get(row["id"]),
            ruling=rulings.get(row["id"]),
            verdict_count=count[row["id"]],
            spans=spans.get(row["id"], ()),
        )
        for number, row in enumerate(claims, start=1)
    ]


def _given(row: Row, names: Names) -> Given:
    rating = names.rating(row["rating_id"])
    return Given(rating.label, rating.tone)


def _spans(state: ArticleState, length: int) -> dict[int, tuple[Span, ...]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for row in sorted(state.rows.get("fragment", ()), key=lambda row: row["position"]):
        if row["end"] <= length:
            found[row["claim_id"]].append(Span(row["start"], row["end"]))
    return {claim_id: tuple(spans) for claim_id, spans in found.items()}
