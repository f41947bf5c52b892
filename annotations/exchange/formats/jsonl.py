"""The complete export: JSON Lines, one record a line, named by its `type`.

Nothing of the review is left out; who is asked to review what is no part of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from annotations.exchange.records import OFFSET_UNIT, ArticleRecord, ProjectRecord

SCHEMA = "factcheck/1"


def write(project: ProjectRecord, articles: Iterable[ArticleRecord]) -> Iterator[str]:
    """A `project` line, then each `article` line followed by its `claim` lines.

    Offsets are half-open ranges of Unicode code points of the article revision that the claim names.
    """
    yield _line({"type": "project", "schema": SCHEMA, "offset_unit": OFFSET_UNIT, **asdict(project)})
    for article in articles:
        fields = asdict(article)
        claims = fields.pop("claims")
        yield _line({"type": "article", **fields})
        for claim in claims:
            yield _line({"type": "claim", "article_id": article.id, "offset_unit": OFFSET_UNIT, **claim})


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"No JSON for {type(value).__name__}.")
