"""Owns the order of the work: blocks, sentences, trees, drafts, names and dates, ratings. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from annotations.splitting.asides import Aside, without_asides
from annotations.splitting.attribution import attributions
from annotations.splitting.coverage import checkable, quoted_strings
from annotations.splitting.dates import with_dates
from annotations.splitting.draft import Draft, Passage, drafts
from annotations.splitting.kinds import kind_of
from annotations.splitting.languages import foreign_sentences, language_of
from annotations.splitting.naming import Names, with_names
from annotations.splitting.parser import parse
from annotations.splitting.proposal import Kind, ProposedClaim
from annotations.splitting.segments import segments
from annotations.splitting.sentences import block_sentences
from annotations.splitting.structure import BlockKind, blocks
from annotations.splitting.tokens import Token, tokenize
from annotations.splitting.voices import by_sentence, cut_to_sentences, voices
from annotations.splitting.worthiness import worthiness
from annotations.text.span import Span

SPLITTER = "rules-1.0"
_LONGEST_PARSED = 1_500  # code points of one sentence; longer ones are no prose


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
    names = Names(text)
    reading = Reading(language, [], [], [])
    for passage, kind in _passages(text, language):
        reading.sentences.append(passage.span)
        if passage.parse:
            names.read(passage.parse)
            reading.segments.extend(segments(passage.span, passage.parse, passage.asides))
        if kind is BlockKind.HEADING and not _states(passage, first=len(reading.sentences) == 1):
            continue
        made = drafts(passage)
        reading.claims.extend(_claim(passage, draft, names, published_on, kind) for draft in made)
    return reading


def _sentences(text: str, language: str) -> list[tuple[Span, BlockKind]]:
    english = language == "en"
    return [
        (span, block.kind)
        for block in blocks(text)
        for span in (block_sentences(text, block) if english else foreign_sentences(text, block, language))
    ]


def _passages(text: str, language: str) -> Iterator[tuple[Passage, BlockKind]]:
    found = _sentences(text, language)
    spans = [span for span, _ in found]
    tokens = [_tokens(text, span, language) for span in spans]
    trees = parse([main for main, _ in tokens])
    said = by_sentence(spans, attributions(text, spans))
    quoted = cut_to_sentences(spans, quoted_strings(text))
    for (span, kind), (_, asides), tree, speaking, strings in zip(
        found, tokens, trees, said, quoted, strict=True
    ):
        yield Passage(text, span, tree, asides, voices(tree, span, speaking), strings), kind


def _tokens(text: str, span: Span, language: str) -> tuple[list[Token], list[Aside]]:
    """What the parser is to see of a sentence: nothing where it is no English prose."""
    if language != "en" or len(span) > _LONGEST_PARSED:
        return [], []
    return without_asides(tokenize(text, span.start, span.end))


def _states(passage: Passage, *, first: bool) -> bool:
    """A heading is a claim when it is the title, has a verb with a subject, or something to count or quote."""
    tree = passage.parse
    if first or tree is None or passage.quoted or checkable(passage.text, passage.span):
        return True
    return any(tag == "VERB" and tree.has(word, "nsubj", "nsubjpass") for word, tag in enumerate(tree.tags))


def _claim(
    passage: Passage, draft: Draft, names: Names, published_on: date | None, block: BlockKind
) -> ProposedClaim:
    text, parts, said = passage.text, draft.fragments, draft.attribution
    statement, unsure = with_names(draft.statement, names) if passage.parse else (draft.statement, False)
    kind = kind_of(draft.statement, adjunct=draft.adjunct, quoted=draft.quoted)
    if block is BlockKind.DATELINE:
        kind = Kind.TIME
    worth = worthiness(draft.statement, kind=kind, context=passage.span.of(text))
    return ProposedClaim(
        fragments=parts,
        statement=with_dates(statement, published_on),
        quote=text[parts[0].start : parts[-1].end],
        kind=kind,
        claimant=said.claimant if said else None,
        claimant_span=said.claimant_span if said else None,
        cue_span=said.cue_span if said else None,
        outer_claimant=said.outer_claimant if said else None,
        check_worthiness=worth.score,
        reasons=worth.reasons,
        ambiguous=unsure,
    )
