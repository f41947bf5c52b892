"""Owns the sorting of a claim into its kind by the words it uses. Knows no check-worthiness."""

from __future__ import annotations

import re

from annotations.splitting.proposal import Kind

_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.RANKING,
        re.compile(
            r"\b(?:first|firsts|most|least|largest|biggest|smallest|highest|lowest|longest|shortest|oldest|youngest|worst"
            r"|best|fastest|deadliest|busiest|richest|poorest|only|record|unprecedented|last time|\w{4,}est)\b",
            re.I,
        ),
    ),
)


def kind_of(words: str) -> Kind:
    """The kind of a claim that is worded so."""
    for kind, pattern in _RULES:
        if pattern.search(words):
            return kind
    return Kind.OTHER
