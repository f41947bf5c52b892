"""Answers what one claim's card shows: its words in their context, verdicts, sources, notes, ruling.

The number of queries does not depend on how much the claim holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from annotations.history.actor import Actor
from annotations.models import (
    Article,
    Citation,
    Claim,
    Correction,
    Fragment,
    Note,
    Rating,
    Ruling,
    State,
    Verb,
    Verdict,
)
from annotations.policy import Rights, rights
from annotations.selectors.article_text import blocks_of
from annotations.selectors.attached import Attached, attached_to
from annotations.selectors.erased_on_claim import ErasedMark, erased_on_claim
from annotations.selectors.publishing import obstacles_among
from annotations.selectors.reasons import reason_words
from annotations.selectors.retelling import Retelling, retold_since
from annotations.selectors.source_copies import with_newest_copy
from annotations.text.span import Span

CONTEXT = 160  # code points shown before and after the quote


class Worthiness(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Quoted:
    """One piece of the reading: words of the claim, or of the text around and between its fragments."""

    text: str
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Thread:
    note: Note
    replies: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    claim: Claim
    fragments: tuple[Span, ...]
    reading: tuple[Quoted, ...]
    ratings: tuple[Rating, ...]
    mine: Verdict | None
    verdicts: tuple[Verdict, ...]
    citations: tuple[Citation, ...]
    withdrawn_citations: tuple[Citation, ...]
    threads: tuple[Thread, ...]
    ruling: Ruling | None
    corrections: tuple[Correction, ...]
    obstacles: tuple[str, ...]
    may: frozenset[str]
    attached: Attached = field(default_factory=Attached)
    erased: tuple[ErasedMark, ...] = ()
    retold: tuple[Retelling, ...] = ()

    @property
    def worthiness(self) -> Worthiness | None:
        score = self.claim.check_worthiness
        if score is None:
            return None
        return Worthiness.HIGH if score >= 0.7 else Worthiness.MEDIUM if score >= 0.4 else Worthiness.LOW

    @property
    def reasons(self) -> list[str]:
        """Why it is worth checking or not, in words that follow "it"."""
        return [reason_words(code) for code in self.claim.reasons.split()]

    @property
    def others(self) -> list[Verdict]:
        """Standing verdicts but one's own."""
        return [verdict for verdict in self.verdicts if verdict != self.mine]

    @property
    def open_note_count(self) -> int:
        return sum(thread.note.resolved_at is None for thread in self.threads)

    @property
    def is_reviewable(self) -> bool:
        """Whether verdicts and citations are still taken."""
        return self.claim.state not in {State.DISMISSED, State.PUBLISHED}


def claim_card(claim: Claim, actor: Actor, text: str, spans: Sequence[Span] | None = None) -> ClaimCard:
    """The card of a claim, whose article and project are loaded, for one actor; `text` is its revision's.

    `spans` are its fragments, where they are at hand.
    """
    fragments = spans or [Span(part.start, part.end) for part in claim.fragments.order_by("position")]
    verdicts = list(claim.verdicts.select_related("reviewer", "rating"))
    standing = [verdict for verdict in verdicts if verdict.withdrawn_at is None]
    citations = list(with_newest_copy(claim.citations.select_related("source", "cited_by")))
    used = tuple(citation for citation in citations if citation.withdrawn_at is None)
    ruling: Ruling | None = getattr(claim, "ruling", None)
    corrections = _corrections(ruling)
    held = rights(actor, claim.article.project)
    may = held.own
    publishes = claim.state in {State.OPEN, State.DECIDED} and Verb.RULING_PUBLISHED in may
    return ClaimCard(
        claim=claim,
        fragments=tuple(fragments),
        reading=reading(text, fragments),
        ratings=ratings_of(claim),
        mine=next((verdict for verdict in verdicts if verdict.reviewer == actor.person), None),
        verdicts=tuple(standing),
        citations=used,
        withdrawn_citations=tuple(citation for citation in citations if citation.withdrawn_at),
        threads=threads_of(
            claim.notes.filter(withdrawn_at__isnull=True).select_related("author", "resolved_by")
        ),
        ruling=ruling,
        corrections=corrections,
        obstacles=tuple(obstacles_among(claim, standing, used, actor.person)) if publishes else (),
        may=words_of(held),
        attached=attached_to([claim.pk], notes=True)[claim.pk],
        erased=erased_on_claim(
            claim.pk, {one.source_id for one in citations}, [correction.pk for correction in corrections]
        ),
        retold=retold_since(ruling),
    )


def words_of(held: Rights) -> frozenset[str]:
    """What somebody may do, as templates ask for it: `note_left`, and `claim_assigned_for_others`."""
    others = (f"{verb.name.lower()}_for_others" for verb in held.others)
    return frozenset(verb.name.lower() for verb in held.own).union(others)


def ratings_of(claim: Claim) -> tuple[Rating, ...]:
    """The steps of the scale that the claim is rated on, in their order."""
    return tuple(Rating.objects.filter(scale_id=claim.article.project.scale_id).order_by("position"))


def reading(text: str, fragments: Sequence[Span | Fragment]) -> tuple[Quoted, ...]:
    """The fragments as they stand in the text, with the rest of their paragraph around them."""
    start, end = fragments[0].start, fragments[-1].end
    around = [block.span for block in blocks_of(text) if block.span.start < end and start < block.span.end]
    first = around[0].start if around else start
    last = around[-1].end if around else end
    pieces = [Quoted(_tail(text[first:start]), is_claim=False)]
    at = start
    for fragment in fragments:
        if fragment.start > at:
            pieces.append(Quoted(text[at : fragment.start], is_claim=False))
        pieces.append(Quoted(text[fragment.start : fragment.end], is_claim=True))
        at = fragment.end
    pieces.append(Quoted(_head(text[end:last]), is_claim=False))
    return tuple(piece for piece in pieces if piece.text)


def _tail(text: str) -> str:
    """The end of a long context, from a whole word on."""
    if len(text) <= CONTEXT:
        return text
    return "… " + text[-CONTEXT:].partition(" ")[2]


def _head(text: str) -> str:
    return text if len(text) <= CONTEXT else text[:CONTEXT].rpartition(" ")[0] + " …"


def notes_on(article: Article) -> QuerySet[Note]:
    """The notes on an article itself that stand, the oldest first."""
    notes = Note.objects.filter(article=article, claim__isnull=True, withdrawn_at__isnull=True)
    return notes.select_related("author", "resolved_by").order_by("id")


def threads_of(notes: Iterable[Note]) -> tuple[Thread, ...]:
    """The notes, each with its answers below it."""
    notes = list(notes)
    replies: dict[int, list[Note]] = {}
    known = {note.pk for note in notes}
    for note in notes:
        if note.replies_to_id in known:
            replies.setdefault(note.replies_to_id, []).append(note)
    roots = [note for note in notes if note.replies_to_id not in known]
    return tuple(Thread(note, tuple(_below(note, replies))) for note in roots)


def _below(note: Note, replies: dict[int, list[Note]]) -> list[Note]:
    """All answers under a note, in the order they were given: one level is enough to read a discussion."""
    found: list[Note] = []
    waiting = list(replies.get(note.pk, ()))
    while waiting:
        answer = waiting.pop()
        found.append(answer)
        waiting.extend(replies.get(answer.pk, ()))
    return sorted(found, key=lambda answer: answer.pk)


def _corrections(ruling: Ruling | None) -> tuple[Correction, ...]:
    if ruling is None or ruling.state == Ruling.State.DRAFT:
        return ()
    return tuple(ruling.corrections.select_related("old_rating", "new_rating", "corrected_by"))
