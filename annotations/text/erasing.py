"""Owns finding a passage however it is cased and spaced, and putting something in its place. Knows no database."""

from __future__ import annotations

import re
from typing import Any

ERASED = "(erased)"
BLOCK = "█"
# Code points without white space: less is in every text.
SHORTEST = 3
LONGEST = 2_000


class Passage:
    """Words to be erased. Letters match in either case, and any white space stands for any other.

    Raises ValueError for a passage of fewer than SHORTEST or more than LONGEST code points.
    """

    def __init__(self, words: str) -> None:
        if len("".join(words.split())) < SHORTEST or len(words) > LONGEST:
            raise ValueError(f"Give {SHORTEST} to {LONGEST} characters.")
        self.pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
        # ASCII letters and digits are found by every database in either case; the longest such run narrows a search.
        self.key = max(re.findall(r"[a-zA-Z0-9]+", words), key=len, default="")

    def stands_in(self, value: Any) -> bool:
        """Whether a text, or any text inside a JSON value, holds the passage."""
        return bool(self.without(value) != value)

    def without(self, value: Any, *, keeps_length: bool = False) -> Any:
        """The value without the passage; with `keeps_length` in as many code points, so that offsets stay true."""
        if isinstance(value, str):
            return self.pattern.sub(_blocks if keeps_length else ERASED, value)
        if isinstance(value, list):
            return [self.without(one, keeps_length=keeps_length) for one in value]
        if isinstance(value, dict):
            return {name: self.without(one, keeps_length=keeps_length) for name, one in value.items()}
        return value

    def around(self, text: str, width: int = 60) -> tuple[str, str, str] | None:
        """(before, the words as they stand, after) at the first place in the text; None where there is none."""
        found = self.pattern.search(text)
        if found is None:
            return None
        start, end = found.span()
        return text[max(0, start - width) : start], found.group(), text[end : end + width]


def _blocks(found: re.Match[str]) -> str:
    return "".join(character if character == "\n" else BLOCK for character in found.group())
