"""Answers what was erased: which value of which row or gesture, when, by whom and why. Never what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from annotations.models import Action, Change, Project, Redaction, Verb
from annotations.selectors.timeline.scope import project_of_stream


@dataclass(frozen=True, slots=True)
class Erasure:
    """The newest redaction of a value."""

    at: datetime
    who: str
    reason: str

    @property
    def sentence(self) -> str:
        """“erased on 3 May 2026 by Ruth: court order”."""
        day = date_format(localtime(self.at), "DATE_FORMAT")
        return _("erased on %(day)s by %(who)s: %(reason)s") % {
            "day": day,
            "who": self.who,
            "reason": self.reason,
        }


def erasures_in(project: Project) -> QuerySet[Action]:
    """The Actions that erased something in the project, newest first."""
    changed = Change.objects.annotate(in_project=project_of_stream()).filter(in_project=project.pk)
    gestures = Action.objects.filter(verb=Verb.HISTORY_REDACTED)
    return gestures.filter(pk__in=changed.filter(action__verb=Verb.HISTORY_REDACTED).values("action_id"))


def erasures_of_changes(ids: Iterable[int]) -> dict[int, dict[str, Erasure]]:
    """Change id -> column -> what was erased from it. Three queries whatever the number."""
    return _by_column("change_id", ids)


def erasures_of_actions(ids: Iterable[int]) -> dict[int, dict[str, Erasure]]:
    """The same for what Actions tell of people."""
    return _by_column("redacted_action_id", ids)


def erasures_of_rows(rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Erasure]]:
    """(entity, row id) -> column -> the newest erasure among all its Changes."""
    wanted = set(rows)
    entities, row_ids = {entity for entity, _ in wanted}, {row_id for _, row_id in wanted}
    changes = Change.objects.filter(entity__in=entities, row_id__in=row_ids, nonce="")
    place = {pk: (entity, row_id) for pk, entity, row_id in changes.values_list("id", "entity", "row_id")}
    found: dict[tuple[str, int], dict[str, Erasure]] = {}
    for pk, columns in sorted(erasures_of_changes(place).items()):
        if place[pk] in wanted:
            found.setdefault(place[pk], {}).update(columns)
    return found


def _by_column(key: str, ids: Iterable[int]) -> dict[int, dict[str, Erasure]]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    redactions = list(Redaction.objects.filter(**{f"{key}__in": wanted}).order_by("id"))
    names = dict(
        Action.objects.filter(pk__in={one.action_id for one in redactions}).values_list("id", "actor_label")
    )
    found: dict[int, dict[str, Erasure]] = {}
    for one in redactions:
        erasure = Erasure(one.at, names.get(one.action_id, ""), one.reason)
        found.setdefault(getattr(one, key), {}).update(dict.fromkeys(one.columns.split(","), erasure))
    return found
