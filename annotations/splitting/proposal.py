"""Owns the shape of what the splitter proposes. Knows nothing of how a proposal is found or stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.text.span import Span


class Kind(StrEnum):
    """What sort of thing a claim states; decides which evidence can settle it."""

    EVENT = "event"
    QUANTITY = "quantity"
    RANKING = "ranking"
    TIME = "time"
    PLACE = "place"
    QUOTATION = "quotation"
    POSITION = "position"
    CAUSAL = "causal"
    COMPARISON = "comparison"
    RULE = "rule"
    PREDICTION = "prediction"
    OPINION = "opinion"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim the splitter suggests: exact fragments of the article plus a wording that stands alone.

    `fragments` are ordered, disjoint and lie inside one paragraph; `quote` is the article's text from the
    first fragment's start to the last one's end. `check_worthiness` runs from 0 to 1; `reasons` are short
    codes such as "number" or "named_source". `ambiguous` says that a reading was unsure and that the
    statement therefore keeps the article's words.
    """

    fragments: tuple[Span, ...]
    statement: str
    quote: str
    kind: Kind
    claimant: str | None
    claimant_span: Span | None
    cue_span: Span | None
    outer_claimant: str | None
    check_worthiness: float
    reasons: tuple[str, ...]
    ambiguous: bool
