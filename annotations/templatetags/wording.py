"""Owns showing word by word how one wording became another. Shows; knows nothing of what is worded."""

from __future__ import annotations

from django import template

from annotations.text.word_diff import Stretch, word_diff

register = template.Library()


@register.filter
def changed_to(old: str, new: str) -> list[Stretch]:
    """`old|changed_to:new`: both wordings in one, in stretches of whole words."""
    return word_diff(old, new)


@register.filter
def without_name(sentence: str, who: str) -> str:
    """The sentence after the name it begins with."""
    return sentence.removeprefix(who).lstrip()
