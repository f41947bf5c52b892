"""Answers where else in its article a claim's words stand and are not marked yet. Marks nothing."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import Claim, Fragment
from annotations.text.quoting import occurrences
from annotations.text.span import Span

CONTEXT = 60  # code points shown before and after
MOST = 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place with the words around it."""

    span: Span
    before: str
    quote: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.span.start}-{self.span.end}"


def elsewhere(claim: Claim) -> list[Occurrence]:
    """Unmarked places, in the order of the text; none for a claim of several fragments."""
    fragments = list(claim.fragments.all()[:2])
    if len(fragments) != 1:
        return []
    text, quote = claim.revision.text, fragments[0].quote
    marked = Fragment.objects.filter(claim__revision=claim.revision_id, quote=quote)
    taken = set(marked.values_list("start", "end"))
    free = [span for span in occurrences(text, quote) if (span.start, span.end) not in taken]
    return [_in_context(text, span) for span in free[:MOST]]


def _in_context(text: str, span: Span) -> Occurrence:
    before = text[max(0, span.start - CONTEXT) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + CONTEXT].partition("\n")[0]
    return Occurrence(span, before, span.of(text), after)
