"""The spreadsheet export: one line a verdict. Cells that a spreadsheet would run as a formula are made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from annotations.exchange.records import ArticleRecord, ClaimRecord, ProjectRecord, VerdictRecord

COLUMNS = (
    "article_id",
    "article_title",
    "article_url",
    "article_date",
    "claim_id",
    "claim",
    "quote",
    "start",
    "end",
    "offset_unit",
    "kind",
    "claimant",
    "said_on",
    "tags",
    "claim_state",
    "reviewer",
    "rating",
    "rating_code",
    "rating_value",
    "rationale",
    "given_at",
    "stale",
    "withdrawn_at",
    "sources",
    "ruling",
    "ruling_state",
    "ruling_summary",
    "published_at",
    "ruling_url",
)
# The last four are the full-width forms, which some spreadsheets fold before they look.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


def write(project: ProjectRecord, articles: Iterable[ArticleRecord]) -> Iterator[str]:
    """A header line and one line a verdict, withdrawn ones included and marked; UTF-8 with a byte order mark."""
    yield "\ufeff" + csv_line(COLUMNS)
    for article in articles:
        for claim in article.claims:
            for verdict in claim.verdicts:
                yield csv_line(_cells(article, claim, verdict))


def _cells(article: ArticleRecord, claim: ClaimRecord, verdict: VerdictRecord) -> tuple[object, ...]:
    ruling = claim.ruling
    return (
        article.id,
        article.title,
        article.url,
        article.published_on,
        claim.id,
        claim.statement,
        " … ".join(fragment.quote for fragment in claim.fragments),
        claim.fragments[0].start if claim.fragments else None,
        claim.fragments[-1].end if claim.fragments else None,
        "code_point",
        claim.kind,
        claim.claimant,
        claim.said_on,
        ";".join(claim.tags),
        claim.state,
        verdict.reviewer,
        verdict.rating.label,
        verdict.rating.code,
        verdict.rating.value,
        verdict.rationale,
        verdict.created_at.isoformat(),
        "yes" if verdict.is_stale else "no",
        verdict.withdrawn_at.isoformat() if verdict.withdrawn_at else None,
        "\n".join(
            f"{citation.stance}: {citation.source.url}"
            for citation in claim.citations
            if not citation.withdrawn_at
        ),
        ruling.rating.label if ruling else None,
        ruling.state if ruling else None,
        ruling.summary if ruling else None,
        ruling.published_at.isoformat() if ruling and ruling.published_at else None,
        ruling.url if ruling else None,
    )


def csv_line(cells: Iterable[object]) -> str:
    """One line with its line end; what a spreadsheet would run as a formula is made harmless."""
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: object) -> object:
    """A leading apostrophe keeps a spreadsheet from running the cell; the JSON Lines export stays exact."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in _FORMULA_STARTS and cell:
        return f"'{cell}"
    return cell
