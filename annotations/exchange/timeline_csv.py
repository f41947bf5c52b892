"""Owns a timeline as a spreadsheet: one line a value that changed, newest first, streamed page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.translation import override

from annotations.exchange.formats.verdicts_csv import csv_line
from annotations.selectors.timeline.pages import Entry, FieldChange, Page

COLUMNS = (
    "at", "who", "what", "reason", "channel", "attributed", "action_id", "reverts", "about", "claim_id",
    "article_id", "row", "field", "old", "new", "erased",
)  # fmt: skip


def timeline_csv(page: Callable[[str | None], Page]) -> Iterator[str]:
    """Lines of CSV. `page` is asked with None first, then with each page's `next_before`, until there is none.

    Sentences and labels are in the site's language, whoever asks: the same rows give the same file.
    """
    yield csv_line(COLUMNS)
    before: str | None = None
    while True:
        # Never held over a yield: the answer that this is part of has a language of its own.
        with override(settings.LANGUAGE_CODE):
            found = page(before)
            # A gesture without parts, or one too large to tell, is a line all the same.
            lines = [
                csv_line(_cells(entry, part)) for entry in found.entries for part in entry.parts or (None,)
            ]
        yield from lines
        before = found.next_before
        if before is None:
            return


def _cells(entry: Entry, part: FieldChange | None) -> tuple[object, ...]:
    subject = entry.subject
    about = (subject.label, subject.claim_id, subject.article_id) if subject else ("", None, None)
    changed = (part.row, part.label, part.old, part.new) if part else ("", "", "", "")
    erased = _both(entry.erasure, part.erasure if part else "")
    attributed = "yes" if entry.attributed else "no"
    said = (entry.at.isoformat(), entry.who, entry.sentence, entry.reason, entry.channel, attributed)
    return (*said, entry.id, entry.reverts, *about, *changed, erased)


def _both(of_gesture: str, of_value: str) -> str:
    return "; ".join(dict.fromkeys(told for told in (of_gesture, of_value) if told))
