"""Owns the cutting of a sentence by its marks and joining words alone, for text that is not parsed."""

from __future__ import annotations

import re

from annotations.text.span import Span

_CUT = re.compile(
    r"\s*[;:]\s+|\s+[—–]\s+|\s+--\s+|\s*[()]\s*|,\s+(?=(?:and|but|or|which|who|where|while|although|because|including"
    r"|marking|aimed|causing|leaving|with|after|before|as|making|highlighting|illustrating|according)\b)"
    r"|\s+(?=(?:although|though|because|while|whereas|unless|which|around \d|at least \d)\b)|,\s+"
)
_LEAST_WORDS = 3


def phrases(text: str, sentence: Span) -> list[Span]:
    """The pieces of a sentence between its inner marks, each of three words or more. Linear."""
    pieces: list[Span] = []
    start = sentence.start
    for cut in [*_CUT.finditer(text, sentence.start, sentence.end), None]:
        end = cut.start() if cut else sentence.end
        if start < end and len(text[start:end].split()) >= _LEAST_WORDS:
            pieces.append(Span(start, end))
        start = cut.end() if cut else end
    return pieces if len(pieces) > 1 else []
