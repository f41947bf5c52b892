"""Owns turning a proposition's words into exact fragments of the article. Knows no grammar."""

from __future__ import annotations

from annotations.splitting.asides import Aside
from annotations.splitting.parser import Parse
from annotations.splitting.tokens import Token
from annotations.splitting.wordset import Words, numbers
from annotations.text.span import Span


def fragments(text: str, parse: Parse, words: Words, aside: Aside | None = None) -> tuple[Span, ...]:
    """Ordered, disjoint spans over the words; neighbours with only white space between them are one."""
    chosen: list[Token] = [parse.tokens[word] for word in numbers(words)]
    if aside:
        chosen = sorted([*chosen, *aside.tokens], key=lambda token: token.start)
    spans: list[Span] = []
    for token in chosen:
        if spans and _touch(text, spans[-1].end, token.start):
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
    return tuple(spans)


def _touch(text: str, end: int, start: int) -> bool:
    return end == start or (end < start and text[end:start].isspace())


def words_in(parse: Parse, span: Span) -> Words:
    """The words that lie inside a span, wholly or in part."""
    words = 0
    for word, token in enumerate(parse.tokens):
        if token.start < span.end and span.start < token.end:
            words |= 1 << word
    return words


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space, commas and stops at its ends; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:.–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
        end -= 1
    return Span(start, end) if start < end else None
