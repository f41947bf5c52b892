"""Answers how far the history is signed for. Signs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from annotations.models import Checkpoint, Leaf, Seal

# A checkpoint that is late by as much is no longer merely on its way.
OVERDUE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Newest:
    """`state` is `current` (everything is signed for), `behind` (something newer waits), or `overdue`."""

    age: timedelta
    state: str


def newest_checkpoint() -> Newest | None:
    """The newest checkpoint, None when there is none. Three look-ups, however long the history is."""
    checkpoint = Checkpoint.objects.order_by("-id").first()
    if checkpoint is None:
        return None
    age = timezone.now() - checkpoint.at
    last = Seal.objects.order_by("-id").values_list("id", flat=True).first()
    if last is None or Leaf.objects.filter(seal_id=last).exists():
        return Newest(age, "current")
    limit = timedelta(minutes=OVERDUE_TIMES * settings.CHECKPOINT_MINUTES)
    return Newest(age, "overdue" if limit and age > limit else "behind")
