"""Who says what: claimant, cue and content of every attribution in an article, as exact spans.

Owns the shape of an attribution and the order of the work. Never decides what a claim is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.splitting.antecedents import Antecedents
from annotations.splitting.attribution_clauses import Clauses
from annotations.splitting.attribution_continuing import continue_quotations
from annotations.splitting.attribution_finding import Finding, findings
from annotations.splitting.attribution_fixed import fixed_findings
from annotations.splitting.attribution_quotes import Quotations, quotations
from annotations.splitting.attribution_words import words_of
from annotations.text.span import Span

_LETTERS = re.compile(r"[^\W\d_]{2}")
_WINDOW = 2_000  # code points: a longer sentence is no prose and is read in pieces


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claimant, one cue, and what is said: spans in code points of the article, content in order.

    A claim made from `content` carries `claimant`, `claimant_span`, `cue_span` and `outer_claimant` unchanged,
    also when it covers only a part of the content: claims that share both spans are one attribution.
    `claimant_span` is where the claimant stands ("she"); `claimant` is the name it resolves to, or the same
    words where no antecedent is safe.
    """

    content: tuple[Span, ...]
    claimant: str | None
    claimant_span: Span | None
    cue_span: Span | None
    outer_claimant: str | None


def attributions(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """Every attribution of the article, in the order of their cues. Linear in the text; never raises."""
    quoted = Quotations(quotations(text))
    found: list[Finding] = []
    antecedents = Antecedents(text)
    names: list[str | None] = []
    for sentence in sentences:
        for start in range(sentence.start, sentence.end, _WINDOW):
            if _LETTERS.search(text, start, min(sentence.end, start + _WINDOW)) is None:
                continue
            words = words_of(text, start, min(sentence.end, start + _WINDOW), quoted)
            clauses = Clauses(words)
            antecedents.read(words)
            fresh = [*findings(words, clauses, quoted), *fixed_findings(words, clauses, quoted)]
            fresh.sort(key=lambda item: item.cue)
            names.extend(antecedents.name_of(item.claimant, item.antecedent) for item in fresh)
            found.extend(fresh)
    continue_quotations(text, found, quoted)
    outer = _outer(found, names)
    return [
        Attribution(tuple(item.content), name, item.claimant, item.cue, outside)
        for item, name, outside in zip(found, names, outer, strict=True)
    ]


def _outer(found: Sequence[Finding], names: Sequence[str | None]) -> list[str | None]:
    """For each finding the claimant of the innermost other content that holds its cue."""
    pieces = sorted(
        (span.start, -span.end, index) for index, item in enumerate(found) for span in item.content
    )
    order = sorted(range(len(found)), key=lambda index: found[index].cue.start)
    outer: list[str | None] = [None] * len(found)
    stack: list[tuple[int, int]] = []
    position = 0
    for index in order:
        cue = found[index].cue
        while position < len(pieces) and pieces[position][0] <= cue.start:
            start, end, owner = pieces[position]
            while stack and stack[-1][0] <= start:
                stack.pop()
            stack.append((-end, owner))
            position += 1
        while stack and stack[-1][0] <= cue.start:
            stack.pop()
        holder = next(
            (owner for end, owner in reversed(stack[-4:]) if owner != index and end >= cue.end), None
        )
        outer[index] = names[holder] if holder is not None and names[holder] != names[index] else None
    return outer
