"""Owns finding what an altered Action said. Only its hash is kept, so what it may have said is tried against that.

Tried are: what an export that was kept outside tells of it, what other Actions and accounts are called, and for
a moment every microsecond shortly before its first Change. What none of these holds, a reason typed once, cannot be
found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, product
from typing import Any

from annotations.history.digests import ActionFields, action_hash
from annotations.models import Action, Change, Channel, User, Verb

# Different values of one column that are tried, and of two columns at once; a hash takes some microseconds.
OF_ONE, OF_TWO = 20_000, 200_000
# An Action is on record that long before its first Change, at the most that is tried: 250 ms, and 2 ms of rounding.
BEFORE, AFTER = 250_000, 2_000
# Others are only told to be altered: somebody who alters more has rewritten the history.
ACTIONS = 5

Values = dict[str, Any]


@dataclass(slots=True)
class Recollection:
    """`outside` is what an export that was kept elsewhere says of Actions, by their ids."""

    alias: str
    outside: Mapping[int, ActionFields]
    _asked: int = 0
    _known: dict[str, list[Any]] | None = None

    def differences(
        self, action_id: int, sealed: Collection[str], hidden: str | None = None
    ) -> list[tuple[str, Any, Any]]:
        """(column, what it said, what it says now) of the Action whose hash was sealed; empty when it cannot be told.

        `hidden` is the hash of what was erased of it.
        """
        action = Action.objects.using(self.alias).filter(pk=action_id).first()
        self._asked += 1
        if action is None or self._asked > ACTIONS:
            return []
        now = ActionFields(**{name: getattr(action, name) for name in ActionFields._fields})
        now = now._replace(at=now.at or datetime.min.replace(tzinfo=UTC))
        for was in self._possible(now):
            if action_hash(was, hidden) in sealed:
                pairs = zip(ActionFields._fields, was, now, strict=True)
                return [(name, one, other) for name, one, other in pairs if one != other and name != "nonce"]
        return []

    def _possible(self, now: ActionFields) -> Iterator[ActionFields]:
        if now.id in self.outside:
            yield self.outside[now.id]
        one_each = [[{name: value} for value in values[:OF_ONE]] for name, values in self._values().items()]
        people = [{"actor_id": pk, "actor_label": label} for pk, label in self._people()]
        for changed in chain(*one_each, people):
            yield now._replace(**changed)
        for at in self._moments(now.id):
            yield now._replace(at=at)
        left = OF_TWO
        for others in sorted(one_each, key=len):
            left -= len(others) * len(people)
            if left < 0:
                return
            for person, other in product(people, others):
                yield now._replace(**(person | other))

    def _values(self) -> dict[str, list[Any]]:
        """What is said in each column by any Action. Read once."""
        if self._known is None:
            self._known = {"channel": list(Channel.values), "verb": list(Verb.values), "reverts": [None]}
            actions = Action.objects.using(self.alias).order_by()
            for name in (
                "actor_label",
                "actor_id",
                "app_version",
                "on_behalf_of",
                "client",
                "reason",
                "channel",
                "verb",
            ):
                found = actions.values_list(name, flat=True).distinct()[:OF_ONE]
                self._known[name] = [*self._known.get(name, []), *found]
            for name in ("on_behalf_of", "client", "reason"):
                self._known[name].append("")
        return self._known

    def _people(self) -> Iterator[tuple[int | None, str]]:
        for person in User.objects.using(self.alias).order_by("id")[:OF_ONE]:
            yield from ((person.pk, label) for label in dict.fromkeys((str(person), person.username)))
        actions = Action.objects.using(self.alias).order_by()
        yield from actions.values_list("actor_id", "actor_label").distinct()[:OF_ONE]

    def _moments(self, action_id: int) -> Iterator[datetime]:
        changes = Change.objects.using(self.alias).filter(action_id=action_id).order_by("id")
        first = changes.values_list("at", flat=True).first()
        if first is not None:
            yield from (first + timedelta(microseconds=step) for step in range(AFTER, -BEFORE, -1))
