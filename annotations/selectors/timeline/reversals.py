"""Answers which Actions took which back, both ways, for the entries of a timeline. Two queries, whatever there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from annotations.models import Action, Reversal, Verb


@dataclass(frozen=True, slots=True)
class TakenBy:
    """The Action that took one back; `is_partly` where it took single Changes of it."""

    action_id: int
    who: str
    is_partly: bool


@dataclass(frozen=True, slots=True)
class Reversals:
    """By Action: which ones it took back, newest first, and to which seal of its article; who took it back."""

    takes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    to_seal: dict[int, int] = field(default_factory=dict)
    by: dict[int, tuple[TakenBy, ...]] = field(default_factory=dict)


def reversals_among(action_ids: Iterable[int]) -> Reversals:
    """What was taken back by these Actions, and of them by others."""
    ids = sorted(set(action_ids))
    if not ids:
        return Reversals()
    rows = list(Reversal.objects.filter(Q(action_id__in=ids) | Q(reverted_action_id__in=ids)))
    pairs = {(row.action_id, row.reverted_action_id) for row in rows if row.reverted_action_id is not None}
    takers = Action.objects.filter(Q(reverts__in=ids) | Q(pk__in=[taker for taker, _ in pairs]))
    labels: dict[int, tuple[str, bool]] = {}
    for pk, label, verb, reverts in takers.values_list("pk", "actor_label", "verb", "reverts"):
        labels[pk] = label, verb == Verb.CHANGES_REVERTED
        if reverts is not None:
            pairs.add((pk, reverts))
    found = Reversals(to_seal={row.action_id: row.to_seal for row in rows if row.to_seal is not None})
    for taker, taken in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        found.takes[taker] = (*found.takes.get(taker, ()), taken)
        who, is_partly = labels.get(taker, ("", False))
        found.by[taken] = (*found.by.get(taken, ()), TakenBy(taker, who, is_partly))
    return found
