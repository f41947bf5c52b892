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


Said = tuple[Attribution, list[Span]]


def by_sentence(sentences: Sequence[Span], found: Iterable[Attribution]) -> list[list[Said]]:
    """For each sentence the attributions whose content touches it, each with what of it lies there.

    Offsets count from the sentence's own start. Linear in both.
    """
    out: list[list[Said]] = [[] for _ in sentences]
    starts = [sentence.start for sentence in sentences]
    for attribution in found:
        for part in attribution.content:
            for at in _touched(starts, sentences, part):
                if not out[at] or out[at][-1][0] is not attribution:
                    out[at].append((attribution, []))
                out[at][-1][1].extend(cut for cut in [_cut(part, sentences[at])] if cut)
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


def voices(parse: Parse | None, sentence: Span, found: Iterable[Said]) -> list[Voice]:
    """The attributions of a sentence as voices, at most sixteen."""
    out: list[Voice] = []
    for attribution, content in islice(found, _MOST_VOICES):
        said = speaking = 0
        if parse:
            for part in content:
                said |= words_in(parse, part)
            for span in (attribution.cue_span, attribution.claimant_span):
                cut = _cut(span, sentence) if span else None
                speaking |= words_in(parse, cut) if cut else 0
        out.append(Voice(attribution, tuple(content), said, speaking & ~said))
    return out


def _cut(part: Span, sentence: Span) -> Span | None:
    start, end = max(part.start, sentence.start), min(part.end, sentence.end)
    return Span(start - sentence.start, end - sentence.start) if start < end else None
