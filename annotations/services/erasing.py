"""Owns erasing a passage wherever it stands: rows, recorded Changes, reasons, the search index, the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.history.redacting import erase, erase_from, erase_from_action
from annotations.models import Action, Article, Change, Project, Revision, Source, SourceCopy, Verb
from annotations.policy import require
from annotations.selectors.copies import (
    MADE,
    TYPED,
    actions_holding,
    changes_holding,
    rows_holding,
    text_columns,
)
from annotations.services.redactions import check_reason, purge_afterwards
from annotations.services.rows import refuse
from annotations.text.erasing import Passage

AT_ONCE = 500
# Places in these texts are counted in code points, so what goes leaves as many blocks behind.
COUNTED = frozenset(
    {
        ("revision", "text"),
        ("sourcecopy", "text"),
        ("fragment", "quote"),
        ("citation", "quote"),
        ("note", "quote"),
    }
)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows, Changes and Actions lost the passage."""

    rows: int
    changes: int
    actions: int

    @property
    def count(self) -> int:
        return self.rows + self.changes + self.actions


def passage_of(words: str) -> Passage:
    """Raises ValidationError for a passage that is too short or too long to be looked for."""
    try:
        return Passage(words)
    except ValueError as error:
        raise refuse("words", _("Give 3 to 2,000 characters of the text.")) from error


def erase_passage(*, actor: Actor, project: Project | None, words: str, reason: str) -> Erased:
    """Erase the words in every row, Change and Action of the project, or of the whole site, for good.

    In texts whose places are counted, blocks stand in their stead; elsewhere "(erased)". That something was erased,
    by whom and why stays on record, in the history of everything that lost something.
    """
    require(actor, Verb.HISTORY_REDACTED, project)
    check_reason(reason)
    passage = passage_of(words)
    if passage.stands_in(reason):
        raise refuse("reason", _("The reason is kept: say it without the words that are erased."))
    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as action:
        rows = list(rows_holding(passage, project))
        for row in rows:
            _erase_row(action, passage, row, reason)
        changes, streams = _erase_changes(action, passage, project, reason)
        actions = _erase_actions(action, passage, project, reason)
        if not rows and not changes and not actions:
            raise refuse("words", _("These words stand nowhere here."), "nowhere")
        _tell_in(action, streams)
        purge_afterwards()
    return Erased(len(rows), changes, actions)


def _erased_value(passage: Passage, entity: str, column: str, value: Any) -> Any:
    return value if column in MADE else passage.without(value, keeps_length=(entity, column) in COUNTED)


def _erase_row(action: Action, passage: Passage, row: Model, reason: str) -> None:
    entity = row._meta.model_name or ""
    values: dict[str, Any] = {}
    for column in text_columns(type(row)):
        was = getattr(row, column)
        now = _erased_value(passage, entity, column, was)
        if now != was:
            longest = getattr(row._meta.get_field(column), "max_length", None)
            values[column] = now[:longest] if isinstance(now, str) else now
    digests = _digests(row, values)
    _store(row, values | digests)
    # A digest of the text that was would tell whether a guess of the erased words is right.
    for column, digest in digests.items():
        erase(action, entity, row.pk, frozenset({column}), digest, reason)
    if isinstance(row, Revision) and digests:
        _store(row.article, {"received_sha256": digests["sha256"]})
        received = frozenset({"received_sha256"})
        erase(action, "article", row.article_id, received, digests["sha256"], reason)


def _digests(row: Model, values: dict[str, Any]) -> dict[str, Any]:
    if isinstance(row, Revision | SourceCopy) and "text" in values:
        return {"sha256": hashlib.sha256(values["text"].encode()).hexdigest()}
    return {}


def _store(row: Model, values: dict[str, Any]) -> None:
    if not values:
        return
    if hasattr(row, "version"):
        values = values | {"version": F("version") + 1}
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as error:
        clash = _("Without the words, %(row)s would be the same as another one. Change it first.")
        raise refuse("words", clash % {"row": row._meta.verbose_name}) from error


def _erase_changes(
    action: Action, passage: Passage, project: Project | None, reason: str
) -> tuple[int, set[str]]:
    """(how many Changes lost something, the streams they are in)."""

    def eraser(entity: str, column: str, value: Any) -> Any:
        return _erased_value(passage, entity, column, value)

    count, streams = 0, set[str]()
    for ids in _parts(change.pk for change in changes_holding(passage, project)):
        changes = list(Change.objects.filter(pk__in=ids).order_by("id"))
        streams |= {change.stream for change in changes}
        count += erase_from(action, changes, eraser, reason)
    return count, streams


def _erase_actions(action: Action, passage: Passage, project: Project | None, reason: str) -> int:
    def eraser(_: str, column: str, value: str) -> str:
        return str(passage.without(value)) if column in TYPED else value

    count = 0
    for ids in _parts(one.pk for one in actions_holding(passage, project)):
        count += sum(
            erase_from_action(action, one, eraser, reason)
            for one in Action.objects.filter(pk__in=ids).order_by("id")
        )
    return count


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """All of the ids, read before the first is handed on: what is erased is what they were found in."""
    found = list(ids)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]


def _tell_in(action: Action, streams: set[str]) -> None:
    """Where only the past lost something, the thing it belongs to gets a new version: its timeline tells of it."""
    told = set(Change.objects.filter(action_id=action.pk).values_list("stream", flat=True))
    for kind, model in (("article", Article), ("source", Source), ("project", Project)):
        ids = [int(stream.partition(":")[2]) for stream in streams - told if stream.startswith(f"{kind}:")]
        for part in _parts(sorted(ids)):
            model._default_manager.filter(pk__in=part).update(version=F("version") + 1)
