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
    stretches = []
    for what, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if what == "equal":
            stretches.append(Stretch("same", "".join(before[start:end])))
            continue
        if start < end:
            stretches.append(Stretch("old", "".join(before[start:end])))
        if new_start < new_end:
            stretches.append(Stretch("new", "".join(after[new_start:new_end])))
    return stretches


@register.filter
def without_name(sentence: str, who: str) -> str:
    """The sentence after the name it begins with."""
    return sentence.removeprefix(who).lstrip()
