"""Where a clause of reported content begins and ends, around one cue. Chooses no reading and finds no claimant."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES
from annotations.text.span import Span

_TRAILING = frozenset(".,;:!?-–—")
_PHRASE_END = frozenset({C.VERB, C.AUXILIARY, C.MARK, C.QUOTE, C.RELATIVE, C.SUBORDINATOR, C.PRONOUN})
_CLOSING_MARKS = frozenset("\"”’»'")
_DASHES = frozenset({"—", "–", "--"})
_ADJUNCT = frozenset("after when while because since before during although though".split())
_CONTRAST = frozenset("and but while although though".split())
_NON_RESTRICTIVE = frozenset({"which", "who", "whose"})
_LISTENER_END = frozenset(
    {C.SUBORDINATOR, C.QUOTE, C.TO, C.RELATIVE, C.MARK, C.PREPOSITION, C.AUXILIARY, C.TIME}
)
_LOOK_AHEAD = 30  # words searched for the "that" or the quotation after a time or a place
_LISTENER = 10
_CONTRAST_REACH = 9


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence; the ends are found once, so that many cues cost no more than one."""

    words: Words
    _ends: list[int] = field(init=False)
    _adjunct_ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.words.tokens)
        self._ends, self._adjunct_ends = [size] * (size + 1), [size] * (size + 1)
        for at in range(size - 1, -1, -1):
            stop = self._stops(at)
            self._ends[at] = at if stop else self._ends[at + 1]
            adjunct = self.words.lower[at] in _ADJUNCT and self.words.quotation[at] < 0
            self._adjunct_ends[at] = at if stop or adjunct else self._adjunct_ends[at + 1]

    def after(self, first: int, *, adjuncts: bool = False) -> Span | None:
        """The clause that begins at word `first`; with `adjuncts` it ends before "after", "when", "because"."""
        words = self.words
        if first >= len(words.tokens):
            return None
        ends = self._adjunct_ends if adjuncts else self._ends
        last = ends[min(first + (2 if adjuncts else 1), len(words.tokens))] - 1
        inside = first > 0 and 0 <= words.quotation[first] == words.quotation[first - 1]
        if inside:
            last = min(last, self._last_inside(first))
        while last > first and words.lower[last] in _TRAILING and (inside or words.quotation[last] < 0):
            last -= 1
        if last < first or (last == first and words.classes[first] is C.MARK):
            return None
        return words.span(first, last)

    def phrase_after(self, first: int) -> Span | None:
        """The noun phrase that begins at word `first`: up to a verb or a mark."""
        words = self.words
        last = first - 1
        while last + 1 < len(words.tokens) and words.classes[last + 1] not in _PHRASE_END:
            last += 1
        return words.span(first, last) if last >= first else None

    def _last_inside(self, first: int) -> int:
        """The last word of the quotation around word `first`, without its closing mark."""
        words = self.words
        last = first
        while last + 1 < len(words.tokens) and words.quotation[last + 1] == words.quotation[first]:
            last += 1
        return last - 1 if last > first and words.tokens[last].text in _CLOSING_MARKS else last

    def before(self, last: int) -> Span | None:
        """The clause from the start of the sentence to word `last`, without joining words at its start."""
        words = self.words
        first = 0
        while first < last and (
            words.classes[first] in (C.COORDINATOR, C.ADVERB) or words.lower[first] in _TRAILING
        ):
            first += 1
        while last > first and words.lower[last] in _TRAILING:
            last -= 1
        if last < first or (last == first and words.classes[last] not in (C.NOUN, C.NAME)):
            return None
        return words.span(first, last)

    def content_start(self, at: int, *, listener: bool) -> int:
        """The word where indirect content begins after the cue: past times, places and the listener."""
        words = self.words
        end = len(words.tokens)
        at = at if words.lower[at : at + 1] in (["so"], ["not"]) else self._past_times(at)
        if listener:
            at = self._past_listener(at)
        if at < end and (words.classes[at] in (C.PREPOSITION, C.TIME) or words.lower[at] == ","):
            for marker in range(at, min(end, at + _LOOK_AHEAD)):
                if words.lower[marker] == "that" or words.classes[marker] is C.QUOTE:
                    return marker
        return at + 1 if at < end and words.lower[at] in (",", ":") else at

    def _past_listener(self, at: int) -> int:
        """The word after the listener: "reporters", "him", "the court", "Fox News on Monday"."""
        words = self.words
        end = len(words.tokens)
        if at >= end:
            return at
        if words.classes[at] is C.OBJECT_PRONOUN or words.lower[at] in ("her", "it", "you", "everyone"):
            return at + 1
        start = at
        while at < end and at - start < _LISTENER and words.classes[at] not in _LISTENER_END:
            owned = words.lower[at] in ("'s", "’s")
            if at > start and words.classes[at] in (C.PRONOUN, C.DETERMINER) and not owned:
                return at
            at += 1
        return self._past_times(at)

    def _past_times(self, at: int) -> int:
        words = self.words
        end = len(words.tokens)
        while at < end:
            if words.classes[at] in (C.TIME, C.ADVERB):
                at += 1
            elif words.classes[at] is C.PREPOSITION and words.classes[at + 1 : at + 2] == [C.TIME]:
                at += 2
            else:
                break
        return at

    def _stops(self, at: int) -> bool:
        """Whether a clause that began earlier ends before this word."""
        words = self.words
        if at and words.quotation[at] >= 0 and words.quotation[at] == words.quotation[at - 1]:
            return False
        word = words.lower[at]
        if word == ";":
            return True
        if word == "according":
            return words.lower[at + 1 : at + 2] == ["to"]
        following = at + 1
        if following >= len(words.tokens):
            return False
        if word in ("and", "but"):
            return self._cue_follows(following)
        if word == "," and words.lower[following] in _NON_RESTRICTIVE:
            return True
        if word == "," or word in _DASHES:
            return self._new_clause(following)
        return False

    def _cue_follows(self, at: int) -> bool:
        """A finite cue verb right after "and": "said it would rise and warned that"."""
        words = self.words
        while at < len(words.tokens) - 1 and words.classes[at] is C.ADVERB:
            at += 1
        cue = CUES.get(words.lower[at])
        if cue is None:
            return False
        return cue.form == "past" or (cue.form == "s" and cue.lemma in ("say", "add", "argue", "tell"))

    def _new_clause(self, at: int) -> bool:
        """After a comma or a dash: a cue in -ing, "according to", or a main clause with a cue of its own."""
        words = self.words
        word = words.lower[at]
        cue = CUES.get(word)
        if word == "according" or (cue is not None and cue.form == "ing" and cue.frames[0] in "cqx"):
            return True
        if word not in _CONTRAST:
            return False
        for position in range(at + 1, min(at + _CONTRAST_REACH, len(words.tokens))):
            cue = CUES.get(words.lower[position])
            if cue is not None and cue.form in ("past", "s", "base") and words.classes[position] is C.NOUN:
                return cue.form != "base" or words.classes[position - 1] is C.PRONOUN
            if words.classes[position] is C.MARK:
                return False
        return word == "but"
