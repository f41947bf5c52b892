"""Owns telling the Actions that factcheck opened from those that somebody put into the database. Reads nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from annotations.history.digests import ActionFields, moment
from annotations.history.finding import Finding
from annotations.history.gesture_mark import RANDOM, is_marked
from annotations.history.log_tables import ACTION_TABLE

FORGED = "was not opened by factcheck but written into the database: it lacks the mark whose key lies outside"


class Vouched:
    """Looks at every Action on its way. From the first marked one on, each must bear a mark, and no two the same.

    Older ones were opened before there were marks: of them this says nothing. Nor of those in `erased`, whose mark went
    with what it was made of.
    """

    def __init__(self, key: bytes | None, erased: Collection[int]) -> None:
        self.key, self.erased = key, erased
        self.marked = 0
        self._first: int | None = None
        self._lacking: dict[int, str] = {}
        self._chances: set[int] = set()
        self._twice: dict[int, str] = {}

    def look(self, action: ActionFields) -> None:
        if self.key is None or action.id in self.erased:
            return
        said = f"{moment(action.at)[:19]}"
        if not is_marked(action, self.key):
            self._lacking[action.id] = said
            return
        self.marked += 1
        self._first = action.id if self._first is None else min(self._first, action.id)
        chance = int(action.nonce[:RANDOM], 16)
        if chance in self._chances:
            self._twice[action.id] = said
        self._chances.add(chance)

    def findings(self, told_already: Collection[int], late: Collection[int]) -> Iterator[Finding]:
        """`told_already` are known to be altered; `late` are older ids that explain Changes after the first mark."""
        for pk, said in sorted(self._lacking.items()):
            if self._first is None or pk in told_already:
                continue
            if pk > self._first or pk < 1 or pk in late:
                yield Finding("action", FORGED, ACTION_TABLE, pk, since=said)
        for pk, said in sorted(self._twice.items()):
            yield Finding(
                "action",
                "bears the mark of another: it was copied in the database",
                ACTION_TABLE,
                pk,
                since=said,
            )

    @property
    def first(self) -> int | None:
        """The id of the first Action that bears a mark."""
        return self._first
