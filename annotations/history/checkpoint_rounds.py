"""Owns when a checkpoint is due, and the rounds that make it. Looks at the stored seals, so nothing needs to call it.

Whoever publishes writes nothing for it: the publishing's own seal, stored in its transaction, is what is noticed. So
no crash between a commit and a call can lose a checkpoint.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Exists, OuterRef
from django.utils import timezone

from annotations.history.checkpoint_files import folders, keep_copies
from annotations.history.checkpoints import has_unsigned_seals, make_checkpoint
from annotations.models import Action, Change, Checkpoint, Leaf, Seal, Verb

PUBLIC = (Verb.RULING_PUBLISHED, Verb.RULING_CORRECTED, Verb.RULING_RETRACTED)
# Publishings looked at in a round: more than anybody makes between two.
LATEST = 50
SECONDS_BETWEEN_ROUNDS = 5.0

Say = Callable[[str], object]


def is_due(every: timedelta) -> bool:
    """At once for what was published; for anything else when the newest checkpoint is that old."""
    if _publishing_waits():
        return True
    newest = Checkpoint.objects.order_by("-id").first()
    return (newest is None or timezone.now() - newest.at >= every) and has_unsigned_seals()


def _publishing_waits() -> bool:
    """Whether a ruling was published, corrected or retracted that no checkpoint covers."""
    latest = list(
        Action.objects.filter(verb__in=PUBLIC).order_by("-id").values_list("id", flat=True)[:LATEST]
    )
    if not latest:
        return False
    streams = Change.objects.filter(action_id__in=latest).values("stream").distinct()
    seals = Seal.objects.filter(stream__in=streams, action_id__in=latest)
    return seals.exclude(Exists(Leaf.objects.filter(seal_id=OuterRef("pk")))).exists()


def one_round(every: timedelta, say: Say, complain: Say) -> None:
    """Make the checkpoint that is due, and the copies that are missing. What fails is tried again next time."""
    try:
        if is_due(every):
            made = make_checkpoint(settings.DATA_DIR)
            say(f"{timezone.now():%Y-%m-%d %H:%M:%S} checkpoint over {made.size} seals")
        for trouble in keep_copies(folders()):
            complain(trouble)
    except (DatabaseError, OSError, ValueError) as error:
        complain(f"{timezone.now():%Y-%m-%d %H:%M:%S} no checkpoint this time, trying again: {error}")
    finally:
        close_old_connections()


def rounds(every: timedelta, stop: threading.Event, say: Say, complain: Say) -> None:
    """Round after round, until it is told to stop."""
    while not stop.is_set():
        one_round(every, say, complain)
        stop.wait(SECONDS_BETWEEN_ROUNDS)
    connections.close_all()
