"""Owns the old and new values below a timeline's sentence: which fields are worth showing, and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from annotations.history.redacting import ERASED
from annotations.models import Change
from annotations.selectors.timeline.entry import FieldChange, Look
from annotations.selectors.timeline.passages import Fragments, Texts, fragments_of
from annotations.selectors.timeline.words import Words, field_label, field_of, model_of

# Kept for the machine, said elsewhere in the entry, or shown as a quote of the text.
UNTOLD = {
    "id", "version", "created_at", "article_id", "claim_id", "revision_id", "project_id", "ruling_id",
    "start", "end", "claimant_start", "claimant_end", "cue_start", "cue_end", "position", "reasons",
    "received_sha256", "sha256", "length", "number", "front_matter", "added_by_id", "marked_by_id",
    "reviewer_id", "cited_by_id", "author_id", "drafted_by_id", "corrected_by_id", "date_joined", "prefix",
    "predecessor_id", "how", "tagged_by_id", "assigned_by_id", "note_id", "seen_at",
}  # fmt: skip
# Of a new row, only what a person typed or chose is worth reading.
UNTOLD_WHEN_NEW = {
    "state", "check_worthiness", "ambiguous", "needs_reanchor", "is_stale", "old_rating_id", "old_summary",
    "is_active", "is_staff", "is_superuser",
}  # fmt: skip
PROSE = (models.TextField,)
# One line each, and still a text: compared word by word. Names of people and of ratings are compared whole.
LINES_OF_TEXT = {"title", "byline", "publisher", "claimant", "locator"}
EMPTY: tuple[Any, ...] = (None, "", False)


def parts_of(changes: Iterable[Change], words: Words, texts: Texts | None = None) -> tuple[FieldChange, ...]:
    """Old and new values of some Changes, in the order in which they were made."""
    changes = list(changes)
    parts: list[FieldChange] = []
    for change in changes:
        if change.entity in {"fragment", "reversal"}:
            continue
        if change.operation == Change.Operation.UPDATE:
            parts += _changed(change, words)
        elif change.operation == Change.Operation.INSERT:
            parts += _added(change, words)
        elif change.operation == Change.Operation.DELETE:
            parts += _removed(change, words)
    # Two verdicts that became stale by one gesture read the same.
    parts = list(dict.fromkeys(parts))
    moved = fragments_of(changes).values()
    return (*parts, *(_moved(fragments, texts or Texts()) for fragments in moved if _is_told(fragments)))


def _is_told(fragments: Fragments) -> bool:
    return fragments.old != fragments.new


def _moved(fragments: Fragments, texts: Texts) -> FieldChange:
    known = fragments.is_move
    return FieldChange(
        label=_("words in the text"),
        old=" … ".join(quote for _span, quote in fragments.old),
        new=" … ".join(quote for _span, quote in fragments.new),
        kind="quote",
        row=_("claim"),
        old_passage=texts.passage(fragments.article_id, fragments.old) if known else None,
        new_passage=texts.passage(fragments.article_id, fragments.new) if known else None,
    )


def _changed(change: Change, words: Words) -> list[FieldChange]:
    return [
        _part(change, column, pair[0], pair[1], words)
        for column, pair in _in_order(change)
        if column not in UNTOLD and isinstance(pair, list) and len(pair) == 2
    ]


def _added(change: Change, words: Words) -> list[FieldChange]:
    return [
        _part(change, column, None, value, words)
        for column, value in _in_order(change)
        if column not in UNTOLD | UNTOLD_WHEN_NEW
        and value not in EMPTY
        and not _is_article_text(change, column)
    ]


def _removed(change: Change, words: Words) -> list[FieldChange]:
    return [
        _part(change, column, value, None, words)
        for column, value in _in_order(change)
        if column not in UNTOLD | UNTOLD_WHEN_NEW and value not in EMPTY
    ]


def _part(change: Change, column: str, old: Any, new: Any, words: Words) -> FieldChange:
    model = model_of(change.entity)
    return FieldChange(
        label=field_label(change.entity, column),
        old=words.value(change.entity, column, old),
        new=words.value(change.entity, column, new),
        kind=_look(change.entity, column),
        row=str(model._meta.verbose_name) if model else change.entity,
        is_erased=change.nonce == "" and ERASED in (old, new),
        erasure=words.erasure(change, column),
        column=column,
    )


def _look(entity: str, column: str) -> Look:
    if column == "quote":
        return "quote"
    if column in LINES_OF_TEXT or (entity, column) == ("project", "name"):
        return "prose"
    return "prose" if isinstance(field_of(entity, column), PROSE) else "value"


def _is_article_text(change: Change, column: str) -> bool:
    """A whole article or copy of a source is no part of a timeline; its page shows it."""
    return change.entity in {"revision", "sourcecopy"} and column == "text"


def _in_order(change: Change) -> list[tuple[str, Any]]:
    """Columns and values in the order of the model's fields; the engines store them in orders of their own."""
    model = model_of(change.entity)
    places = {field.column: place for place, field in enumerate(model._meta.local_fields)} if model else {}
    return sorted(change.values.items(), key=lambda item: (places.get(item[0], len(places)), item[0]))


def every_value_of(change: Change, words: Words) -> tuple[FieldChange, ...]:
    """Old and new values of one Change, none left out, by the columns' own names: for those who must know exactly."""
    if change.operation == Change.Operation.UPDATE:
        pairs = [
            (name, *pair) for name, pair in _in_order(change) if isinstance(pair, list) and len(pair) == 2
        ]
    elif change.operation == Change.Operation.DELETE:
        pairs = [(name, value, None) for name, value in _in_order(change)]
    else:
        pairs = [(name, None, value) for name, value in _in_order(change)]
    return tuple(replace(_part(change, name, old, new, words), label=name) for name, old, new in pairs)
