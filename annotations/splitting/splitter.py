"""Owns the order of the work: blocks, sentences, propositions, statements, kinds. Decides nothing itself."""

from __future__ import annotations

from datetime import date

from annotations.splitting.attribution import Attribution, attributions
from annotations.splitting.kinds import kind_of
from annotations.splitting.phrases import phrases
from annotations.splitting.proposal import ProposedClaim
from annotations.splitting.sentences import block_sentences
from annotations.splitting.structure import blocks
from annotations.splitting.worthiness import worthiness
from annotations.text.span import Span

SPLITTER = "rules-0.1"


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, exact and disjoint. Linear."""
    return [span for block in blocks(text) for span in block_sentences(text, block)]


def split(text: str, *, published_on: date | None = None, language: str | None = None) -> list[ProposedClaim]:
    """The claims the splitter proposes, in the order of the text. Linear; never raises on any text."""
    spans = sentences(text)
    found = attributions(text, spans)
    claims: list[ProposedClaim] = []
    for sentence in spans:
        for piece in [sentence, *phrases(text, sentence)]:
            claims.append(_claim(text, sentence, piece, found))
    return claims


def _claim(text: str, sentence: Span, piece: Span, found: list[Attribution]) -> ProposedClaim:
    quote = piece.of(text)
    statement = quote[:1].upper() + quote[1:].rstrip(" ,;:")
    kind = kind_of(quote)
    holder = next((one for one in found if any(part.overlaps(piece) for part in one.content)), None)
    worth = worthiness(statement, kind=kind, context=sentence.of(text))
    return ProposedClaim(
        fragments=(piece,),
        statement=statement,
        quote=quote,
        kind=kind,
        claimant=holder.claimant if holder else None,
        claimant_span=holder.claimant_span if holder else None,
        cue_span=holder.cue_span if holder else None,
        outer_claimant=holder.outer_claimant if holder else None,
        check_worthiness=worth.score,
        reasons=worth.reasons,
        ambiguous=False,
    )
