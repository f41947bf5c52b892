"""Owns the one conversion between code points (ours) and UTF-16 code units (browsers and many formats)."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Offsets:
    """Offsets of one text in both units; O(n) to build, O(log n) to ask.

    Characters above U+FFFF count 1 here and 2 in UTF-16, so only their places are kept.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_utf16 = [at + index for index, at in enumerate(self._astral)]
        self.utf16_length = self.length + len(self._astral)

    def to_utf16(self, offset: int) -> int:
        """UTF-16 code units before the code point `offset`. Raises ValueError outside the text."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"Offset {offset} is outside a text of {self.length} code points.")
        return offset + bisect_left(self._astral, offset)

    def to_code_point(self, offset: int) -> int:
        """Code points before the UTF-16 code unit `offset`.

        Raises ValueError outside the text or in the middle of a surrogate pair.
        """
        if not 0 <= offset <= self.utf16_length:
            raise ValueError(f"Offset {offset} is outside a text of {self.utf16_length} UTF-16 code units.")
        wide = bisect_left(self._astral_utf16, offset)
        if wide and self._astral_utf16[wide - 1] == offset - 1:
            raise ValueError(f"UTF-16 offset {offset} is in the middle of a character.")
        return offset - wide
