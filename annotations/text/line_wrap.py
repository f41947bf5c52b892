"""Owns telling text wrapped at a fixed width (mail, wire copy) from text with one paragraph a line."""

from __future__ import annotations

import re
from itertools import pairwise

_NARROWEST, _WIDEST = 50, 100  # code points of the longest line of wrapped text
_QUOTE_MARK = re.compile(r"[> ]*")
_LIST_MARK = re.compile(r"(?:[-*•·‣▪◦]|\d{1,3}[.)])\s")


def wrapped_line_starts(text: str) -> set[int]:
    """Offsets of the lines that continue the line before them; empty when the text is not wrapped.

    Whoever wraps a line breaks it where the next word no longer fits. So the text is wrapped when, of the lines
    directly under another, most begin with a word that would not have fitted above.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return set()
    continuing: set[int] = set()
    pairs = full = 0
    start = 0
    for above, line in pairwise(lines):
        start += len(above) + 1
        indented = line[:1].isspace() and not above[:1].isspace()  # an old way to begin a paragraph
        if not above.strip() or not line.strip() or indented:
            continue
        pairs += 1
        if _continues(above, line, width):
            full += 1
            continuing.add(start)
    return continuing if full >= 3 and 4 * full >= 3 * pairs else set()


def _continues(above: str, line: str, width: int) -> bool:
    mark_above, mark = _QUOTE_MARK.match(above), _QUOTE_MARK.match(line)
    depth = mark.group().count(">") if mark else 0
    if (
        not mark
        or not mark_above
        or mark_above.group().count(">") != depth
        or _LIST_MARK.match(line, mark.end())
    ):
        return False
    first_word = line[mark.end() :].split(maxsplit=1)[:1]
    return bool(first_word) and len(above.rstrip()) + 1 + len(first_word[0]) >= width
