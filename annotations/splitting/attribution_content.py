"""What is said: the spans of an attribution's content, around its cue and in the quotations beside it.

Owns the choice between direct, indirect, mixed and parenthetical reading. Finds no claimant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from annotations.splitting.attribution_clauses import Clauses
from annotations.splitting.attribution_quotes import Quotations
from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.cue_phrases import CuePhrase
from annotations.splitting.cues import CueClass
from annotations.text.span import Span

_TOLD = frozenset({"tell", "remind", "inform", "assure", "notify"})
_WH = frozenset({"how", "why", "where", "that"})
_NEXT_LINE = re.compile(r"[ \t]*\n\s*(\S.*)")
_SET_OFF = frozenset({",", "—", "–", "-", "―", "--"})


@dataclass(frozen=True, slots=True)
class Content:
    """The spans of what is said and the indices of the quotations among them; no spans, no content."""

    spans: list[Span]
    quotes: list[int]

    @classmethod
    def of(cls, *spans: Span | None) -> Content:
        return cls([span for span in spans if span is not None], [])


@dataclass(frozen=True, slots=True)
class ContentFinder:
    """Finds the content of the cue phrases of one sentence."""

    clauses: Clauses
    quoted: Quotations

    def find(self, phrase: CuePhrase, left: int, right: int, *, inverted: bool) -> Content:
        """The content of a cue whose words, with its claimant's, reach from word `left` to word `right`."""
        words = self.clauses.words
        before = self.quoted.ending_before(words.text, words.tokens[left].start)
        after = self.quoted.starting_after(words.text, words.tokens[right].end, ",:")
        if words.quotation[left] < 0:
            if before is not None and (inverted or self._leads_on(before, phrase)):
                return self._split(before, after)
            if after is not None:
                return Content([self._mixed(after, right)], [after])
        if phrase.complement == "-":
            return Content.of()
        if phrase.complement in "ctn" and not inverted:
            start = self.clauses.content_start(right + 1, listener=phrase.cue.lemma in _TOLD)
            adjuncts = phrase.complement == "n" or phrase.cue.kind is CueClass.STANCE
            return Content.of(self.clauses.after(start, adjuncts=adjuncts))
        return self._delayed(phrase, right) or self._relative(left, right) or self._around(left, right)

    def _leads_on(self, index: int, phrase: CuePhrase) -> bool:
        """Whether the sentence goes on after a quotation before it: a full stop inside its marks ends it."""
        words = self.clauses.words
        end = self.quoted.ends[index]
        inner = words.text[max(0, end - 3) : end].rstrip("\"'”’»")
        if phrase.complement == "c" and self._widened(self.quoted.spans[index]) != self.quoted.spans[index]:
            return False
        if phrase.complement in "ql":
            return not inner.endswith(".") or end > words.tokens[0].start
        return inner.endswith((",", "?", "!", "—")) or words.text[end : end + 1] == ","

    def _split(self, before: int, after: int | None) -> Content:
        """A quotation before the cue, and its second half after it."""
        first = self._widened(self.quoted.spans[before])
        if after is None:
            return Content([first], [before])
        return Content([first, self.quoted.spans[after]], [before, after])

    def _widened(self, quotation: Span) -> Span:
        """The quotation, or the clause that begins before it in its sentence: `It was "bad," Lee said.`"""
        words = self.clauses.words
        at = bisect_left(words.starts, quotation.start)
        if at == 0 or words.lower[at - 1] in (".", ":", ","):
            return quotation
        return Span(words.tokens[0].start, quotation.end)

    def _mixed(self, index: int, right: int) -> Span:
        """The quotation, or the clause it begins when the sentence goes on after it without a mark."""
        words = self.clauses.words
        quotation = self.quoted.spans[index]
        following = bisect_left(words.starts, quotation.end)
        marked = words.lower[right + 1 : right + 2] in ([","], [":"])
        if following >= len(words.tokens) or marked or words.classes[following] is C.MARK:
            return quotation
        return self.clauses.after(bisect_left(words.starts, quotation.start)) or quotation

    def _delayed(self, phrase: CuePhrase, right: int) -> Content | None:
        """Content after a place or a time: `said in a statement, "..."`, `said on Monday that ...`"""
        words = self.clauses.words
        start = self.clauses.content_start(right + 1, listener=phrase.cue.lemma in _TOLD)
        if start >= len(words.tokens):
            return None
        if words.classes[start] is C.QUOTE:
            index = self.quoted.starting_after(words.text, words.tokens[start].start)
            return Content([self.quoted.spans[index]], [index]) if index is not None else None
        return Content.of(self.clauses.after(start)) if words.lower[start] == "that" else None

    def _relative(self, left: int, right: int) -> Content | None:
        """`what he said was true`: the joining word before the claimant and the clause after the cue."""
        words = self.clauses.words
        if left == 0 or not (words.classes[left - 1] is C.RELATIVE or words.lower[left - 1] in _WH):
            return None
        return Content.of(words.span(left - 1, left - 1), self.clauses.after(right + 1))

    def _next_line(self) -> Span | None:
        """The paragraph after a cue that ends with a colon."""
        words = self.clauses.words
        match = _NEXT_LINE.match(words.text, words.tokens[-1].end)
        return Span(match.start(1), match.end(1)) if match else None

    def _around(self, left: int, right: int) -> Content:
        """What stands before a cue that nothing follows, or on both sides of `, Lee said,`."""
        words = self.clauses.words
        if words.lower[right + 1 :] == [":"]:
            return Content.of(self._next_line())
        if left == 0 or words.lower[left - 1] not in _SET_OFF:
            return Content.of()
        goes_on = words.lower[right + 1 : right + 2] == [","] and right + 2 < len(words.tokens)
        return Content.of(self.clauses.before(left - 1), self.clauses.after(right + 2) if goes_on else None)
