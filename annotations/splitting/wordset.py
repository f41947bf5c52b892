"""Owns sets of word numbers of one sentence, kept as the bits of a whole number. Knows no grammar."""

from __future__ import annotations

from collections.abc import Iterator

# Bit 3 set means that word 3 is in the set. Union is `|`, overlap is `&`, the empty set is 0.
Words = int


def first(words: Words) -> int:
    """The smallest word number; -1 for no words."""
    return (words & -words).bit_length() - 1


def last(words: Words) -> int:
    """The largest word number; -1 for no words."""
    return words.bit_length() - 1


def numbers(words: Words) -> Iterator[int]:
    """The word numbers from small to large."""
    while words:
        lowest = words & -words
        yield lowest.bit_length() - 1
        words ^= lowest


def upto(word: int) -> Words:
    """All words from 0 to this one."""
    return (1 << (word + 1)) - 1


def between(start: int, end: int) -> Words:
    """Words from `start` up to, but not including, `end`."""
    return ((1 << end) - 1) & ~((1 << start) - 1) if end > start else 0
