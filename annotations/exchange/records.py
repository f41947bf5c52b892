"""Owns the neutral shape of what is exchanged. Formats see only these; no Django here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

OFFSET_UNIT = "code_point"


@dataclass(frozen=True, slots=True)
class RatingRecord:
    code: str
    label: str
    value: int | None
    scale: str
    scale_edition: int


@dataclass(frozen=True, slots=True)
class FragmentRecord:
    """`text[start:end] == quote`, in code points of the article's text."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy of a source's text, which itself stays here; `sha256` is that of it in UTF-8. The newest comes first."""

    url: str
    media_type: str
    sha256: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class SourceRecord:
    id: int
    url: str
    title: str
    publisher: str
    published_on: date | None
    archived_url: str
    copies: tuple[CopyRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """`quote_found`: whether the quote stands in the newest copy of the source, null without a copy or a quote."""

    id: int
    source: SourceRecord
    stance: str
    quote: str
    quote_found: bool | None
    locator: str
    accessed_on: date | None
    cited_by: str
    created_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """What a note points at: code points of one revision of the article, and what they say."""

    revision: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class NoteRecord:
    id: int
    text: str
    place: PlaceRecord | None
    is_public: bool
    author: str
    verdict_id: int | None
    replies_to: int | None
    resolved_by: str | None
    resolved_at: datetime | None
    withdrawn_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    id: int
    reviewer: str
    rating: RatingRecord
    rationale: str
    is_stale: bool
    created_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    kind: str
    explanation: str
    old_rating: str
    new_rating: str
    old_summary: str
    new_summary: str
    corrected_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RulingRecord:
    id: int
    state: str
    rating: RatingRecord
    summary: str
    url: str
    drafted_by: str
    published_by: str | None
    published_at: datetime | None
    created_at: datetime
    corrections: tuple[CorrectionRecord, ...]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Who is asked to review it is the desk's own business and stays here; everything else of a claim is in it."""

    id: int
    revision: int
    statement: str
    kind: str
    state: str
    dismissal: str
    claimant: str
    claimant_span: tuple[int, int] | None
    cue_span: tuple[int, int] | None
    said_on: date | None
    tags: tuple[str, ...]
    check_worthiness: float | None
    reasons: tuple[str, ...]
    ambiguous: bool
    needs_reanchor: bool
    proposed_by: str
    marked_by: str | None
    created_at: datetime
    fragments: tuple[FragmentRecord, ...]
    verdicts: tuple[VerdictRecord, ...]
    citations: tuple[CitationRecord, ...]
    notes: tuple[NoteRecord, ...]
    ruling: RulingRecord | None


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    number: int
    text: str
    front_matter: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    id: int
    title: str
    url: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    created_at: datetime
    revisions: tuple[RevisionRecord, ...]
    notes: tuple[NoteRecord, ...]
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    slug: str
    name: str
    scale: str
    scale_edition: int
    ratings: tuple[RatingRecord, ...]
    # Where the site is reached, without a final slash: claims have addresses below it.
    base_url: str
