"""Owns making claims out of claims: one split, several merged. Lineage is kept, and no verdict is carried over.

The old claims are dismissed, with everything on them readable; restoring one is a gesture of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Claim, Dismissal, Fragment, Kind, Lineage, Revision, State, Verb
from annotations.policy import require
from annotations.services.claims import check_spans, dismiss_claim, store_fragments, wording
from annotations.services.passing_on import pass_on
from annotations.services.rows import locked, refuse, stored
from annotations.text.span import Span, hull

MOST = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One claim to be made of another. `quotes`, one a span, are checked; without a statement it is the quoted text."""

    spans: Sequence[Span]
    statement: str = ""
    quotes: Sequence[str] | None = None


def split_claim(
    *, actor: Actor, claim: Claim, version: int | None, parts: Sequence[Part], reason: str = ""
) -> list[Claim]:
    """Make two or more claims of one, which is dismissed as wrongly split.

    Raises ValidationError, under `parts` with the number of the part where one is wrong.
    """
    require(actor, Verb.CLAIM_SPLIT, claim.article.project)
    if not 2 <= len(parts) <= MOST:
        raise refuse("parts", _("A claim is split into 2 to %(most)s claims.") % {"most": MOST})
    with recorded(actor, Verb.CLAIM_SPLIT, reason=reason):
        current = locked(claim, version)
        _check_parts(current, parts)
        made = [_made(actor, current, part.spans, part.statement) for part in parts]
        for each in made:
            _keep(each, [current], Lineage.How.SPLIT)
        pass_on(actor, [current], made)
        dismiss_claim(actor=actor, claim=current, version=None, dismissal=Dismissal.WRONGLY_SPLIT)
        return made


def merge_claims(
    *,
    actor: Actor,
    claims: Sequence[Claim],
    versions: Mapping[int, int | None],
    statement: str = "",
    reason: str = "",
) -> Claim:
    """Make one claim of several of one article, over the characters of all; they are dismissed as duplicates of it.

    `versions` is claim id -> version as it was seen. Kind and claimant are those of the first claim in the text.
    """
    chosen = sorted({claim.pk: claim for claim in claims}.values(), key=lambda claim: claim.pk)
    if not 2 <= len(chosen) <= MOST:
        raise refuse("claims", _("Choose 2 to %(most)s claims to be merged.") % {"most": MOST})
    require(actor, Verb.CLAIMS_MERGED, chosen[0].article.project)
    if len({(claim.article_id, claim.revision_id) for claim in chosen}) > 1:
        raise refuse("claims", _("Only claims on the same text of one article are merged."))
    with recorded(actor, Verb.CLAIMS_MERGED, reason=reason):
        held = [locked(claim, versions.get(claim.pk)) for claim in chosen]
        first = min(held, key=lambda claim: (claim.start, claim.end, claim.pk))
        spans = union(
            Span(start, end)
            for start, end in Fragment.objects.filter(claim__in=held).values_list("start", "end")
        )
        _check(first.revision, Part(spans), _("The merged claim: %(message)s"))
        made = _made(actor, first, spans, statement)
        _keep(made, held, Lineage.How.MERGED)
        pass_on(actor, held, [made])
        for claim in held:
            dismiss_claim(actor=actor, claim=claim, version=None, dismissal=Dismissal.DUPLICATE)
        return made


def union(spans: Iterable[Span]) -> list[Span]:
    """The characters of all spans in the order of the text; spans that overlap or touch become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = hull((joined[-1], span))
        else:
            joined.append(span)
    return joined


def _check_parts(claim: Claim, parts: Sequence[Part]) -> None:
    whole = Span(claim.start, claim.end)
    for number, part in enumerate(parts, start=1):
        _check(claim.revision, part, _("Claim %(number)s: %(message)s"), number)
        if not any(span.overlaps(whole) for span in part.spans):
            raise refuse(
                "parts",
                _("Claim %(number)s: it has none of the words of the claim that is split.")
                % {"number": number},
            )
    if len({(tuple(part.spans), part.statement) for part in parts}) < len(parts):
        raise refuse("parts", _("The claims made of it are the same. Give them other words."))


def _check(revision: Revision, part: Part, sentence: str, number: int = 0) -> None:
    try:
        check_spans(revision.text, part.spans, part.quotes)
    except ValidationError as error:
        raise refuse("parts", sentence % {"number": number, "message": " ".join(error.messages)}) from error


def _made(actor: Actor, source: Claim, spans: Sequence[Span], statement: str) -> Claim:
    """A claim on the same revision, with the kind and the claimant of the one it is made of."""
    whole = hull(tuple(spans))
    made = stored(
        Claim(
            article_id=source.article_id,
            revision=source.revision,
            statement=statement.strip() or wording(source.revision.text, spans)[:2_000],
            kind=Kind(source.kind),
            state=State.OPEN,
            claimant=source.claimant,
            claimant_start=source.claimant_start,
            claimant_end=source.claimant_end,
            said_on=source.said_on,
            start=whole.start,
            end=whole.end,
            marked_by=actor.person,
        )
    )
    store_fragments(made, source.revision, spans)
    return made


def _keep(made: Claim, predecessors: Sequence[Claim], how: Lineage.How) -> None:
    for predecessor in predecessors:
        stored(Lineage(claim=made, predecessor=predecessor, article_id=made.article_id, how=how))
