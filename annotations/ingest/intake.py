"""Owns handing what was read to the services, file by file: a file is all in or not at all. Reads no disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.ingest.document import Document, Refusal
from annotations.ingest.read import read
from annotations.models import Article, Project, Verb
from annotations.services.articles import add_article, split_article


@dataclass(slots=True)
class Report:
    """What became of what was handed in. `remarks` are things a person should look at, by article title."""

    added: list[Article] = field(default_factory=list)
    unchanged: list[Article] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    claim_count: int = 0

    def merge(self, other: Report) -> None:
        self.added += other.added
        self.unchanged += other.unchanged
        self.refused += other.refused
        self.remarks += other.remarks
        self.claim_count += other.claim_count


def take_in_file(*, actor: Actor, project: Project, data: bytes, name: str, propose: bool = True) -> Report:
    """Add the articles of one file and propose their claims. Nothing of it is added when anything in it is refused."""
    if len(data) > settings.UPLOAD_LIMIT_BYTES:
        limit = f"{settings.UPLOAD_LIMIT_BYTES:,}"
        larger = _("The file is larger than %(limit)s bytes.") % {"limit": limit}
        return Report(refused=[Refusal(name, larger, "too_long")])
    found = read(data, name=name, limit_bytes=settings.ARTICLE_LIMIT_BYTES)
    refusals = [item for item in found if isinstance(item, Refusal)]
    if refusals:
        return Report(refused=refusals)
    documents = [item for item in found if isinstance(item, Document)]
    return take_in(actor=actor, project=project, documents=documents, name=name, propose=propose)


def take_in(
    *, actor: Actor, project: Project, documents: Sequence[Document], name: str, propose: bool = True
) -> Report:
    """Add documents as one gesture, then propose the claims of the new ones."""
    report = Report()
    known = Article.objects.filter(
        project=project, received_sha256__in=[document.sha256 for document in documents]
    )
    report.unchanged += known
    digests = {article.received_sha256 for article in known}
    fresh = [document for document in documents if document.sha256 not in digests]
    if fresh:
        _add_all(actor, project, fresh, name, report)
    if propose:
        for article in report.added:
            report.claim_count += len(split_article(actor=actor, article=article))
    return report


def _add_all(
    actor: Actor, project: Project, documents: Sequence[Document], name: str, report: Report
) -> None:
    verb = Verb.ARTICLE_ADDED if len(documents) == 1 else Verb.ARTICLES_IMPORTED
    added: list[Article] = []
    try:
        with recorded(actor, verb, reason=name):
            for document in documents:
                article, is_new = _add(actor, project, document)
                (added if is_new else report.unchanged).append(article)
    except ValidationError as error:
        report.refused.append(Refusal(name, " ".join(error.messages), "refused"))
        return
    report.added += added
    report.remarks += [f"{document.title}: {remark}" for document in documents for remark in document.remarks]


def _add(actor: Actor, project: Project, document: Document) -> tuple[Article, bool]:
    return add_article(
        actor=actor,
        project=project,
        title=document.title,
        text=document.text,
        published_on=document.published_on,
        url=document.url,
        publisher=document.publisher,
        byline=document.byline,
        language=document.language,
        front_matter=document.front_matter,
        received_sha256=document.sha256,
    )
