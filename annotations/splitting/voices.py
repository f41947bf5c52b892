"""Owns which claim of a sentence is said by whom: lays attributions over propositions. Finds none itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from annotations.splitting.attribution import Attribution
from annotations.splitting.fragments import words_in
from annotations.splitting.parser import Parse
from annotations.splitting.wordset import Words
from annotations.text.span import Span

_MOST_PARTS = 400
_MOST_VOICES = 16


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution inside one sentence: what is said there, in words and in spans from the sentence's start."""

    attribution: Attribution
    content: tuple[Span, ...]
    said: Words
    speaking: Words

    def holds(self, fragments: Sequence[Span]) -> bool:
        """Whether all fragments lie inside what is said."""
        return all(any(part.contains(fragment) for part in self.content) for fragment in fragments)


def by_sentence(sentences: Sequence[Span], found: Iterable[Attribution]) -> list[list[Attribution]]:
    """For each sentence the attributions whose content touches it. Linear in both."""
    out: list[list[Attribution]] = [[] for _ in sentences]
    starts = [sentence.start for sentence in sentences]
    for attribution in found:
        for part in attribution.content:
            for at in _touched(starts, sentences, part):
                if not out[at] or out[at][-1] is not attribution:
                    out[at].append(attribution)
    return out


def cut_to_sentences(sentences: Sequence[Span], spans: Iterable[Span]) -> list[list[Span]]:
    """For each sentence the parts of the spans that lie in it, from its own start. Linear in both."""
    out: list[list[Span]] = [[] for _ in sentences]
    starts = [sentence.start for sentence in sentences]
    for span in spans:
        for at in _touched(starts, sentences, span):
            out[at].extend(cut for cut in [_cut(span, sentences[at])] if cut)
    return out


def _touched(starts: list[int], sentences: Sequence[Span], part: Span) -> Iterable[int]:
    at = max(0, bisect_right(starts, part.start) - 1)
    while at < len(sentences) and sentences[at].start < part.end:
        if sentences[at].overlaps(part):
            yield at
        at += 1


def voices(parse: Parse | None, sentence: Span, found: Iterable[Attribution]) -> list[Voice]:
    """The attributions of a sentence with their content cut to it, what lies between them left out."""
    out: list[Voice] = []
    for attribution in islice(found, _MOST_VOICES):
        content = tuple(cut for part in attribution.content[:_MOST_PARTS] if (cut := _cut(part, sentence)))
        said = speaking = 0
        if parse:
            for part in content:
                said |= words_in(parse, part)
            for span in (attribution.cue_span, attribution.claimant_span):
                cut = _cut(span, sentence) if span else None
                speaking |= words_in(parse, cut) if cut else 0
        out.append(Voice(attribution, content, said, speaking & ~said))
    return out


def _cut(part: Span, sentence: Span) -> Span | None:
    start, end = max(part.start, sentence.start), min(part.end, sentence.end)
    return Span(start - sentence.start, end - sentence.start) if start < end else None
