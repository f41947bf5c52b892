"""Owns saying, in the language of whoever handed a text in, why it cannot be stored. Stores nothing."""

from __future__ import annotations

from django.utils.translation import gettext

from annotations.text.canonical import UnusableText


def in_words(unusable: UnusableText) -> str:
    """The reason in the language of the moment: the pure layers below speak English only."""
    return gettext(unusable.sentence) % unusable.values
