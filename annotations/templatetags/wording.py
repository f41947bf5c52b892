"""Owns how sentences are put together and shown word by word as they changed. Knows nothing of what is worded."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from annotations.text.word_diff import Stretch, word_diff

register = template.Library()


@register.filter
def changed_to(old: str, new: str) -> list[Stretch]:
    """`old|changed_to:new`: both wordings in one, in stretches of whole words."""
    return word_diff(old, new)


@register.filter
def in_words(parts: Sequence[object]) -> str:
    """Several things as one speaks of them: "a", "a and b", "a, b and c"."""
    *some, last = [str(part) for part in parts] or [""]
    return _("%(some)s and %(last)s") % {"some": ", ".join(some), "last": last} if some else last


@register.filter
def without_name(sentence: str, who: str) -> str:
    """The sentence after the name it begins with."""
    return sentence.removeprefix(who).lstrip()
