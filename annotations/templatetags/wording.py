"""Owns showing word by word how one wording became another. Shows; knows nothing of what is worded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django import template

register = template.Library()

# Comparing costs the product of both lengths, so that longer texts are shown whole, old beside new.
LONGEST = 300  # words and spaces between them
# Two wordings with less than this share in common are shown whole too.
ALIKE = 0.3
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

Part = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words that stayed, went or came."""

    part: Part
    text: str


@register.filter
def changed_to(old: str, new: str) -> list[Stretch]:
    """`old|changed_to:new`: both wordings in one, in stretches of whole words."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return [Stretch("old", old), Stretch("new", new)]
    kept = _kept(before, after)
    if sum(len(word) for start, _, size in kept for word in before[start : start + size]) < ALIKE * len(old):
        return [Stretch("old", old), Stretch("new", new)]
    stretches: list[Stretch] = []
    left = right = 0
    for start, new_start, size in kept:
        _append(stretches, "old", before[left:start])
        _append(stretches, "new", after[right:new_start])
        _append(stretches, "same", before[start : start + size])
        left, right = start + size, new_start + size
    return stretches


def _kept(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    """(place before, place after, length) of what stayed, ending with an empty stretch; a lone space is no such."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [
        (start, new_start, size)
        for start, new_start, size in blocks
        if size == 0 or "".join(before[start : start + size]).strip()
    ]


def _append(stretches: list[Stretch], part: Part, words: list[str]) -> None:
    if words:
        stretches.append(Stretch(part, "".join(words)))


@register.filter
def without_name(sentence: str, who: str) -> str:
    """The sentence after the name it begins with."""
    return sentence.removeprefix(who).lstrip()
