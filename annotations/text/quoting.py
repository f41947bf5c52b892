"""Owns finding a quotation in a text, exactly and in time linear in the text. Never matches approximately."""

from __future__ import annotations

from annotations.text.span import Span


def nearest(text: str, quote: str, around: int) -> Span | None:
    """The exact occurrence of `quote` whose start is nearest to the code point `around`; the earlier of two.

    None when `text` does not hold `quote`, or `quote` is empty.
    """
    if not quote:
        return None
    around = max(0, min(around, len(text)))
    after = text.find(quote, around)
    # str.rfind can take time text x quote; str.find cannot, so the part before is searched backwards by hand.
    head = text[: around + len(quote) - 1][::-1]
    mirrored = head.find(quote[::-1])
    before = len(head) - mirrored - len(quote) if mirrored >= 0 else -1
    starts = [start for start in (before, after) if start >= 0]
    if not starts:
        return None
    start = min(starts, key=lambda start: abs(start - around))
    return Span(start, start + len(quote))


def occurrences(text: str, quote: str) -> list[Span]:
    """Every exact occurrence of `quote`, overlapping ones too, in order. Empty for an empty quote."""
    if not quote:
        return []
    borders = _borders(quote)
    period = len(quote) - borders[-1]
    if 2 * period >= len(quote):
        return [Span(at, at + len(quote)) for at in _leap(text, quote, period)]
    return [Span(at, at + len(quote)) for at in _walk(text, quote, borders)]


def _leap(text: str, quote: str, period: int) -> list[int]:
    """Starts found by `str.find`; linear because no two are closer than half a quote."""
    found = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + period)
    return found


def _walk(text: str, quote: str, borders: list[int]) -> list[int]:
    """Starts found by Knuth, Morris and Pratt's matcher, for quotes that repeat themselves ("ha ha ha")."""
    found = []
    matched = 0
    for index, char in enumerate(text):
        while matched and (matched == len(quote) or quote[matched] != char):
            matched = borders[matched - 1]
        if quote[matched] == char:
            matched += 1
        if matched == len(quote):
            found.append(index - len(quote) + 1)
    return found


def _borders(quote: str) -> list[int]:
    """For each prefix, the length of the longest shorter prefix that also ends it."""
    borders = [0] * len(quote)
    matched = 0
    for index in range(1, len(quote)):
        while matched and quote[matched] != quote[index]:
            matched = borders[matched - 1]
        if quote[matched] == quote[index]:
            matched += 1
        borders[index] = matched
    return borders
