"""What is said: the spans of an attribution's content, around its cue and in the quotations beside it.

Works on the words of one sentence and the quotations of the article. Finds no claimant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotations.splitting.attribution_quotes import Quotation
from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES
from annotations.text.span import Span

_TRAILING = frozenset(".,;:!?-–—")
_BREAKING = frozenset("and but while although though".split())
_ADJUNCT = frozenset("after when while because since before as during although though".split())
_LISTENER_END = frozenset({C.SUBORDINATOR, C.QUOTE, C.TO, C.RELATIVE, C.MARK, C.PREPOSITION, C.AUXILIARY})
_LOOK_AHEAD = 30


@dataclass(slots=True)
class Quotations:
    """The quotations of an article, found by where they start or end."""

    items: Sequence[Quotation]
    starts: list[int] = field(init=False)
    ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [item.span.start for item in self.items]
        self.ends = [item.span.end for item in self.items]

    def ending_before(self, text: str, offset: int) -> int | None:
        """The index of the quotation that ends right before `offset`, but for space, commas and dashes."""
        at = offset
        while at > 0 and offset - at < 8 and (text[at - 1].isspace() or text[at - 1] in ",—–-"):
            at -= 1
        index = bisect_left(self.ends, at)
        return index if index < len(self.ends) and self.ends[index] == at else None

    def starting_after(self, text: str, offset: int, skip: str) -> int | None:
        """The index of the quotation that starts right after `offset`, but for space and the marks in `skip`."""
        at = offset
        while at < len(text) and at - offset < 8 and (text[at].isspace() or text[at] in skip):
            at += 1
        index = bisect_left(self.starts, at)
        return index if index < len(self.starts) and self.starts[index] == at else None


def clause_after(words: Words, first: int, *, adjuncts: bool) -> Span | None:
    """The clause that begins at word `first`; ends before the next cue's clause, or before an adjunct."""
    end = len(words.tokens)
    last = first
    for at in range(first, end):
        if at > first and _stops(words, first, at, adjuncts=adjuncts):
            break
        last = at
    while last > first and words.lower[last] in _TRAILING and words.quotation[last] < 0:
        last -= 1
    if first >= end or last == first and words.classes[first] is C.MARK:
        return None
    return words.span(first, last)


def _stops(words: Words, first: int, at: int, *, adjuncts: bool) -> bool:
    word, kind = words.lower[at], words.classes[at]
    if words.quotation[at] >= 0 and words.quotation[at] == words.quotation[at - 1]:
        return False
    if word == ";":
        return True
    if adjuncts and word in _ADJUNCT and kind is not C.NAME and at - first > 1:
        return True
    following = at + 1 if at + 1 < len(words.tokens) else at
    if word in (",", "—", "–", "--"):
        return (
            _breaks(words, following)
            or _participle_cue(words, following)
            or words.lower[following] == "according"
        )
    if word in ("and", "but"):
        return _coordinated_cue(words, following)
    return word == "according" and words.lower[following] == "to"


def _participle_cue(words: Words, at: int) -> bool:
    cue = CUES.get(words.lower[at])
    return cue is not None and cue.form == "ing" and cue.frames[0] in "cqx"


def _coordinated_cue(words: Words, at: int) -> bool:
    """A finite cue verb right after "and": "said it would rise and warned that"."""
    while at < len(words.tokens) - 1 and words.classes[at] is C.ADVERB:
        at += 1
    cue = CUES.get(words.lower[at])
    return cue is not None and cue.form == "past"


def _breaks(words: Words, at: int) -> bool:
    """A new main clause with its own cue: ", but Shelby said"."""
    if words.lower[at] not in _BREAKING:
        return False
    for position in range(at + 1, min(at + 9, len(words.tokens))):
        cue = CUES.get(words.lower[position])
        if cue is not None and cue.form in ("past", "s", "base") and words.classes[position] is C.NOUN:
            return cue.form != "base" or words.classes[position - 1] is C.PRONOUN
        if words.classes[position] is C.MARK:
            return False
    return words.lower[at] == "but"


def clause_before(words: Words, last: int) -> Span | None:
    """The clause from the start of the sentence to word `last`, without joining words at its start."""
    first = 0
    while first < last and (words.classes[first] is C.COORDINATOR or words.lower[first] in _TRAILING):
        first += 1
    while last > first and words.lower[last] in _TRAILING:
        last -= 1
    if last < first or last == first and words.classes[last] is not C.NOUN:
        return None
    return words.span(first, last)


def content_start(words: Words, at: int, *, listener: bool) -> int:
    """The word where an indirect content begins after the cue: past times, places and the listener."""
    end = len(words.tokens)
    while (
        at < end and words.classes[at] in (C.TIME, C.ADVERB) and words.lower[at] not in ("there", "so", "not")
    ):
        at += 1
    if listener:
        at = _past_listener(words, at)
    if at < end and words.classes[at] in (C.PREPOSITION, C.TIME) or (at < end and words.lower[at] == ","):
        marker = next(
            (
                i
                for i in range(at, min(end, at + _LOOK_AHEAD))
                if words.lower[i] == "that" or words.classes[i] is C.QUOTE
            ),
            None,
        )
        if marker is not None:
            return marker
    if at < end and words.lower[at] in (",", ":"):
        at += 1
    return at


def _past_listener(words: Words, at: int) -> int:
    """The word after the listener: "reporters", "him", "the court", "Fox News on Monday"."""
    end = len(words.tokens)
    if at >= end:
        return at
    if words.classes[at] is C.OBJECT_PRONOUN or words.lower[at] in ("her", "it", "you", "everyone"):
        return at + 1
    start = at
    while at < end and at - start < 10 and words.classes[at] not in _LISTENER_END | {C.TIME}:
        if (
            at > start
            and words.classes[at] in (C.PRONOUN, C.DETERMINER)
            and words.lower[at] not in ("'s", "’s")
        ):
            return at
        at += 1
    while (
        at < end
        and words.classes[at] in (C.TIME, C.ADVERB)
        or (at + 1 < end and words.classes[at] is C.PREPOSITION and words.classes[at + 1] is C.TIME)
    ):
        at += 1 if words.classes[at] is not C.PREPOSITION else 2
    return at
