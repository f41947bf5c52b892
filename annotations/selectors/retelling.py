"""Answers what readers were told about an article beside a published ruling, and which of it has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from annotations.models import Article, Change, Ruling
from annotations.selectors.timeline.words import field_label

# What readers know an article by, and what a claim's date is reckoned from.
TOLD = frozenset({"title", "url", "published_on"})


@dataclass(frozen=True, slots=True)
class Retelling:
    """`what` names the changed fields, such as "title and published on"; `reason` may be empty."""

    what: str
    who: str
    at: datetime
    reason: str


def rulings_told(article: Article) -> QuerySet[Ruling]:
    """The article's rulings that stand in public."""
    return Ruling.objects.filter(article=article, state=Ruling.State.PUBLISHED)


def retold_since(ruling: Ruling | None) -> tuple[Retelling, ...]:
    """Changes of the article after the ruling was published, the newest first. One query, none for a draft."""
    if ruling is None or ruling.published_at is None:
        return ()
    changes = Change.objects.filter(
        entity="article",
        row_id=ruling.article_id,
        operation=Change.Operation.UPDATE,
        at__gt=ruling.published_at,
    )
    found = []
    for change in changes.select_related("action"):
        if fields := sorted(change.values.keys() & TOLD):
            labels = [field_label("article", name) for name in fields]
            found.append(
                Retelling(
                    what=get_text_list(labels, _("and")),
                    who=change.action.actor_label if change.action else _("nobody known"),
                    at=change.at,
                    reason=change.action.reason if change.action else "",
                )
            )
    return tuple(found)
