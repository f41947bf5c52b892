"""Owns the life of a claim: marked, accepted, reworded, moved, dismissed, restored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, Dismissal, Fragment, Kind, Revision, State, Verb
from annotations.policy import require
from annotations.services.articles import fragments_of
from annotations.services.rows import changed, locked, refuse, stored
from annotations.text.quoting import nearest
from annotations.text.span import Span, hull

MAX_FRAGMENTS = 20


class Keep(Enum):
    """Said instead of a value where None is a value itself."""

    AS_IT_IS = "keep"


def mark_claim(
    *,
    actor: Actor,
    article: Article,
    spans: Sequence[Span],
    quotes: Sequence[str] | None = None,
    statement: str = "",
    kind: Kind = Kind.OTHER,
    claimant: str = "",
    said_on: date | None = None,
) -> Claim:
    """Mark a claim in the article's newest text. `quotes`, one a span, are checked; without a statement it is
    the quoted text itself."""
    require(actor, Verb.CLAIM_MARKED, article.project)
    with recorded(actor, Verb.CLAIM_MARKED):
        revision = article.revisions.order_by("-number")[0]
        check_spans(revision.text, spans, quotes)
        claim = stored(
            Claim(
                article=article,
                revision=revision,
                statement=statement or wording(revision.text, spans),
                kind=kind,
                state=State.OPEN,
                claimant=claimant,
                said_on=said_on,
                start=hull(tuple(spans)).start,
                end=hull(tuple(spans)).end,
                marked_by=actor.person,
            )
        )
        store_fragments(claim, revision, spans)
        return claim


def accept_claim(*, actor: Actor, claim: Claim, version: int | None) -> Claim:
    """A suggestion becomes an open claim."""
    require(actor, Verb.CLAIM_ACCEPTED, claim.article.project)
    with recorded(actor, Verb.CLAIM_ACCEPTED):
        current = locked(claim, version)
        if current.state != State.SUGGESTED:
            raise refuse(
                "state",
                _("Only a suggested claim is accepted; this one is %(state)s.")
                % {"state": current.get_state_display()},
            )
        return changed(current, state=State.OPEN)


def reword_claim(
    *, actor: Actor, claim: Claim, version: int | None, statement: str, reason: str = ""
) -> Claim:
    """Give the claim another wording. A suggestion that somebody words is thereby accepted."""
    return change_claim(
        actor=actor,
        claim=claim,
        version=version,
        statement=statement,
        reason=reason,
        verb=Verb.CLAIM_REWORDED,
    )


def change_claim(
    *,
    actor: Actor,
    claim: Claim,
    version: int | None,
    statement: str | None = None,
    kind: Kind | None = None,
    claimant: str | None = None,
    said_on: date | Keep | None = Keep.AS_IT_IS,
    reason: str = "",
    verb: Verb = Verb.CLAIM_CHANGED,
) -> Claim:
    """Change a claim's details; None leaves a value as it is, but takes the day away on which it was said."""
    require(actor, verb, claim.article.project)
    values: dict[str, Any] = {"statement": statement, "kind": kind, "claimant": claimant}
    values = {name: value for name, value in values.items() if value is not None}
    if said_on is not Keep.AS_IT_IS:
        values["said_on"] = said_on
    with recorded(actor, verb, reason=reason):
        current = _unpublished(locked(claim, version))
        if current.state == State.SUGGESTED:
            values["state"] = State.OPEN
        return changed(current, **values)


def respan_claim(
    *,
    actor: Actor,
    claim: Claim,
    version: int | None,
    spans: Sequence[Span],
    quotes: Sequence[str] | None = None,
    reason: str = "",
) -> Claim:
    """Move the claim to other characters of its revision. Its verdicts become stale."""
    require(actor, Verb.CLAIM_RESPANNED, claim.article.project)
    with recorded(actor, Verb.CLAIM_RESPANNED, reason=reason):
        current = _unpublished(locked(claim, version))
        revision = current.revision
        check_spans(revision.text, spans, quotes)
        for fragment in current.fragments.all():
            fragment.delete()
        store_fragments(current, revision, spans)
        for verdict in current.verdicts.filter(is_stale=False, withdrawn_at__isnull=True):
            changed(verdict, is_stale=True)
        whole = hull(tuple(spans))
        return changed(current, start=whole.start, end=whole.end, needs_reanchor=False)


def dismiss_claim(
    *, actor: Actor, claim: Claim, version: int | None, dismissal: Dismissal | str, reason: str = ""
) -> Claim:
    """Set the claim aside, saying why. It can be restored."""
    require(actor, Verb.CLAIM_DISMISSED, claim.article.project)
    with recorded(actor, Verb.CLAIM_DISMISSED, reason=reason):
        current = _unpublished(locked(claim, version))
        if current.state == State.DISMISSED:
            raise refuse("state", _("The claim is dismissed already."))
        if current.state == State.DECIDED:
            raise refuse("state", _("The claim has a drafted ruling, so it is not dismissed."))
        if not dismissal:
            raise refuse("dismissal", _("Say why the claim is dismissed."), "required")
        return changed(current, state=State.DISMISSED, dismissal=dismissal)


def restore_claim(*, actor: Actor, claim: Claim, version: int | None) -> Claim:
    """A dismissed claim is open again."""
    require(actor, Verb.CLAIM_RESTORED, claim.article.project)
    with recorded(actor, Verb.CLAIM_RESTORED):
        current = locked(claim, version)
        if current.state != State.DISMISSED:
            raise refuse("state", _("Only a dismissed claim is restored."))
        return changed(current, state=State.OPEN, dismissal="")


def _unpublished(claim: Claim) -> Claim:
    if claim.state == State.PUBLISHED:
        raise refuse("state", _("The claim's ruling is published. It changes only through a correction."))
    return claim


def wording(text: str, spans: Sequence[Span]) -> str:
    """The quoted words, for a claim that nobody has worded yet."""
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def store_fragments(claim: Claim, revision: Revision, spans: Sequence[Span]) -> None:
    Fragment.objects.bulk_create(fragments_of(claim, revision.text, spans))


def check_spans(text: str, spans: Sequence[Span], quotes: Sequence[str] | None) -> None:
    """Raises ValidationError for fragments that no claim may have, or that do not say what is quoted."""
    if not spans:
        raise refuse("fragments", _("Select the words of the article that make the claim."), "required")
    if len(spans) > MAX_FRAGMENTS:
        raise refuse(
            "fragments",
            _("A claim has at most %(most)s fragments.") % {"most": MAX_FRAGMENTS},
        )
    if any(later.start < earlier.end for earlier, later in pairwise(spans)):
        raise refuse("fragments", _("Fragments follow one another and do not overlap."), "overlap")
    if quotes is not None and len(quotes) != len(spans):
        raise refuse("fragments", _("Give one quote for each fragment."))
    for number, span in enumerate(spans):
        _check_span(text, span, None if quotes is None else quotes[number])


def _check_span(text: str, span: Span, quote: str | None) -> None:
    if span.end > len(text):
        outside = _(
            "The fragment %(start)s to %(end)s lies outside the text, which has %(length)s characters."
        )
        named = {"start": span.start, "end": span.end, "length": len(text)}
        raise refuse("fragments", outside % named, "outside")
    if not span.of(text).strip():
        raise refuse("fragments", _("A fragment holds more than white space."), "blank")
    if quote is None or span.of(text) == quote:
        return
    raise refuse("fragments", _misquoted(span, nearest(text, quote, span.start)), "quote")


def _misquoted(span: Span, found: Span | None) -> str:
    """The sentence about a quote that is not the text of its span, with the nearest exact match if there is one."""
    named = {"start": span.start, "end": span.end}
    if found is None:
        sentence = _(
            "The text at %(start)s to %(end)s is not the quote given. It stands nowhere in the text."
        )
        return sentence % named
    sentence = _(
        "The text at %(start)s to %(end)s is not the quote given. "
        "The nearest exact match is %(nearest_start)s to %(nearest_end)s."
    )
    return sentence % (named | {"nearest_start": found.start, "nearest_end": found.end})
