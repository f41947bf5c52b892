"""Owns turning rows into records, an article at a time: memory does not grow with the project. Writes no format."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch

from annotations.exchange.records import (
    ArticleRecord,
    CitationRecord,
    ClaimRecord,
    CopyRecord,
    CorrectionRecord,
    FragmentRecord,
    NoteRecord,
    PlaceRecord,
    ProjectRecord,
    RatingRecord,
    RevisionRecord,
    RulingRecord,
    SourceRecord,
    VerdictRecord,
)
from annotations.models import (
    Article,
    Citation,
    Claim,
    ClaimTag,
    Correction,
    Note,
    Project,
    Rating,
    Ruling,
    Source,
    SourceCopy,
    Verdict,
)

ARTICLES_AT_ONCE = 20


def project_record(project: Project) -> ProjectRecord:
    scale = project.scale
    return ProjectRecord(
        slug=project.slug,
        name=project.name,
        scale=scale.slug,
        scale_edition=scale.edition,
        ratings=tuple(_rating(rating) for rating in scale.ratings.select_related("scale")),
        base_url=settings.PUBLIC_BASE_URL.rstrip("/"),
    )


def article_records(project: Project) -> Iterator[ArticleRecord]:
    """Every article of the project with all that belongs to it, oldest first."""
    articles = Article.objects.filter(project=project).order_by("id")
    for article in articles.prefetch_related(*_everything()).iterator(chunk_size=ARTICLES_AT_ONCE):
        yield _article(article)


def _everything() -> tuple[str | Prefetch[str], ...]:
    claims = Claim.objects.select_related(
        "revision", "marked_by", "ruling__rating__scale", "ruling__drafted_by", "ruling__published_by"
    ).defer("revision__text", "revision__front_matter")
    notes = Note.objects.select_related("author", "resolved_by", "revision").defer(
        "revision__text", "revision__front_matter"
    )
    return (
        "revisions",
        Prefetch("notes", queryset=notes.filter(claim__isnull=True), to_attr="own_notes"),
        Prefetch("claims", queryset=claims.order_by("start", "end", "id")),
        "claims__fragments",
        Prefetch("claims__claim_tags", queryset=ClaimTag.objects.select_related("tag")),
        Prefetch("claims__verdicts", queryset=Verdict.objects.select_related("reviewer", "rating__scale")),
        Prefetch("claims__citations", queryset=Citation.objects.select_related("source", "cited_by")),
        Prefetch(
            "claims__citations__source__copies", queryset=SourceCopy.objects.order_by("-id").defer("text")
        ),
        Prefetch("claims__notes", queryset=notes),
        Prefetch(
            "claims__ruling__corrections",
            queryset=Correction.objects.select_related("corrected_by", "old_rating", "new_rating"),
        ),
    )


def _article(article: Article) -> ArticleRecord:
    return ArticleRecord(
        id=article.pk,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        byline=article.byline,
        published_on=article.published_on,
        language=article.language,
        created_at=article.created_at,
        revisions=tuple(
            RevisionRecord(revision.number, revision.text, revision.front_matter, revision.sha256)
            for revision in article.revisions.all()
        ),
        notes=tuple(_note(note) for note in getattr(article, "own_notes", ())),
        claims=tuple(_claim(claim) for claim in article.claims.all()),
    )


def _claim(claim: Claim) -> ClaimRecord:
    return ClaimRecord(
        id=claim.pk,
        revision=claim.revision.number,
        statement=claim.statement,
        kind=claim.kind,
        state=claim.state,
        dismissal=claim.dismissal,
        claimant=claim.claimant,
        claimant_span=_span(claim.claimant_start, claim.claimant_end),
        cue_span=_span(claim.cue_start, claim.cue_end),
        said_on=claim.said_on,
        tags=tuple(sorted((row.tag.name for row in claim.claim_tags.all()), key=str.casefold)),
        check_worthiness=claim.check_worthiness,
        reasons=tuple(claim.reasons.split()),
        ambiguous=claim.ambiguous,
        needs_reanchor=claim.needs_reanchor,
        proposed_by=claim.proposed_by,
        marked_by=claim.marked_by.username if claim.marked_by else None,
        created_at=claim.created_at,
        fragments=tuple(
            FragmentRecord(fragment.start, fragment.end, fragment.quote) for fragment in claim.fragments.all()
        ),
        verdicts=tuple(_verdict(verdict) for verdict in claim.verdicts.all()),
        citations=tuple(_citation(citation) for citation in claim.citations.all()),
        notes=tuple(_note(note) for note in claim.notes.all()),
        ruling=_ruling(claim.ruling) if hasattr(claim, "ruling") else None,
    )


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)


def _rating(rating: Rating) -> RatingRecord:
    return RatingRecord(rating.code, rating.label, rating.value, rating.scale.slug, rating.scale.edition)


def _verdict(verdict: Verdict) -> VerdictRecord:
    return VerdictRecord(
        id=verdict.pk,
        reviewer=verdict.reviewer.username,
        rating=_rating(verdict.rating),
        rationale=verdict.rationale,
        is_stale=verdict.is_stale,
        created_at=verdict.created_at,
        withdrawn_at=verdict.withdrawn_at,
    )


def _source(source: Source) -> SourceRecord:
    return SourceRecord(
        id=source.pk,
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        published_on=source.published_on,
        archived_url=source.archived_url,
        copies=tuple(
            CopyRecord(copy.url, copy.media_type, copy.sha256, copy.fetched_at)
            for copy in source.copies.all()
        ),
    )


def _citation(citation: Citation) -> CitationRecord:
    return CitationRecord(
        id=citation.pk,
        source=_source(citation.source),
        stance=citation.stance,
        quote=citation.quote,
        quote_found=citation.quote_found,
        locator=citation.locator,
        accessed_on=citation.accessed_on,
        cited_by=citation.cited_by.username,
        created_at=citation.created_at,
        withdrawn_at=citation.withdrawn_at,
    )


def _note(note: Note) -> NoteRecord:
    return NoteRecord(
        id=note.pk,
        text=note.text,
        place=_place(note),
        is_public=note.is_public,
        author=note.author.username,
        verdict_id=note.verdict_id,
        replies_to=note.replies_to_id,
        resolved_by=note.resolved_by.username if note.resolved_by else None,
        resolved_at=note.resolved_at,
        withdrawn_at=note.withdrawn_at,
        created_at=note.created_at,
    )


def _place(note: Note) -> PlaceRecord | None:
    if note.revision is None or note.start is None or note.end is None:
        return None
    return PlaceRecord(note.revision.number, note.start, note.end, note.quote)


def _ruling(ruling: Ruling) -> RulingRecord:
    return RulingRecord(
        id=ruling.pk,
        state=ruling.state,
        rating=_rating(ruling.rating),
        summary=ruling.summary,
        url=ruling.url,
        drafted_by=ruling.drafted_by.username,
        published_by=ruling.published_by.username if ruling.published_by else None,
        published_at=ruling.published_at,
        created_at=ruling.created_at,
        corrections=tuple(_correction(correction) for correction in ruling.corrections.all()),
    )


def _correction(correction: Correction) -> CorrectionRecord:
    return CorrectionRecord(
        kind=correction.kind,
        explanation=correction.explanation,
        old_rating=correction.old_rating.label,
        new_rating=correction.new_rating.label,
        old_summary=correction.old_summary,
        new_summary=correction.new_summary,
        corrected_by=correction.corrected_by.username,
        created_at=correction.created_at,
    )
