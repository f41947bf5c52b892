"""Answers which Actions took which back, both ways, for the entries of a timeline. Two queries, whatever there are."""

from __future__ import annotations

from collections.abc import Mapping
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
class Taken:
    """The Action that was taken back: whose it was, and its verb."""

    action_id: int
    actor_id: int | None
    who: str
    verb: str


@dataclass(frozen=True, slots=True)
class Reversals:
    """By Action: which ones it took back, newest first, and to which seal of its article; who took it back."""

    takes: dict[int, tuple[int, ...]] = field(default_factory=dict)
    to_seal: dict[int, int] = field(default_factory=dict)
    by: dict[int, tuple[TakenBy, ...]] = field(default_factory=dict)
    taken: dict[int, Taken] = field(default_factory=dict)

    def of(self, action_id: int) -> list[Taken]:
        """What this Action took back, as far as it is recorded still."""
        return [self.taken[pk] for pk in self.takes.get(action_id, ()) if pk in self.taken]


def reversals_among(actions: Mapping[int, int | None]) -> Reversals:
    """What was taken back by these Actions, given with their `reverts`, and of them by others."""
    ids = sorted(actions)
    if not ids:
        return Reversals()
    rows = list(Reversal.objects.filter(Q(action_id__in=ids) | Q(reverted_action_id__in=ids)))
    pairs = {(row.action_id, row.reverted_action_id) for row in rows if row.reverted_action_id is not None}
    pairs |= {(pk, reverts) for pk, reverts in actions.items() if reverts is not None}
    named = {pk for pair in pairs for pk in pair}
    others = Action.objects.filter(Q(reverts__in=ids) | Q(pk__in=named)).order_by()
    found = Reversals(to_seal={row.action_id: row.to_seal for row in rows if row.to_seal is not None})
    for pk, actor_id, label, verb, reverts in others.values_list(
        "pk", "actor_id", "actor_label", "verb", "reverts"
    ):
        found.taken[pk] = Taken(pk, actor_id, label, verb)
        if reverts is not None and reverts in actions:
            pairs.add((pk, reverts))
    for taker, taken in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        found.takes[taker] = (*found.takes.get(taker, ()), taken)
        if taker in found.taken:
            by = found.taken[taker]
            told = TakenBy(taker, by.who, by.verb == Verb.CHANGES_REVERTED)
            found.by[taken] = (*found.by.get(taken, ()), told)
    return found
