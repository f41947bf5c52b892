"""Owns the order of the work: blocks, sentences, trees, drafts, names and dates, ratings. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from annotations.splitting.asides import without_asides
from annotations.splitting.attribution import attributions
from annotations.splitting.dates import with_dates
from annotations.splitting.draft import Draft, Passage, drafts
from annotations.splitting.kinds import kind_of
from annotations.splitting.languages import foreign_sentences, language_of
from annotations.splitting.naming import Names, with_names
from annotations.splitting.parser import parse
from annotations.splitting.proposal import Kind, ProposedClaim
from annotations.splitting.sentences import block_sentences
from annotations.splitting.structure import BlockKind, blocks
from annotations.splitting.tokens import tokenize
from annotations.splitting.voices import by_sentence, voices
from annotations.splitting.worthiness import worthiness
from annotations.text.span import Span

SPLITTER = "rules-1.0"
_LONGEST_PARSED = 1_500  # code points of one sentence; longer ones are no prose


def sentences(text: str, *, language: str | None = None) -> list[Span]:
    """The sentences of a text in order, exact and disjoint. Linear."""
    return [span for span, _ in _sentences(text, language or language_of(text))]


def split(text: str, *, published_on: date | None = None, language: str | None = None) -> list[ProposedClaim]:
    """The claims the splitter proposes, in the order of the text.

    `language` is an ISO 639-1 code, guessed when None; only English is split below the sentence. Linear in the
    text; never raises, whatever the text.
    """
    language = language or language_of(text)
    names = Names(text)
    claims: list[ProposedClaim] = []
    for passage, kind in _passages(text, language):
        if passage.parse:
            names.read(passage.parse)
        if kind in {BlockKind.HEADING, BlockKind.DATELINE} and not _states(passage):
            continue
        for draft in drafts(passage):
            claims.append(_claim(passage, draft, names, published_on, kind))
    return claims


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
    tokens = [
        without_asides(tokenize(text, span.start, span.end)) if len(span) < _LONGEST_PARSED and language == "en" else ([], [])
        for span in spans
    ]
    trees = parse([main for main, _ in tokens])
    said = by_sentence(spans, attributions(text, spans))
    for (span, kind), (_, asides), tree, speaking in zip(found, tokens, trees, said, strict=True):
        yield Passage(text, span, tree, asides, voices(tree, span, speaking)), kind


def _states(passage: Passage) -> bool:
    """A heading is a claim when it says something: it has a verb, or something to count."""
    parse = passage.parse
    if parse is None or any(char.isdigit() for char in passage.span.of(passage.text)):
        return True
    return any(tag == "VERB" and parse.has(word, "nsubj", "nsubjpass") for word, tag in enumerate(parse.tags))


def _claim(
    passage: Passage, draft: Draft, names: Names, published_on: date | None, block: BlockKind
) -> ProposedClaim:
    text, parts = passage.text, draft.fragments
    statement, unsure = with_names(draft.statement, names) if passage.parse else (draft.statement, False)
    kind = Kind.TIME if block is BlockKind.DATELINE else kind_of(draft.statement, adjunct=draft.adjunct, quoted=draft.quoted)
    worth = worthiness(draft.statement, kind=kind, context=passage.span.of(text))
    said = draft.attribution
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
