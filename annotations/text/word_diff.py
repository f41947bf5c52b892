"""Owns telling word by word how one text became another, in time linear in both. Knows nothing of what is told.

Unique words that both texts hold in the same order are found first (patience diff); what lies between them is compared
by the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (Algorithmica 1986), with a
limit on the work. What exceeds it is told whole, old before new.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

# Steps of comparing in one call, and edits in one stretch: what is beyond them reads worse than old beside new.
STEPS = 40_000
EDITS = 120
# Stretches of more words than this are cut at unique words before they are compared.
SHORT = 60
# Two texts with less than this share of their characters in common are told whole.
ALIKE = 0.3

# Characters that are words of their own: of scripts without spaces, and every mark of punctuation.
_SINGLE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "!-/:-@\\[-`{-~\u00a1-\u00bf\u2010-\u205e\u3000-\u303f\uff01-\uff0f"
_WORDS = re.compile(rf"\d[\d.,:]*\d|[^\s{_SINGLE}{_MARKS}]+|\S|\s+")

Part = Literal["same", "old", "new"]
Match = tuple[int, int, int]  # place before, place after, number of words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words that stayed, went or came. The old text is all `same` and `old` stretches, the new one the others."""

    part: Part
    text: str


def word_diff(old: str, new: str) -> list[Stretch]:
    """Both texts in one, in stretches of whole words; an old stretch stands before the new one in its place.

    White space goes with the word before it. Texts that have little in common are two stretches.
    """
    if old == new:
        return [Stretch("same", old)] if old else []
    before, after = _words(old), _words(new)
    kept = list(_matches([word for word, _ in before], [word for word, _ in after]))
    common = sum(_length(before[at : at + size]) for at, _, size in kept)
    if common < ALIKE * min(_length(before), _length(after)):
        kept = []
    return _told(before, after, kept)


def _words(text: str) -> list[tuple[str, str]]:
    """(word, white space after it); white space at the beginning follows an empty word."""
    words: list[tuple[str, str]] = []
    for found in _WORDS.findall(text):
        if not found.isspace():
            words.append((found, ""))
        elif words:
            words[-1] = (words[-1][0], found)
        else:
            words.append(("", found))
    return words


def _length(words: Sequence[tuple[str, str]]) -> int:
    return sum(len(word) for word, _ in words)


def _matches(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    """What stays, in order: equal beginnings and ends, and between them what anchors and edits leave."""
    head = 0
    limit = min(len(before), len(after))
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if head:
        yield 0, 0, head
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    for at, new_at, size in _inside(left, right):
        yield at + head, new_at + head, size
    if tail:
        yield len(before) - tail, len(after) - tail, tail


def _inside(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    anchors = [] if max(len(before), len(after)) <= SHORT else _anchors(before, after)
    steps, at, new_at = STEPS, 0, 0
    for anchor, new_anchor in [*anchors, (len(before), len(after))]:
        found, spent = _edited(before[at:anchor], after[new_at:new_anchor], steps)
        steps -= spent
        for start, new_start, size in found:
            yield start + at, new_start + new_at, size
        if anchor < len(before):
            yield anchor, new_anchor, 1
        at, new_at = anchor + 1, new_anchor + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that stand once in each text, as many as stand in one order in both."""
    counted, counted_after = Counter(before), Counter(after)
    places = {word: place for place, word in enumerate(after) if counted_after[word] == 1}
    pairs = [
        (place, places[word]) for place, word in enumerate(before) if counted[word] == 1 and word in places
    ]
    ends: list[int] = []
    chain: list[int] = []
    links: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        links.append(chain[length - 1] if length else -1)
        ends[length:] = [place]
        chain[length:] = [index]
    found: list[tuple[int, int]] = []
    index = chain[-1] if chain else -1
    while index >= 0:
        found.append(pairs[index])
        index = links[index]
    return found[::-1]


def _edited(before: Sequence[str], after: Sequence[str], steps: int) -> tuple[list[Match], int]:
    """The longest common words by fewest edits, and the steps that took; nothing stays when they run out."""
    rows, columns = len(before), len(after)
    if not rows or not columns:
        return [], 0
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    spent = 0
    for edits in range(min(EDITS, rows + columns) + 1):
        trace.append(furthest.copy())
        for diagonal in range(-edits, edits + 1, 2):
            row = _next_row(furthest, diagonal, edits)
            column = row - diagonal
            while row < rows and column < columns and before[row] == after[column]:
                row, column = row + 1, column + 1
                spent += 1
            furthest[diagonal] = row
            spent += 1
            if row >= rows and column >= columns:
                return _walked(trace, rows, columns), spent
        if spent > steps:
            break
    return [], spent


def _next_row(furthest: dict[int, int], diagonal: int, edits: int) -> int:
    down, right = furthest.get(diagonal + 1, -1), furthest.get(diagonal - 1, -1) + 1
    goes_down = diagonal == -edits or (diagonal != edits and right <= down)
    return down if goes_down else right


def _walked(trace: Sequence[dict[int, int]], rows: int, columns: int) -> list[Match]:
    """The way back from the end, as runs of equal words in order."""
    found: list[Match] = []
    row, column = rows, columns
    for edits in range(len(trace) - 1, -1, -1):
        furthest = trace[edits]
        diagonal = row - column
        begin = _next_row(furthest, diagonal, edits)
        if row > begin:
            found.append((begin, begin - diagonal, row - begin))
        goes_down = begin == furthest.get(diagonal + 1, -1) and (
            diagonal == -edits or (diagonal != edits and furthest.get(diagonal - 1, -1) + 1 <= begin)
        )
        row, column = (begin, begin - diagonal - 1) if goes_down else (begin - 1, begin - diagonal)
    return found[::-1]


def _told(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], kept: Sequence[Match]
) -> list[Stretch]:
    told = _Telling()
    at = new_at = 0
    for start, new_start, size in [*kept, (len(before), len(after), 0)]:
        told.add("old", "".join(map("".join, before[at:start])))
        told.add("new", "".join(map("".join, after[new_at:new_start])))
        pairs = zip(before[start : start + size], after[new_start : new_start + size], strict=True)
        for (word, space), (_, new_space) in pairs:
            if space == new_space:
                told.add("same", word + space)
            else:
                told.add("same", word)
                told.add("old", space)
                told.add("new", new_space)
        at, new_at = start + size, new_start + size
    return told.stretches


class _Telling:
    """Joins stretches: what went and came in one place stands together, also across a lone mark that stayed."""

    def __init__(self) -> None:
        self.done: list[Stretch] = []
        self.same = self.old = self.new = ""

    def add(self, part: Part, text: str) -> None:
        if not text:
            return
        if part == "same":
            self.same += text
            return
        if self.same:
            if (self.old or self.new) and self._is_lone():
                self.old, self.new = self.old + self.same, self.new + self.same
                self.same = ""
            else:
                self._put()
        if part == "old":
            self.old += text
        else:
            self.new += text

    def _is_lone(self) -> bool:
        """Nothing but white space and one or two marks: not worth a piece of its own between two changes."""
        rest = self.same.strip()
        return len(rest) <= 2 and not any(character.isalnum() for character in rest)

    def _put(self) -> None:
        """The change, and what stayed after it, to which white space belongs that ends both sides of the change."""
        space = _space_after(self.old)
        if space and space == _space_after(self.new):
            self.old, self.new = self.old.rstrip(), self.new.rstrip()
            self.same = space + self.same
        told = (Stretch("old", self.old), Stretch("new", self.new), Stretch("same", self.same))
        self.done += [stretch for stretch in told if stretch.text]
        self.old = self.new = self.same = ""

    @property
    def stretches(self) -> list[Stretch]:
        self._put()
        return self.done


def _space_after(text: str) -> str:
    return text[len(text.rstrip()) :]
