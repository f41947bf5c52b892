"""Owns the shape of a timeline: pages of entries, each one gesture in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from annotations.selectors.timeline.reversals import TakenBy

# A short value, a text of some length, or words of the article.
Look = Literal["value", "prose", "quote"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Marked words with what stands around them in the text; `pieces` are (text, whether it is marked)."""

    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after, in words; empty where there was or is none. `row` is what has the field.

    `is_erased`: a redaction took what it was. `erasure` says when, by whom and why, also where only some words of it
    went. Words of the article come with their passages where these are known.
    """

    label: str
    old: str
    new: str
    kind: Look
    row: str
    is_erased: bool = False
    erasure: str = ""
    column: str = ""
    old_passage: Passage | None = None
    new_passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a gesture was about; `claim_id` and `article_id` are for links. A row that is gone keeps its label."""

    entity: str
    row_id: int
    label: str
    claim_id: int | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """A claim that the gesture made others of, or made of others: `words` go before it."""

    words: str
    claim_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One gesture, or one burst of writes that no Action explains (`attributed` is False, `id` None).

    `sentence` is `who` and what they did. `actor_id` is None for programs; the account may be gone. `channel` is in
    words. `takes_back` are the ids of the Actions taken back, newest first, `is_partial` where only single Changes of
    them were; `taken_by` are the Actions that took this one back. `count` is the number of Changes; a gesture of many
    has no parts. `newest` is the id of its last Change, by which a burst is named.
    """

    id: int | None
    at: datetime
    who: str
    actor_id: int | None
    sentence: str
    verb: str
    reason: str
    channel: str
    attributed: bool
    parts: tuple[FieldChange, ...]
    subject: Subject | None
    kin: tuple[Kin, ...]
    takes_back: tuple[int, ...]
    is_partial: bool
    taken_by: tuple[TakenBy, ...]
    count: int
    newest: int
    # When, by whom and why something that the gesture tells of people was erased: its reason, a name.
    erasure: str = ""

    @property
    def reverts(self) -> int | None:
        """The newest of the Actions taken back."""
        return next(iter(self.takes_back), None)

    @property
    def anchor(self) -> str:
        """The entry's name in its page, which stays the same for good."""
        return f"outside-{self.newest}" if self.id is None else f"action-{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first. `next_before` is handed in as `before` for the older ones; None on the last page.

    `is_unfinished`: a page looks through a limited stretch, and this one ended before the page was full.
    """

    entries: tuple[Entry, ...]
    next_before: str | None
    is_unfinished: bool = False
