"""One file a format: records in, pieces of text out. To add one, write its module and list it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotations.exchange.formats import claimreview, jsonl, verdicts_csv
from annotations.exchange.records import ArticleRecord, ProjectRecord
from annotations.text.canonical import gettext_noop


@dataclass(frozen=True, slots=True)
class Format:
    """`write` yields pieces of text as they become ready; `holds` says in a sentence what is in the file.

    `label` and `holds` are for people: whoever shows them looks them up in the reader's language.
    """

    name: str
    label: str
    ending: str
    content_type: str
    holds: str
    write: Callable[[ProjectRecord, Iterable[ArticleRecord]], Iterator[str]]


FORMATS: dict[str, Format] = {
    "csv": Format(
        "csv",
        gettext_noop("Spreadsheet (CSV)"),
        "csv",
        "text/csv; charset=utf-8",
        gettext_noop(
            "One line a verdict, with its claim, article, sources and ruling. Safe to open in a spreadsheet. "
            "Claims without a verdict, and notes, are left out."
        ),
        verdicts_csv.write,
    ),
    "jsonl": Format(
        "jsonl",
        gettext_noop("Everything (JSON Lines)"),
        "jsonl",
        "application/jsonl; charset=utf-8",
        gettext_noop(
            "The whole project: articles with their text, claims with exact fragments, every verdict, citation, "
            "note, ruling and correction."
        ),
        jsonl.write,
    ),
    "claimreview": Format(
        "claimreview",
        gettext_noop("Published rulings (ClaimReview)"),
        "json",
        "application/ld+json; charset=utf-8",
        gettext_noop(
            "Published rulings as schema.org ClaimReview, for search engines and other fact-checkers. "
            "Drafts, retracted rulings and internal notes are left out."
        ),
        claimreview.write,
    ),
}
