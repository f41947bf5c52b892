"""Owns the documents used as evidence and their use for a claim."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Citation, Claim, Project, Source, Stance, State, Verb
from annotations.policy import require
from annotations.selectors.source_copies import passage_found
from annotations.services.rows import changed, locked, refuse, stored


def add_source(
    *,
    actor: Actor,
    project: Project,
    url: str,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    archived_url: str = "",
) -> Source:
    """Add a source; one that the project holds under this address is returned as it is."""
    require(actor, Verb.SOURCE_ADDED, project)
    with recorded(actor, Verb.SOURCE_ADDED):
        known = Source.objects.filter(project=project, url=url).first()
        if known:
            return known
        return stored(
            Source(
                project=project,
                url=url,
                title=title or url[:300],
                publisher=publisher,
                published_on=published_on,
                archived_url=archived_url,
                added_by=actor.person,
            )
        )


def change_source(
    *, actor: Actor, source: Source, version: int | None, reason: str = "", **values: Any
) -> Source:
    """Change a source's url, title, publisher, published_on or archived_url."""
    require(actor, Verb.SOURCE_CHANGED, source.project)
    if unknown := values.keys() - {"url", "title", "publisher", "published_on", "archived_url"}:
        raise refuse(min(unknown), _("This cannot be changed here."))
    if values.keys() & {"url", "title"} and _carries_a_published_ruling(source):
        require(actor, Verb.RULING_CORRECTED, source.project)
        if not reason:
            raise refuse(
                "reason", _("A published ruling rests on this source: say why it changes."), "required"
            )
    with recorded(actor, Verb.SOURCE_CHANGED, reason=reason):
        return changed(locked(source, version), **values)


def cite_source(
    *,
    actor: Actor,
    claim: Claim,
    source: Source,
    stance: Stance | str,
    quote: str = "",
    locator: str = "",
    accessed_on: date | None = None,
) -> Citation:
    """Use a source of the project for a claim."""
    require(actor, Verb.SOURCE_CITED, claim.article.project)
    if actor.person is None:
        raise refuse("cited_by", _("A citation is a person's, never a program's."))
    with recorded(actor, Verb.SOURCE_CITED):
        current = _citable(locked(claim, None))
        if source.project_id != current.article.project_id:
            raise refuse("source", _("The source belongs to another project."), "unknown")
        # Held, so that a copy that is kept at the same moment is seen here, or sees this citation.
        held = locked(source, None)
        return stored(
            Citation(
                claim=current,
                article_id=current.article_id,
                source=held,
                stance=stance,
                quote=quote,
                quote_found=passage_found(held.pk, quote),
                locator=locator,
                accessed_on=accessed_on,
                cited_by=actor.person,
            )
        )


def cite_address(
    *,
    actor: Actor,
    claim: Claim,
    url: str,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    archived_url: str = "",
    stance: Stance | str,
    quote: str = "",
    locator: str = "",
    accessed_on: date | None = None,
) -> Citation:
    """Cite what stands at an address, as one gesture: the source is added when the project lacks it."""
    with recorded(actor, Verb.SOURCE_CITED):
        source = add_source(
            actor=actor,
            project=claim.article.project,
            url=url,
            title=title,
            publisher=publisher,
            published_on=published_on,
            archived_url=archived_url,
        )
        return cite_source(
            actor=actor,
            claim=claim,
            source=source,
            stance=stance,
            quote=quote,
            locator=locator,
            accessed_on=accessed_on,
        )


def change_citation(
    *, actor: Actor, citation: Citation, version: int | None, reason: str = "", **values: Any
) -> Citation:
    """Change a citation's stance, quote, locator or accessed_on."""
    require(actor, Verb.CITATION_CHANGED, citation.claim.article.project)
    if unknown := values.keys() - {"stance", "quote", "locator", "accessed_on"}:
        raise refuse(min(unknown), _("This cannot be changed here."))
    with recorded(actor, Verb.CITATION_CHANGED, reason=reason):
        _citable(locked(citation.claim, None))
        locked(citation.source, None)
        current = locked(citation, version)
        if current.withdrawn_at:
            raise refuse("citation", _("The citation is withdrawn. Cite the source again."), "withdrawn")
        if "quote" in values:
            values["quote_found"] = passage_found(current.source_id, values["quote"])
        return changed(current, **values)


def withdraw_citation(*, actor: Actor, citation: Citation, version: int | None, reason: str) -> Citation:
    """Take a citation back, saying why. It stays readable and counts no more."""
    require(actor, Verb.CITATION_WITHDRAWN, citation.claim.article.project)
    if not reason.strip():
        raise refuse("reason", _("Say why the citation is withdrawn."), "required")
    with recorded(actor, Verb.CITATION_WITHDRAWN, reason=reason):
        _citable(locked(citation.claim, None))
        current = locked(citation, version)
        if current.withdrawn_at:
            raise refuse("citation", _("The citation is withdrawn already."))
        return changed(current, withdrawn_at=timezone.now())


def _carries_a_published_ruling(source: Source) -> bool:
    standing = source.citations.filter(withdrawn_at__isnull=True)
    return standing.filter(claim__state=State.PUBLISHED).exists()


def _citable(claim: Claim) -> Claim:
    if claim.state == State.DISMISSED:
        raise refuse("claim", _("The claim is dismissed. Restore it before citing sources."), "dismissed")
    if claim.state == State.PUBLISHED:
        raise refuse(
            "claim", _("The ruling is published. It changes only through a correction."), "published"
        )
    return claim
