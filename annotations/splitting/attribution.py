"""Who says what: claimant, cue and content of every attribution in an article, as exact spans.

Owns the shape of an attribution and the order of the work. Never decides what a claim is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.text.span import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker, one cue, and what is said: spans in code points of the article.

    A claim made from `content` carries `claimant`, `claimant_span` and `cue_span` unchanged.
    """

    content: tuple[Span, ...]
    claimant: str | None
    claimant_span: Span | None
    cue_span: Span | None
    outer_claimant: str | None


_CUE = re.compile(r"\b(?:said|says|told|added|wrote|warned|announced|reported|claimed)\b")
_NAME = re.compile(r"(?:[A-Z][\w'’.-]* ){0,4}[A-Z][\w'’-]*$|\b(?:[Hh]e|[Ss]he|[Tt]hey)$")


def attributions(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """Every attribution of the article, in text order. Linear in the text."""
    found = []
    for sentence in sentences:
        cue = _CUE.search(text, sentence.start, sentence.end)
        if cue is None:
            continue
        before = text[max(sentence.start, cue.start() - 80) : cue.start()].rstrip()
        name = _NAME.search(before)
        start = cue.end()
        while start < sentence.end and text[start].isspace():
            start += 1
        if name is None or start >= sentence.end:
            continue
        offset = max(sentence.start, cue.start() - 80)
        source = Span(offset + name.start(), offset + name.end())
        content = (Span(start, sentence.end),)
        found.append(Attribution(content, source.of(text), source, Span(cue.start(), cue.end()), None))
    return found
