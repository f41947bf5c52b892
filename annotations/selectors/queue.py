"""Answers which claims wait, most worth checking first. A place is where a claim stands for one reviewer.

Pages are found by key, not by offset: page 1,000 costs what page 1 costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least, Substr

from annotations.models import Claim, Project, Rating, User, Verdict
from annotations.selectors.attached import Attached, attached_to
from annotations.selectors.counting import CountedUpTo
from annotations.selectors.queue_filters import Filters, Place, filtered, in_place
from annotations.selectors.scoping import claims_of
from annotations.selectors.search.pieces import Piece, highlighted

PAGE_SIZE = 30
CONTEXT = 90  # code points shown on either side of a quote


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends: the score and the text position of its last claim; a claim marked by hand has no score."""

    score: float | None
    article_id: int
    start: int
    claim_id: int

    def __str__(self) -> str:
        score = "" if self.score is None else repr(self.score)
        return f"{score}_{self.article_id}_{self.start}_{self.claim_id}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key in an address, None for anything that is not one."""
        parts = text.split("_")
        try:
            score = float(parts[0]) if parts[0] else None
            article_id, start, claim_id = map(int, parts[1:])
        except ValueError:
            return None
        is_sound = score is None or isfinite(score)
        fits = all(0 <= number < 2**63 for number in (article_id, start, claim_id))
        return cls(score, article_id, start, claim_id) if is_sound and fits else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim in the queue. `before`, `quotes` and `after` are the article's own words around it.

    `statement` is the claim's, in pieces that show the words looked for.
    """

    claim: Claim
    statement: tuple[Piece, ...]
    before: str
    quotes: tuple[str, ...]
    after: str
    mine: Rating | None
    verdict_count: int
    attached: Attached


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Waiting, ...]
    next: Key | None


def waiting(project: Project, person: User, filters: Filters, *, after: Key | None = None) -> Page:
    """One page of the queue, in seven queries at the most."""
    # Keys first: cutting context out of long texts is for the claims of this page alone.
    keys = _keys(filtered(project, person, filters), after, PAGE_SIZE + 1)
    rows = _described(person, [key.claim_id for key in keys[:PAGE_SIZE]], filters)
    return Page(rows, keys[PAGE_SIZE - 1] if len(keys) > PAGE_SIZE else None)


def matching_up_to(project: Project, person: User, filters: Filters, most: int) -> list[int]:
    """The ids of the claims that pass, the first `most` of them in the order of the queue."""
    return [key.claim_id for key in _keys(filtered(project, person, filters), None, most)]


def loosened(project: Project, person: User, filters: Filters) -> dict[str, int]:
    """Filter -> how many claims pass without it, in one query; `place` is where they stand. COUNTED_TO + 1 is more."""
    names = [*filters.named, *(["place"] if filters.place != Place.EVERY else [])]
    if not names:
        return {}
    counts = {
        f"without_{name}": CountedUpTo(filtered(project, person, filters.without(name))) for name in names
    }
    found = Project.objects.filter(pk=project.pk).annotate(**counts).values(*counts).get()
    return {name: found[f"without_{name}"] for name in names}


def places(
    project: Project, person: User, filters: Filters | None = None, among: Iterable[Place] = ()
) -> tuple[dict[Place, int], dict[Place, int]]:
    """How many claims stand in each place, and how many of those `among` some pass the filters, in one query.

    COUNTED_TO + 1 means more than COUNTED_TO.
    """
    counts = {place.value: CountedUpTo(in_place(project, person, place)) for place in Place}
    if filters:
        passing = {place: filtered(project, person, replace(filters, place=place)) for place in among}
        counts |= {f"{place}_passing": CountedUpTo(claims) for place, claims in passing.items()}
    found = Project.objects.filter(pk=project.pk).annotate(**counts).values(*counts).get()
    passes = {place: found[f"{place}_passing"] for place in Place if f"{place}_passing" in found}
    return {place: found[place.value] for place in Place}, passes


def _keys(claims: QuerySet[Claim], after: Key | None, size: int) -> list[Key]:
    """The keys of the next claims: those marked by hand, which somebody thought worth the trouble, then by score.

    Two queries rather than one over both, so that the index on the score gives the order and nothing is sorted.
    """
    keys: list[Key] = []
    if after is None or after.score is None:
        by_hand = claims.filter(check_worthiness__isnull=True)
        if after:
            by_hand = by_hand.filter(_further_in_text(after))
        keys = _read(by_hand.order_by("-article_id", "start", "id"), size)
    if len(keys) < size:
        scored = claims.filter(check_worthiness__isnull=False)
        if after and after.score is not None:
            below = Q(check_worthiness__lt=after.score) | _further_in_text(after)
            scored = scored.filter(below, check_worthiness__lte=after.score)
        keys += _read(scored.order_by("-check_worthiness", "-article_id", "start", "id"), size - len(keys))
    return keys


def _read(claims: QuerySet[Claim], size: int) -> list[Key]:
    return [
        Key(*values) for values in claims.values_list("check_worthiness", "article_id", "start", "id")[:size]
    ]


def _further_in_text(key: Key) -> Q:
    same_article = Q(article_id=key.article_id)
    return (
        Q(article_id__lt=key.article_id)
        | same_article & Q(start__gt=key.start)
        | same_article & Q(start=key.start, id__gt=key.claim_id)
    )


def _described(person: User, ids: list[int], filters: Filters) -> tuple[Waiting, ...]:
    claims = claims_of(person).filter(pk__in=ids).prefetch_related("fragments")
    claims = claims.annotate(
        before=Substr(
            "revision__text", Greatest(F("start") - CONTEXT, 0) + 1, Least(F("start"), Value(CONTEXT))
        ),
        after=Substr("revision__text", F("end") + 1, CONTEXT),
    )
    verdicts = Verdict.objects.filter(claim__in=ids, withdrawn_at__isnull=True).select_related("rating")
    given: dict[int, list[Verdict]] = {pk: [] for pk in ids}
    for verdict in verdicts:
        given[verdict.claim_id].append(verdict)
    by_id = {claim.pk: claim for claim in claims}
    attached = attached_to(ids)
    return tuple(_row(by_id[pk], given[pk], attached[pk], person, filters) for pk in ids if pk in by_id)


def _row(
    claim: Claim, verdicts: list[Verdict], attached: Attached, person: User, filters: Filters
) -> Waiting:
    before, after = str(getattr(claim, "before", "")), str(getattr(claim, "after", ""))
    mine = next((verdict.rating for verdict in verdicts if verdict.reviewer_id == person.pk), None)
    return Waiting(
        claim=claim,
        statement=highlighted(claim.statement, filters.asked),
        before=_whole_words_from(before),
        quotes=tuple(fragment.quote for fragment in claim.fragments.all()),
        after=_whole_words_to(after),
        mine=mine,
        verdict_count=len(verdicts),
        attached=attached,
    )


def _whole_words_from(before: str) -> str:
    """What stands before a quote in its own paragraph; an ellipsis for what is cut off, never inside a word."""
    line = before[before.rfind("\n") + 1 :]
    return "…" + line.partition(" ")[2] if len(line) == CONTEXT else line


def _whole_words_to(after: str) -> str:
    line = after.partition("\n")[0]
    return line.rpartition(" ")[0] + "…" if len(line) == CONTEXT else line
