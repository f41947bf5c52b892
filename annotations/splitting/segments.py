"""Owns cutting a sentence at the starts of its clauses, as discourse units: what rhetoric calls segments."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from annotations.splitting.asides import Aside
from annotations.splitting.parser import Parse
from annotations.text.span import Span

_SHORT_ASIDE = 3


def segments(length: int, parse: Parse, asides: Sequence[Aside] = ()) -> list[Span]:
    """The pieces of a sentence of that length between the starts of its clauses and brackets.

    Together they cover it; offsets count from its own start.
    """
    cuts = {token.start for token, begins in zip(parse.tokens, parse.starts, strict=True) if begins}
    for aside in asides:
        if len(aside.tokens) > _SHORT_ASIDE:
            cuts |= {aside.tokens[0].start, aside.tokens[-1].end}
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < length), length]
    return [Span(start, end) for start, end in pairwise(edges) if start < end]
