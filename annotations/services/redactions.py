"""Owns erasing values for good, for a legal reason or to protect a person: from the rows and from their history."""

from __future__ import annotations

import logging

from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.purging import purge
from annotations.history.recording import recorded
from annotations.history.redacting import ERASED, erase, erase_from, erase_from_action
from annotations.history.sqlite_search import forget_erased, has_fts5
from annotations.models import (
    Action,
    Article,
    Change,
    Citation,
    Claim,
    Correction,
    Note,
    Project,
    Ruling,
    Source,
    Verb,
    Verdict,
)
from annotations.models.versioned import Versioned
from annotations.policy import require
from annotations.selectors.erasable import OF_ACTION, OF_ROW, texts_of
from annotations.selectors.revert.plan import project_of
from annotations.selectors.timeline.words import model_of
from annotations.services.rows import changed, locked, refuse

Redactable = Article | Claim | Verdict | Source | Citation | Note | Ruling


def redact(
    *, actor: Actor, row: Redactable, field: str, version: int | None, reason: str, replacement: str = ERASED
) -> int:
    """Replace a value and erase what it was from every Change of the row. Returns how many Changes lost it.

    Who, when, why and which value stay on record; the value itself cannot be restored by anybody. Copies of it in
    other rows are found and erased by services.erasing.erase_passage; files that left the database are not reached.
    """
    require(actor, Verb.HISTORY_REDACTED, _project(row))
    if field not in OF_ROW[row._meta.model_name or ""]:
        raise refuse(field, _("This value cannot be erased."))
    check_reason(reason)
    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as action:
        current = changed(locked(row, version), **{field: replacement})
        entity = row._meta.model_name or ""
        erased = erase(action, entity, current.pk, frozenset({field}), replacement, reason)
        if isinstance(current, Ruling):
            erased += _summaries_of_corrections(action, current, replacement, reason)
        purge_afterwards()
        return erased


def redact_action(*, actor: Actor, action: Action, project: Project | None, field: str, reason: str) -> bool:
    """Erase a gesture's reason, on whose behalf or from where it was done. False when it was empty or erased before.

    `project` is the one whose history the gesture is part of; None for the operator. The gesture itself stays.
    """
    require(actor, Verb.HISTORY_REDACTED, project)
    if field not in OF_ACTION:
        raise refuse(field, _("This value cannot be erased."))
    check_reason(reason)

    def erased(_: str, column: str, value: str) -> str:
        return ERASED if column == field and value else value

    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as made:
        lost = erase_from_action(made, Action.objects.select_for_update().get(pk=action.pk), erased, reason)
        purge_afterwards()
        return lost


def redact_change(*, actor: Actor, change: Change, field: str, reason: str) -> int:
    """Erase what one Change says of one field, wherever its row or the row's history says the same.

    Other values that the field had stay. Returns how many Changes lost something. The row itself need not be there
    any more. A ruling's summary stands in its corrections too: these lose theirs with it.
    """
    require(actor, Verb.HISTORY_REDACTED, project_of([change]))
    texts = texts_of(change, field)
    if field not in OF_ROW.get(change.entity, ()) or not texts:
        raise refuse(field, _("This value cannot be erased."))
    check_reason(reason)
    if any(text.casefold() in reason.casefold() for text in texts):
        raise refuse("reason", _("The reason is kept: say it without the words that are erased."))

    def erased(_: str, column: str, value: str) -> str:
        return ERASED if column == field and value in texts else value

    model = model_of(change.entity)
    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as action:
        row = model._default_manager.select_for_update().filter(pk=change.row_id).first() if model else None
        if isinstance(row, Versioned):
            # Where only the past said it, the row gets a new version all the same: its timeline tells of it.
            changed(row, **({field: ERASED} if getattr(row, field) in texts else {}))
        changes = Change.objects.filter(entity=change.entity, row_id=change.row_id).order_by("id")
        lost = erase_from(action, list(changes), erased, reason)
        if isinstance(row, Ruling):
            lost += _summaries_of_corrections(action, row, ERASED, reason)
        purge_afterwards()
        return lost


def check_reason(reason: str) -> None:
    """Raises ValidationError: nothing is erased without saying why."""
    if not reason.strip():
        raise refuse("reason", _("Say why the value is erased."), "required")


def purge_afterwards() -> None:
    """Once it is committed, nothing of it stays in the database's files. What cannot be cleared out now is told."""

    def clear_out() -> None:
        if not connection.in_atomic_block and not purge(connection):
            logging.getLogger(__name__).warning(
                "Erased text may still lie in the database's files: run `python manage.py redact_history --purge`."
            )

    if connection.vendor == "sqlite" and has_fts5():
        forget_erased(connection)
    transaction.on_commit(clear_out, robust=True)


def _summaries_of_corrections(action: Action, ruling: Ruling, replacement: str, reason: str) -> int:
    """Corrections hold a ruling's earlier words as readers saw them."""
    texts = {"old_summary": replacement, "new_summary": replacement}
    corrections = Correction.objects.filter(ruling=ruling)
    corrections.update(**texts)
    columns = frozenset(texts)
    return sum(erase(action, "correction", one.pk, columns, replacement, reason) for one in corrections)


def _project(row: Redactable) -> Project:
    return row.project if isinstance(row, Article | Source | Note) else row.article.project
