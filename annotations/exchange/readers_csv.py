"""Owns what readers saw at a moment as a spreadsheet: one line a ruling, newest first, streamed page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from annotations.exchange.formats.verdicts_csv import csv_line
from annotations.selectors.as_of.rulings import RulingsThen, RulingThen

COLUMNS = (
    "seen_at", "article_id", "article", "claim_id", "claim", "rating", "rating_code", "retracted", "summary", "url",
    "published_at", "later",
)  # fmt: skip


def readers_csv(at: datetime, page: Callable[[int], RulingsThen]) -> Iterator[str]:
    """Lines of CSV in UTF-8 with a byte order mark. `page` is asked with 0 first, then with each `next_first`."""
    yield "\ufeff" + csv_line(COLUMNS)
    first: int | None = 0
    while first is not None:
        found = page(first)
        yield from (csv_line(_cells(at, row)) for row in found.rows)
        first = found.next_first


def _cells(at: datetime, row: RulingThen) -> tuple[object, ...]:
    later = "; ".join(f"{one.kind.value} {one.at.isoformat()}" for one in row.later)
    about = (row.article_id, row.article, row.claim_id, row.statement)
    said = (row.rating.label, row.rating.code, "yes" if row.is_retracted else "no", row.summary, row.url)
    return (at.isoformat(), *about, *said, row.published_at.isoformat(), later)
