"""Owns giving each draft its kind and its check-worthiness. Equal sentences are worked on once."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.splitting.draft import Draft, Passage, drafts
from annotations.splitting.kinds import kind_of
from annotations.splitting.proposal import Kind
from annotations.splitting.structure import BlockKind
from annotations.splitting.worthiness import Worthiness, worthiness

_DATELINE = Worthiness(0.05, ("date",))  # that an article bears a date is seldom in doubt
_ENOUGH = 2_000  # code points of a statement that are looked at


@dataclass(frozen=True, slots=True)
class Rated:
    """A draft with what it is about and how much it deserves a check."""

    draft: Draft
    kind: Kind
    worth: Worthiness


class Rater:
    """Drafts and rates the sentences of one article."""

    def __init__(self) -> None:
        self._known: dict[object, list[Rated]] = {}

    def rated(self, passage: Passage, block: BlockKind) -> list[Rated]:
        """The rated drafts of a sentence; those of an equal one with the same voices in it."""
        heard = tuple((voice.content, voice.speaking) for voice in passage.voices)
        key = (passage.text, block, heard, tuple(passage.quoted))
        if key not in self._known:
            self._known[key] = [_rated(passage, draft, block) for draft in drafts(passage)]
        return self._known[key]


def _rated(passage: Passage, draft: Draft, block: BlockKind) -> Rated:
    statement = draft.statement[:_ENOUGH]
    if block is BlockKind.DATELINE:
        return Rated(draft, Kind.TIME, _DATELINE)
    kind = kind_of(statement, adjunct=draft.adjunct, quoted=draft.quoted)
    return Rated(draft, kind, worthiness(statement, kind=kind, context=passage.text[:_ENOUGH]))
