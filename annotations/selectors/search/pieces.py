"""Owns showing where in a text the words stand that somebody looked for: pieces as data, never markup.

It agrees with the index as far as eyes can tell; what is found is for the index alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from annotations.selectors.search.query import Asked, Term

_MARKS = "[\u0300-\u036f]*+"
_WORD = re.compile(r"[^\W_]+")
_ACCENTED = (*range(0xC0, 0x250), *range(0x386, 0x3CF), *range(0x1E00, 0x2000))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


def highlighted(text: str, asked: Asked) -> tuple[Piece, ...]:
    """The whole text in pieces; put together they are the text."""
    pattern = _pattern(asked)
    if pattern is None:
        return (Piece(text),)
    pieces, end = [], 0
    for hit in pattern.finditer(text):
        pieces += [Piece(text[end : hit.start()]), Piece(hit[0], is_hit=True)]
        end = hit.end()
    return tuple(piece for piece in (*pieces, Piece(text[end:])) if piece.text)


def snippet(text: str, asked: Asked, length: int = 240) -> tuple[Piece, ...]:
    """About `length` code points around the first hit, or from the beginning; an ellipsis for what is cut off."""
    pattern = _pattern(asked)
    hit = pattern.search(text) if pattern else None
    start = max(0, hit.start() - length // 3) if hit else 0
    if start:
        space = text.find(" ", start, start + 30)
        start = space + 1 if space != -1 else start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", max(start, end - 30), end)
        end = space if space != -1 else end
    shown = highlighted(" ".join(text[start:end].split()), asked)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *shown, *after)


@cache
def _accented() -> dict[str, str]:
    """Letter -> the letters that are it with accents."""
    found: dict[str, str] = {}
    for code in _ACCENTED:
        letter = unicodedata.normalize("NFKD", chr(code))
        if len(letter) > 1 and all(unicodedata.combining(mark) for mark in letter[1:]):
            found[letter[0].lower()] = found.get(letter[0].lower(), "") + chr(code)
    return found


def _pattern(asked: Asked) -> re.Pattern[str] | None:
    """One pattern for all terms wanted, linear in the text: every repetition is possessive."""
    words = [pattern for term in asked.wanted if (pattern := _for_term(term))]
    return re.compile("|".join(words), re.IGNORECASE) if words else None


def _for_term(term: Term) -> str:
    if term.is_unspaced or not term.has_words:
        return re.escape(term.text)
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", term.text)
        if not unicodedata.combining(character)
    )
    words = [_for_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", bare))]
    end = "(?![^\\W_])" if term.is_exact else "[^\\W_]*+"
    return "(?<![^\\W_])" + "[\\W_]++".join(words) + end if words else ""


def _for_word(word: str) -> str:
    return "".join(f"[{re.escape(letter)}{_accented().get(letter.lower(), '')}]{_MARKS}" for letter in word)
