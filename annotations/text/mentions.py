"""Owns finding the names that a remark calls out, as in `@olena`. Knows no account; linear in the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from annotations.text.span import Span

# The characters of a user name. None may stand before the sign, so that an e-mail address calls nobody.
_CALL = re.compile(r"(?<![\w.@+-])@([\w.@+-]+)")
# They may end a name, but mostly end a sentence.
_TRAILING = ".@+-"
LONGEST = 150  # code points of a user name


@dataclass(frozen=True, slots=True)
class Call:
    """`text[span.start:span.end]` is the sign and the name, in code points."""

    name: str
    span: Span


def calls(text: str, known: Container[str]) -> Iterator[Call]:
    """The names in the text that are known, in its order; the longest one where a name is the beginning of another.

    Names are compared as `str.casefold` gives them, and `known` holds them so.
    """
    for found in _CALL.finditer(text):
        if name := _known(found[1], known):
            yield Call(name.casefold(), Span(found.start(), found.start() + 1 + len(name)))


def _known(written: str, known: Container[str]) -> str:
    """What is written, without as many trailing signs as it takes to be known; "" when it never is."""
    shortest = max(1, len(written.rstrip(_TRAILING)))
    for length in range(min(len(written), LONGEST), shortest - 1, -1):
        if written[:length].casefold() in known:
            return written[:length]
    return ""
