"""Answers what one claim's card showed at a moment: its recorded rows as model instances that are never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotations.models import Citation, Claim, Correction, Fragment, Note, Ruling, Tag, User, Verdict
from annotations.selectors.as_of.articles import ArticleState
from annotations.selectors.as_of.folding import Row
from annotations.selectors.as_of.rows import Names, remembered
from annotations.selectors.claim_card import Quoted, Thread, reading, threads_of
from annotations.selectors.erased_on_claim import ErasedMark, erased_on_claim

Shown = Mapping[str, tuple[Row, ...]]
# Kinds of rows that hang on one claim and are shown on its card.
ON_A_CLAIM = ("claim", "fragment", "verdict", "citation", "note", "ruling", "claimtag", "assignment")


@dataclass(frozen=True, slots=True)
class CardThen:
    """One claim as it was. `ruling` is None where there was none; `corrections` were made until then."""

    claim: Claim
    tags: tuple[Tag, ...]
    people: tuple[User, ...]  # to whom it was assigned
    fragments: tuple[Fragment, ...]
    reading: tuple[Quoted, ...]
    verdicts: tuple[Verdict, ...]
    withdrawn: tuple[Verdict, ...]
    citations: tuple[Citation, ...]
    withdrawn_citations: tuple[Citation, ...]
    threads: tuple[Thread, ...]
    ruling: Ruling | None
    corrections: tuple[Correction, ...]
    erased: tuple[ErasedMark, ...]  # also what was erased since


def on_claim(state: ArticleState, claim_id: int | None) -> dict[str, tuple[Row, ...]]:
    """The rows of a claim and of all that hangs on it, by kind; none of any kind where no claim is asked for."""

    def rows(entity: str, column: str, ids: set[int]) -> tuple[Row, ...]:
        return tuple(row for row in state.rows.get(entity, ()) if row[column] in ids) if ids else ()

    ids = set() if claim_id is None else {claim_id}
    shown = {entity: rows(entity, "id" if entity == "claim" else "claim_id", ids) for entity in ON_A_CLAIM}
    return shown | {"correction": rows("correction", "ruling_id", {row["id"] for row in shown["ruling"]})}


def card_then(shown: Shown, names: Names, text: str) -> CardThen:
    """The card; `text` is that of the claim's revision, from which an erased one can be shorter than the claim."""
    fragments = tuple(
        remembered(Fragment, row) for row in sorted(shown["fragment"], key=lambda row: row["position"])
    )
    fits = bool(fragments) and fragments[-1].end <= len(text)
    verdicts = [
        remembered(
            Verdict, row, reviewer=names.person(row["reviewer_id"]), rating=names.rating(row["rating_id"])
        )
        for row in shown["verdict"]
    ]
    citations = [
        remembered(
            Citation, row, source=names.source(row["source_id"]), cited_by=names.person(row["cited_by_id"])
        )
        for row in shown["citation"]
    ]
    ruling = next((_ruling(row, names) for row in shown["ruling"]), None)
    return CardThen(
        claim=remembered(Claim, shown["claim"][0]),
        tags=tuple(
            sorted(
                (names.tag(row["tag_id"]) for row in shown["claimtag"]), key=lambda tag: tag.name.casefold()
            )
        ),
        people=tuple(person for row in shown["assignment"] if (person := names.person(row["person_id"]))),
        fragments=fragments,
        reading=reading(text, fragments) if fits else (),
        verdicts=tuple(verdict for verdict in verdicts if verdict.withdrawn_at is None),
        withdrawn=tuple(verdict for verdict in verdicts if verdict.withdrawn_at is not None),
        citations=tuple(citation for citation in citations if citation.withdrawn_at is None),
        withdrawn_citations=tuple(citation for citation in citations if citation.withdrawn_at is not None),
        threads=threads_of(notes_then(shown["note"], names)),
        ruling=ruling,
        corrections=tuple(_correction(row, names) for row in shown["correction"]),
        erased=erased_on_claim(
            shown["claim"][0]["id"],
            {row["source_id"] for row in shown["citation"]},
            {row["id"] for row in shown["correction"]},
        ),
    )


def notes_then(rows: Sequence[Row], names: Names) -> list[Note]:
    """The notes that stood, in the order of the rows."""
    return [
        remembered(
            Note, row, author=names.person(row["author_id"]), resolved_by=names.person(row["resolved_by_id"])
        )
        for row in rows
        if row["withdrawn_at"] is None
    ]


def _ruling(row: Row, names: Names) -> Ruling:
    return remembered(
        Ruling,
        row,
        rating=names.rating(row["rating_id"]),
        drafted_by=names.person(row["drafted_by_id"]),
        published_by=names.person(row["published_by_id"]),
    )


def _correction(row: Row, names: Names) -> Correction:
    return remembered(
        Correction,
        row,
        old_rating=names.rating(row["old_rating_id"]),
        new_rating=names.rating(row["new_rating_id"]),
        corrected_by=names.person(row["corrected_by_id"]),
    )
