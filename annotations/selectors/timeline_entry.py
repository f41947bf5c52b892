"""Owns the shape of a timeline: pages of entries, each one gesture in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# A short value, a text of some length, or words of the article.
Look = Literal["value", "prose", "quote"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after, in words; empty where there was or is none. `row` is what has the field."""

    label: str
    old: str
    new: str
    kind: Look
    row: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a gesture was about; `claim_id` and `article_id` are for links. A row that is gone keeps its label."""

    entity: str
    row_id: int
    label: str
    claim_id: int | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One gesture, or one burst of writes that no Action explains (`attributed` is False, `id` None).

    `sentence` begins with `who`. `channel` is in words. `reverts` is the id of the Action taken back.
    `count` is the number of Changes; a gesture of many has no parts.
    """

    id: int | None
    at: datetime
    who: str
    sentence: str
    reason: str
    channel: str
    attributed: bool
    parts: tuple[FieldChange, ...]
    subject: Subject | None
    reverts: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first. `next_before` is handed in as `before` for the older ones; None on the last page."""

    entries: tuple[Entry, ...]
    next_before: int | None
