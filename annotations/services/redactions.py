"""Owns erasing a value for good, for a legal reason or to protect a person: from the row and from its history."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.history.redacting import ERASED, erase
from annotations.history.sqlite_search import forget_erased, has_fts5
from annotations.models import Article, Citation, Claim, Note, Project, Ruling, Source, Verb, Verdict
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


def redact(
    *, actor: Actor, row: Redactable, field: str, version: int | None, reason: str, replacement: str = ERASED
) -> int:
    """Replace a value and erase what it was from every Change of the row. Returns how many Changes lost it.

    Who, when, why and which value stay on record; the value itself cannot be restored by anybody. Copies of it
    elsewhere (other rows, exports, backups) are redacted one by one.
    """
    require(actor, Verb.HISTORY_REDACTED, _project(row))
    if field not in FIELDS[type(row)]:
        raise refuse(field, _("This value cannot be erased."))
    if not reason.strip():
        raise refuse("reason", _("Say why the value is erased."), "required")
    with recorded(actor, Verb.HISTORY_REDACTED, reason=reason) as action:
        current = changed(locked(row, version), **{field: replacement})
        entity = row._meta.model_name or ""
        erased = erase(action, entity, current.pk, frozenset({field}), replacement, reason)
        if connection.vendor == "sqlite" and has_fts5():
            forget_erased(connection)
        return erased


def _project(row: Redactable) -> Project:
    return row.project if isinstance(row, Article | Source | Note) else row.article.project
