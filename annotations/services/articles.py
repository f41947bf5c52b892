"""Owns taking articles in, their details, and splitting them into proposed claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Article, Claim, Fragment, Project, Revision, State, Verb
from annotations.policy import require
from annotations.selectors.retelling import TOLD, rulings_told
from annotations.services.rows import changed, locked, refuse, stored
from annotations.services.unusable import in_words
from annotations.splitting import SPLITTER, split
from annotations.splitting.proposal import ProposedClaim
from annotations.text.canonical import UnusableText, canonical
from annotations.text.span import Span

SAME_CLAIM = 0.8
DETAILS = frozenset({"title", "url", "publisher", "byline", "published_on", "language"})


def add_article(
    *,
    actor: Actor,
    project: Project,
    title: str,
    text: str,
    published_on: date | None = None,
    url: str = "",
    publisher: str = "",
    byline: str = "",
    language: str = "",
    front_matter: str = "",
    received_sha256: str = "",
) -> tuple[Article, bool]:
    """Take an article in. Returns it and whether it is new: what was handed in before adds nothing.

    `front_matter` is what stood before the text and is no part of it; `received_sha256` tells what was handed in
    (made from front matter and text when it is empty).
    """
    require(actor, Verb.ARTICLE_ADDED, project)
    try:
        text = canonical(text, limit_bytes=settings.ARTICLE_LIMIT_BYTES)
    except UnusableText as unusable:
        raise refuse("text", in_words(unusable), unusable.code) from unusable
    digest = received_sha256 or hashlib.sha256((front_matter + text).encode()).hexdigest()
    # Asked before as well as under the lock, so that handing in the same thing again leaves no empty Action.
    known = Article.objects.filter(project=project, received_sha256=digest).first()
    if known:
        return known, False
    with recorded(actor, Verb.ARTICLE_ADDED):
        # Hold the project, so that the same article handed in twice at once is added once.
        Project.objects.select_for_update().get(pk=project.pk)
        known = Article.objects.filter(project=project, received_sha256=digest).first()
        if known:
            return known, False
        article = stored(
            Article(
                project=project,
                title=title,
                url=url,
                publisher=publisher,
                byline=byline,
                published_on=published_on,
                language=language,
                received_sha256=digest,
                added_by=actor.person,
            )
        )
        stored(
            Revision(
                article=article,
                text=text,
                front_matter=front_matter,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                length=len(text),
            )
        )
        return article, True


def change_article(
    *, actor: Actor, article: Article, version: int | None, reason: str = "", **details: Any
) -> Article:
    """Change an article's title, url, publisher, byline, published_on (or None) or language; never its text.

    What readers were told beside a published ruling is an editor's to change, and only with a reason.
    """
    require(actor, Verb.ARTICLE_CHANGED, article.project)
    if unknown := details.keys() - DETAILS:
        raise refuse(min(unknown), _("This cannot be changed here."))
    with recorded(actor, Verb.ARTICLE_CHANGED, reason=reason):
        current = locked(article, version)
        if any(getattr(current, name) != details[name] for name in details.keys() & TOLD):
            _check_told(actor, current, reason)
        return changed(current, **details)


def _check_told(actor: Actor, article: Article, reason: str) -> None:
    if not rulings_told(article).exists():
        return
    require(actor, Verb.RULING_CORRECTED, article.project)
    if not reason.strip():
        raise refuse(
            "reason",
            _("A published ruling is about this article: say why its title, address or date changes."),
            "required",
        )


def split_article(*, actor: Actor, article: Article) -> list[Claim]:
    """Propose claims for the article's newest text. Returns the new ones: splitting twice proposes nothing twice."""
    require(actor, Verb.ARTICLE_SPLIT, article.project)
    revision = article.revisions.order_by("-number")[0]
    # Before the transaction: reading a long text takes seconds in which nobody else should wait.
    proposals = split(revision.text, published_on=article.published_on, language=article.language or None)
    with recorded(replace(actor, client=SPLITTER), Verb.ARTICLE_SPLIT):
        return [claim for claim, _ in store_fresh(article, revision, proposals, proposed_by=SPLITTER)]


def store_fresh(
    article: Article, revision: Revision, proposals: list[ProposedClaim], *, proposed_by: str
) -> list[tuple[Claim, ProposedClaim]]:
    """Store the proposals that no claim of the revision covers yet, inside the caller's Action."""
    locked(article, None)
    known = _known_characters(revision)
    fresh = [proposal for proposal in proposals if not _is_known(_characters(proposal.fragments), known)]
    return list(zip(_store_proposals(article, revision, fresh, proposed_by), fresh, strict=True))


def _known_characters(revision: Revision) -> list[set[int]]:
    """The code points that each claim of the revision covers, dismissed ones too: those are not proposed again."""
    covered: dict[int, set[int]] = {}
    rows = Fragment.objects.filter(claim__revision=revision).order_by("claim_id", "position")
    for claim_id, start, end in rows.values_list("claim_id", "start", "end"):
        covered.setdefault(claim_id, set()).update(range(start, end))
    return list(covered.values())


def _characters(spans: Iterable[Span]) -> set[int]:
    return {position for span in spans for position in range(span.start, span.end)}


def _is_known(characters: set[int], known: list[set[int]]) -> bool:
    """Whether some claim covers nearly the same characters (Jaccard overlap of at least 0.8)."""
    return any(len(characters & other) >= SAME_CLAIM * len(characters | other) for other in known)


def _store_proposals(
    article: Article, revision: Revision, proposals: list[ProposedClaim], proposed_by: str
) -> list[Claim]:
    claims = Claim.objects.bulk_create(
        [_proposed(article, revision, proposal, proposed_by) for proposal in proposals]
    )
    Fragment.objects.bulk_create(
        fragment
        for claim, proposal in zip(claims, proposals, strict=True)
        for fragment in fragments_of(claim, revision.text, proposal.fragments)
    )
    return claims


def _proposed(article: Article, revision: Revision, proposal: ProposedClaim, proposed_by: str) -> Claim:
    claimant, cue = proposal.claimant_span, proposal.cue_span
    return Claim(
        article=article,
        revision=revision,
        statement=proposal.statement[:2_000],
        kind=proposal.kind.value,
        state=State.SUGGESTED,
        claimant=" ".join((proposal.claimant or "").split())[:300],
        claimant_start=claimant.start if claimant else None,
        claimant_end=claimant.end if claimant else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        start=proposal.fragments[0].start,
        end=proposal.fragments[-1].end,
        check_worthiness=round(proposal.check_worthiness, 3),
        reasons=" ".join(proposal.reasons)[:200],
        ambiguous=proposal.ambiguous,
        proposed_by=proposed_by,
    )


def fragments_of(claim: Claim, text: str, spans: Iterable[Span]) -> list[Fragment]:
    """Fragment rows, not yet stored, quoting the text exactly."""
    return [
        Fragment(
            claim=claim,
            article_id=claim.article_id,
            position=position,
            start=span.start,
            end=span.end,
            quote=span.of(text),
        )
        for position, span in enumerate(spans, start=1)
    ]
