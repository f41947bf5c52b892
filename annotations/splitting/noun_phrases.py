"""The noun phrase that ends at a given word, found from the right. Knows no cues but those that end a clause."""

from __future__ import annotations

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES

Range = tuple[int, int]  # first and last word, both included

REACH = 40  # words looked at on either side of a cue: keeps the work linear in hostile sentences
_OPENERS = frozenset({C.PREPOSITION, C.COORDINATOR, C.ADVERB, C.SUBORDINATOR, C.TIME, C.MARK, C.QUOTE, C.TO})
_ENDS = frozenset({C.VERB, C.AUXILIARY, C.SUBORDINATOR, C.QUOTE, C.TO, C.RELATIVE})
_NOMINAL = (C.NOUN, C.NAME, C.PRONOUN, C.DETERMINER)


def noun_phrase_ending(words: Words, last: int, *, relatives: bool = True) -> Range | None:
    """The noun phrase that ends at word `last`, with what hangs on it by prepositions."""
    first = last + 1
    at = last
    while at >= 0 and last - at < REACH:
        kind = words.classes[at]
        if kind is C.MARK and words.lower[at] == ")":
            opening = opening_bracket(words, at)
            if opening is None:
                break
            at = opening
        elif kind in _ENDS or (kind is C.MARK and not _inner_mark(words, at)):
            if relatives:
                first = _before_relative(words, at, first)
            break
        elif _leaves_phrase(words, at):
            break
        first = at
        at -= 1
    return _trimmed(words, first, last)


def _leaves_phrase(words: Words, at: int) -> bool:
    """Whether this word belongs to another clause: a pronoun, a joining word between clauses, "said"."""
    kind = words.classes[at]
    if kind is C.PRONOUN:
        return words.lower[at] not in ("one", "this")
    if kind is C.COORDINATOR:
        return not _joins_nouns(words, at)
    return kind is C.NOUN and _is_finite_cue(words, at)


def opening_bracket(words: Words, closing: int) -> int | None:
    """The word "(" that the ")" at `closing` answers, when it is near."""
    for at in range(closing - 1, max(-1, closing - 12), -1):
        if words.lower[at] == "(":
            return at
    return None


def _inner_mark(words: Words, at: int) -> bool:
    """A mark inside a name or an amount: O'Neill, $5, AT&T."""
    if words.lower[at] in ("'", "’"):
        return at + 1 < len(words.tokens) and words.tokens[at].end == words.tokens[at + 1].start
    return words.lower[at] in ("/", "-", "%", "$", "&", ".")


def _before_relative(words: Words, at: int, first: int) -> int:
    """Where the phrase begins when its end is a relative clause: "the study that appeared in May"."""
    for back in range(at, max(0, at - 5), -1):
        kind = words.classes[back]
        if kind is C.RELATIVE or words.lower[back] == "that":
            if words.classes[back - 1] not in (C.NOUN, C.NAME):
                return first
            head = noun_phrase_ending(words, back - 1, relatives=False)
            return head[0] if head is not None else first
        if kind not in (C.AUXILIARY, C.VERB, C.ADVERB):
            break
    return first


def _is_finite_cue(words: Words, at: int) -> bool:
    """A cue verb that cannot be a noun or a participle here: "said" in "he said Smith thought"."""
    cue = CUES.get(words.lower[at])
    return (
        cue is not None
        and cue.form in ("past", "s")
        and cue.lemma in ("say", "tell", "think", "know", "write")
    )


def _joins_nouns(words: Words, at: int) -> bool:
    """Whether the "and" at this word joins two nouns, not two clauses."""
    if words.lower[at] not in ("and", "&", "or", "nor") or at == 0:
        return False
    for before in range(at - 1, max(-1, at - 12), -1):
        kind = words.classes[before]
        if kind in (C.VERB, C.AUXILIARY, C.PRONOUN, C.OBJECT_PRONOUN) or _is_finite_cue(words, before):
            return False
        if kind in _ENDS or kind is C.MARK:
            return words.classes[before + 1] not in (C.COORDINATOR, C.ADVERB)
    return True


def _trimmed(words: Words, first: int, last: int) -> Range | None:
    """Without leading joining words and without a leading phrase of time or place."""
    while first <= last:
        kind = words.classes[first]
        if (
            words.lower[first].endswith("ed")
            and words.lower[first + 1 : first + 2] == ["by"]
            and first + 2 <= last
        ):
            first += 2
        elif kind is C.PREPOSITION:
            after = _after_opening_phrase(words, first, last)
            if after is None:
                return None
            first = after
        elif kind in _OPENERS and words.lower[first] not in ("$", "@", "#", "‘"):
            first += 1
        else:
            break
    while last >= first and words.classes[last] in (C.ADVERB, C.COORDINATOR, C.TIME):
        last -= 1
    return (first, last) if any(words.classes[at] in _NOMINAL for at in range(first, last + 1)) else None


def _after_opening_phrase(words: Words, first: int, last: int) -> int | None:
    """The word after "On Tuesday", "In a statement", "In 2012": where the subject itself begins."""
    at = first + 1
    seen = False
    while at <= last:
        kind = words.classes[at]
        if kind is C.TIME or words.lower[at].isdigit():
            seen = True
        elif (
            seen
            or (kind is C.NAME and words.classes[at - 1] is C.NOUN)
            or (kind is C.DETERMINER and at > first + 1)
        ):
            return at
        at += 1
    return None
