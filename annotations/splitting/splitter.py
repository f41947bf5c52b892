"""Owns the order of the work: blocks, sentences, trees, drafts, names and dates, ratings. Decides nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotations.splitting.asides import without_asides
from annotations.splitting.attribution import attributions
from annotations.splitting.coverage import checkable, quoted_strings
from annotations.splitting.dates import with_dates
from annotations.splitting.draft import Passage
from annotations.splitting.languages import foreign_sentences, language_of
from annotations.splitting.naming import Names, with_names
from annotations.splitting.parser import parse
from annotations.splitting.proposal import ProposedClaim
from annotations.splitting.rating import Rated, Rater
from annotations.splitting.segments import segments
from annotations.splitting.sentences import block_sentences
from annotations.splitting.structure import BlockKind, blocks
from annotations.splitting.tokens import Token, tokenize
from annotations.splitting.voices import by_sentence, cut_to_sentences, voices
from annotations.text.span import Span

SPLITTER = "rules-1.0"
_CODE = re.compile(r"</\w|\w/>|\)\s?\{|[{};]$")  # markup and programs pasted as text
# Code points of one sentence; longer ones are no prose and are neither parsed nor searched for speakers.
_LONGEST_PARSED = 1_500
_LONGEST_HEARD = 6_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the splitter finds in a text; `segments` cut every parsed sentence at its clauses."""

    language: str
    sentences: list[Span]
    segments: list[Span]
    claims: list[ProposedClaim]


def sentences(text: str, *, language: str | None = None) -> list[Span]:
    """The sentences of a text in order, exact and disjoint. Linear."""
    return [span for span, _ in _sentences(text, language or language_of(text))]


def split(text: str, *, published_on: date | None = None, language: str | None = None) -> list[ProposedClaim]:
    """The claims the splitter proposes, in the order of the text.

    `language` is an ISO 639-1 code, guessed when None; only English is split below the sentence. Linear in the
    text; never raises, whatever the text.
    """
    return read(text, published_on=published_on, language=language).claims


def read(text: str, *, published_on: date | None = None, language: str | None = None) -> Reading:
    """Sentences, segments and claims of a text in one pass; as `split` otherwise."""
    language = language or language_of(text)
    passages = list(_passages(text, language))
    names, rater = Names(passage.parse for _, passage, _ in passages if passage.parse), Rater()
    reading = Reading(language, [], [], [])
    for place, passage, kind in passages:
        reading.sentences.append(place)
        if passage.parse:
            names.read(passage.parse)
            pieces = segments(len(passage.text), passage.parse, passage.asides)
            reading.segments.extend(piece.shifted(place.start) for piece in pieces)
        if kind is not BlockKind.HEADING or _states(passage, first=len(reading.sentences) == 1):
            reading.claims.extend(
                _claim(text, place, passage, rated, names, published_on)
                for rated in rater.rated(passage, kind)
            )
    return reading


def _sentences(text: str, language: str) -> list[tuple[Span, BlockKind]]:
    english = language == "en"
    return [
        (span, block.kind)
        for block in blocks(text)
        for span in (block_sentences(text, block) if english else foreign_sentences(text, block, language))
    ]


def _passages(text: str, language: str) -> Iterator[tuple[Span, Passage, BlockKind]]:
    """Every sentence with its place in the article; equal sentences share one tree."""
    found = _sentences(text, language)
    places = [place for place, _ in found]
    words = [place.of(text) for place in places]
    main = {sentence: without_asides(_tokens(sentence, language)) for sentence in dict.fromkeys(words)}
    trees = dict(zip(main, parse([tokens for tokens, _ in main.values()]), strict=True))
    prose = [
        place for place, sentence in zip(places, words, strict=True) if _is_prose(sentence, _LONGEST_HEARD)
    ]
    said = by_sentence(places, attributions(text, prose))
    quoted = cut_to_sentences(places, quoted_strings(text))
    for (place, kind), sentence, speaking, strings in zip(found, words, said, quoted, strict=True):
        tree = trees[sentence] if kind is not BlockKind.DATELINE else None
        yield place, Passage(sentence, tree, main[sentence][1], voices(tree, place, speaking), strings), kind


def _tokens(sentence: str, language: str) -> list[Token]:
    """What the parser is to see of a sentence: nothing where it is no English prose."""
    return tokenize(sentence) if language == "en" and _is_prose(sentence, _LONGEST_PARSED) else []


def _is_prose(sentence: str, longest: int) -> bool:
    return len(sentence) < longest and not _CODE.search(sentence)


def _states(passage: Passage, *, first: bool) -> bool:
    """A heading is a claim when it is the title, has a verb with a subject, or something to count or quote."""
    tree = passage.parse
    if first or tree is None or passage.quoted or checkable(passage.text):
        return True
    return any(tag == "VERB" and tree.has(word, "nsubj", "nsubjpass") for word, tag in enumerate(tree.tags))


def _claim(
    text: str, place: Span, passage: Passage, rated: Rated, names: Names, published_on: date | None
) -> ProposedClaim:
    """The finished proposal: back at its place in the article, with names, dates and who says it."""
    draft = rated.draft
    parts = tuple(part.shifted(place.start) for part in draft.fragments)
    statement, unsure = with_names(draft.statement, names) if passage.parse else (draft.statement, False)
    said = passage.voices[draft.speaker].attribution if draft.speaker is not None else None
    return ProposedClaim(
        fragments=parts,
        statement=with_dates(statement, published_on),
        quote=text[parts[0].start : parts[-1].end],
        kind=rated.kind,
        claimant=said.claimant if said else None,
        claimant_span=said.claimant_span if said else None,
        cue_span=said.cue_span if said else None,
        outer_claimant=said.outer_claimant if said else None,
        check_worthiness=rated.worth.score,
        reasons=rated.worth.reasons,
        ambiguous=unsure,
    )
