"""Owns erasing values for good, for a legal reason or to protect a person: from the rows and from their history."""

from __future__ import annotations

import logging

from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.purging import purge
from annotations.history.recording import recorded
from annotations.history.redacting import ERASED, erase, erase_from_action
from annotations.history.sqlite_search import forget_erased, has_fts5
from annotations.models import (
    Action,
    Article,
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
from annotations.policy import require
from annotations.services.rows import changed, locked, refuse

Redactable = Article | Claim | Verdict | Source | Citation | Note | Ruling

# What people type, by kind of row. Spans and ratings are no personal data.
FIELDS: dict[type[Redactable], frozenset[str]] = {
    Article: frozenset({"title", "publisher", "byline"}),
    Claim: frozenset({"statement", "claimant"}),
    Verdict: frozenset({"rationale"}),
    Source: frozenset({"title", "publisher"}),
    Citation: frozenset({"quote", "locator"}),
    Note: frozenset({"text"}),
    Ruling: frozenset({"summary"}),
}
# What of a gesture may be erased. Who did it goes with the account.
OF_ACTION = frozenset({"reason", "on_behalf_of", "client"})


def redact(
    *, actor: Actor, row: Redactable, field: str, version: int | None, reason: str, replacement: str = ERASED
) -> int:
    """Replace a value and erase what it was from every Change of the row. Returns how many Changes lost it.

    Who, when, why and which value stay on record; the value itself cannot be restored by anybody. Copies of it in
    other rows are found and erased by services.erasing.erase_passage; files that left the database are not reached.
    """
    require(actor, Verb.HISTORY_REDACTED, _project(row))
    if field not in FIELDS[type(row)]:
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
