"""Owns the claims of one sentence while they are being made: fragments, wording, who says it. Rates nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotations.splitting.asides import Aside
from annotations.splitting.coverage import checkable, lost
from annotations.splitting.fragments import fragments, trimmed
from annotations.splitting.parser import Parse
from annotations.splitting.propositions import MOST, Proposition, Shape, propositions
from annotations.splitting.statements import sentence as as_sentence
from annotations.splitting.statements import wording
from annotations.splitting.voices import Voice
from annotations.splitting.wordset import Words
from annotations.text.span import Span

_THAT = re.compile(r"^that\b,?\s*", re.IGNORECASE)
_EDGE = 8
_QUOTE_MARKS = frozenset('"“«„‘')


@dataclass(slots=True)
class Draft:
    """A claim before it is rated.

    `adjunct` is the part that sets it apart; `speaker` the number of the voice that says it, None for the article.
    """

    fragments: tuple[Span, ...]
    statement: str
    speaker: int | None = None
    adjunct: str = ""
    quoted: bool = False


@dataclass(slots=True)
class Passage:
    """One sentence as the splitter sees it; every offset counts from the sentence's own start.

    `parse` is its tree, None for what is no English prose; `quoted` are the quoted strings in it, without their
    marks.
    """

    text: str
    parse: Parse | None
    asides: list[Aside]
    voices: list[Voice]
    quoted: list[Span]


def drafts(passage: Passage) -> list[Draft]:
    """The claims of one sentence, one to twelve, none twice; every number and quotation lies in one.

    Marks without a letter or digit state nothing.
    """
    made: list[Draft] = []
    if not any(char.isalnum() for char in passage.text):
        return made
    if passage.parse is not None:
        made = [_draft(passage, passage.parse, one) for one in _stated(passage, passage.parse)]
    for number, voice in enumerate(passage.voices):
        _add_content(passage, number, voice, made)
    made = _distinct(_once(made))[:MOST]
    for draft in made:
        _stretch(passage, draft)
    if not made or _lost(passage, made):
        made = [*made[: MOST - 1], _whole(passage)]
    return _distinct(made)


def _lost(passage: Passage, made: list[Draft]) -> list[Span]:
    """Numbers, superlatives and quoted strings that no draft holds."""
    parts = [part for draft in made for part in draft.fragments]
    hulls = [Span(draft.fragments[0].start, draft.fragments[-1].end) for draft in made]
    return lost(checkable(passage.text), parts) + lost(passage.quoted, hulls)


def _stretch(passage: Passage, draft: Draft) -> None:
    """A quotation keeps the mark at its end: "Is it true?" with the question mark."""
    text, parts = passage.text, list(draft.fragments)
    for quoted in passage.quoted:
        start, end = parts[0].start, parts[-1].end
        if 0 < start - quoted.start < _EDGE and not _letters(text, (Span(quoted.start, start),)):
            parts[0] = Span(quoted.start, parts[0].end)
        if 0 < quoted.end - end < _EDGE and not _letters(text, (Span(end, quoted.end),)):
            parts[-1] = Span(parts[-1].start, quoted.end)
    draft.fragments = tuple(parts)


def _stated(passage: Passage, parse: Parse) -> list[Proposition]:
    """The propositions, less those that only say that somebody speaks."""
    speaking: Words = 0
    said: Words = 0
    for voice in passage.voices:
        if _is_clause(passage, parse, voice):
            speaking |= voice.speaking
            said |= voice.said
    found = propositions(parse, passage.asides, voice=speaking)
    if not speaking:
        return found
    return [one for one in found if not _mixes(one, speaking, said)]


def _mixes(one: Proposition, speaking: Words, said: Words) -> bool:
    """Whether it only says that somebody speaks, or has the speaker do what is said of another."""
    if one.shape is not Shape.CLAUSE:
        return False
    return bool(1 << one.head & speaking) or bool(1 << one.head & said and one.words & speaking)


def _is_clause(passage: Passage, parse: Parse, voice: Voice) -> bool:
    """Whether what is said can stand alone: a quotation, or words with a verb and its subject."""
    if any(passage.text[part.start] in _QUOTE_MARKS for part in voice.content):
        return True
    return any(
        label in {"nsubj", "nsubjpass", "csubj", "expl"}
        and voice.said >> word & 1
        and voice.said >> parse.heads[word] & 1
        for word, label in enumerate(parse.labels)
        if parse.heads[word] >= 0
    )


def _draft(passage: Passage, parse: Parse, one: Proposition) -> Draft:
    spans = fragments(passage.text, parse, one.words, one.aside)
    adjunct = " ".join(span.of(passage.text) for span in fragments(passage.text, parse, one.adjunct))
    return Draft(spans, wording(passage.text, parse, one), _speaker(passage, spans), adjunct)


def _speaker(passage: Passage, spans: tuple[Span, ...]) -> int | None:
    """The number of the innermost voice that holds all fragments."""
    holding = [number for number, voice in enumerate(passage.voices) if voice.holds(spans)]
    return min(holding, key=lambda number: sum(map(len, passage.voices[number].content)), default=None)


def _add_content(passage: Passage, number: int, voice: Voice, made: list[Draft]) -> None:
    """What is said, as one claim, unless a proposition already says it."""
    parts = tuple(part for span in voice.content if (part := trimmed(passage.text, span)))
    if not parts or (passage.parse and not _is_clause(passage, passage.parse, voice)):
        return
    text = passage.text
    content = " ".join(part.of(text) for part in parts)
    for draft in made:
        if draft.speaker == number and _same(text, draft.fragments, parts):
            draft.fragments = parts
            draft.quoted = draft.quoted or _is_quoted(content)
            return
    if voice.content[0].of(text)[:1] in _QUOTE_MARKS:
        parts = voice.content
    words = _THAT.sub("", content)
    made.append(Draft(parts, as_sentence(words), number, quoted=_is_quoted(content)))


def _same(text: str, one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return _letters(text, one) == _letters(text, other).removeprefix("that")


def _letters(text: str, spans: tuple[Span, ...]) -> str:
    return "".join(char for span in spans for char in span.of(text).lower() if char.isalnum())


def _is_quoted(content: str) -> bool:
    return content[:1] in _QUOTE_MARKS


def _whole(passage: Passage) -> Draft:
    """The sentence itself as a claim."""
    everything = Span(0, len(passage.text))
    span = trimmed(passage.text, everything) or everything
    return Draft((span,), as_sentence(span.of(passage.text)), _speaker(passage, (span,)))


def _once(made: list[Draft]) -> list[Draft]:
    """One draft a wording: the one that points at more of the article. Bare marks are none."""
    kept: dict[str, Draft] = {}
    for draft in made:
        if not any(char.isalnum() for char in draft.statement):
            continue
        before = kept.get(draft.statement)
        if before is None or sum(map(len, before.fragments)) < sum(map(len, draft.fragments)):
            kept[draft.statement] = draft
    return list(kept.values())


def _distinct(made: list[Draft]) -> list[Draft]:
    kept: dict[tuple[Span, ...], Draft] = {}
    for draft in made:
        kept.setdefault(draft.fragments, draft)
    return list(kept.values())
