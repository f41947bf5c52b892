"""Where the claimant of a cue stands: the subject before it, or the name after it.

Works on the words of one sentence and returns ranges of word indices. Resolves no pronouns.
"""

from __future__ import annotations

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES

Range = tuple[int, int]  # first and last word, both included

REACH = 40  # words looked at on either side of a cue: keeps the work linear in hostile sentences
_OPENERS = frozenset({C.PREPOSITION, C.COORDINATOR, C.ADVERB, C.SUBORDINATOR, C.TIME, C.MARK, C.QUOTE, C.TO})
_NOMINAL = frozenset({C.NOUN, C.NAME, C.DETERMINER, C.PREPOSITION, C.ADVERB, C.COORDINATOR, C.OBJECT_PRONOUN})
_ENDS = frozenset({C.VERB, C.AUXILIARY, C.SUBORDINATOR, C.QUOTE, C.TO, C.RELATIVE})
_AGE = frozenset("jr jr. sr sr. iii ii".split())
_AFTER_NAME = frozenset("in on at during after before to as by via from through last this earlier".split())


def subject_before(words: Words, at: int) -> Range | None:
    """The subject whose verb group begins at word `at`; None where no noun stands there."""
    last = at - 1
    if last < 0:
        return None
    if words.lower[last] == ",":
        return _subject_before_comma(words, last)
    if words.lower[last] == ")":
        opening = _opening_bracket(words, last)
        if opening is None:
            return None
        return _noun_phrase(words, last)
    if words.classes[last] is C.RELATIVE or words.lower[last] == "that":
        return last, last
    if words.classes[last] is C.PRONOUN:
        return last, last
    return _noun_phrase(words, last)


def _opening_bracket(words: Words, closing: int) -> int | None:
    for at in range(closing - 1, max(-1, closing - 12), -1):
        if words.lower[at] == "(":
            return at
    return None


def _noun_phrase(words: Words, last: int) -> Range | None:
    """The noun phrase that ends at word `last`, with what hangs on it by prepositions."""
    first = last + 1
    at = last
    while at >= 0 and last - at < REACH:
        kind = words.classes[at]
        if words.lower[at] == ")":
            opening = _opening_bracket(words, at)
            if opening is None:
                break
            at = opening - 1
            first = opening
            continue
        if kind in _ENDS or kind is C.MARK and words.lower[at] not in ("/", "-", "%", "$", "&", "."):
            break
        if kind is C.PRONOUN and words.lower[at] not in ("one", "this"):
            break
        if kind is C.COORDINATOR and not _joins_nouns(words, at):
            break
        if kind is C.NOUN and _is_finite_cue(words, at):
            break
        first = at
        at -= 1
    return _trimmed(words, first, last)


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
        if kind is C.PREPOSITION:
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
    if first > last or all(
        words.classes[at] not in (C.NOUN, C.NAME, C.PRONOUN, C.DETERMINER) for at in range(first, last + 1)
    ):
        return None
    return first, last


def _after_opening_phrase(words: Words, first: int, last: int) -> int | None:
    """The word after "On Tuesday", "In a statement", "In 2012": where the subject itself begins."""
    at = first + 1
    seen = False
    while at <= last:
        kind = words.classes[at]
        if kind is C.TIME or words.lower[at].isdigit():
            seen = True
        elif seen or kind is C.NAME and words.classes[at - 1] is C.NOUN:
            return at
        elif kind is C.DETERMINER and at > first + 1:
            return at
        at += 1
    return None


def _subject_before_comma(words: Words, comma: int) -> Range | None:
    """The subject of "Ann Lee, the mayor, said" (with the apposition) and of "Lee, who was there, said"."""
    previous = _comma_before(words, comma)
    if previous is None:
        return None
    head = _noun_phrase(words, previous - 1)
    inner = previous + 1
    if head is None:
        return None
    kind, word = words.classes[inner], words.lower[inner]
    if kind in (C.RELATIVE, C.PREPOSITION, C.SUBORDINATOR, C.ADVERB) or word.endswith("ing") or word == "for":
        return _fuller(words, head)
    if kind in (C.TIME, C.PRONOUN, C.AUXILIARY, C.VERB):
        return None
    return _fuller(words, head)[0], comma - 1


def _fuller(words: Words, head: Range) -> Range:
    """The noun phrase together with the name it is set against: "Donna Hill, 59, of Dover"."""
    first = head[0]
    short = head[1] - head[0] < 3 and (words.lower[first].isdigit() or words.classes[first] is C.PREPOSITION)
    if short and first >= 2 and words.lower[first - 1] == ",":
        before = _noun_phrase(words, first - 2)
        if before is not None:
            return before[0], head[1]
    return head


def _comma_before(words: Words, comma: int) -> int | None:
    """The comma that opens the insertion closed at word `comma`."""
    found = None
    for at in range(comma - 1, max(0, comma - REACH), -1):
        if words.lower[at] == "," and at + 1 < comma:
            found = at
            inner = words.lower[at + 1]
            if (
                inner[0].isdigit()
                or inner == "of"
                or words.tokens[comma - 1].text.endswith(".")
                and comma - at < 3
            ):
                continue
            return found
        if words.classes[at] is C.QUOTE or words.lower[at] in (";", ":"):
            break
    return found


def subject_after(words: Words, at: int) -> Range | None:
    """The noun phrase that begins at word `at`, with its apposition: `said Ann Lee, the mayor.`"""
    end = len(words.tokens)
    if at >= end or words.classes[at] not in (C.NAME, C.NOUN, C.DETERMINER, C.PRONOUN):
        return None
    if words.classes[at] is C.PRONOUN:
        return at, at
    named = words.classes[at] is C.NAME
    last = at
    position = at + 1
    while position < end and position - at < REACH:
        step = _step_right(words, position, named=named and not _has_comma(words, at, position))
        if step is None:
            break
        position = step
        last = position - 1
    while last > at and words.classes[last] in (C.MARK, C.ADVERB, C.TIME, C.PREPOSITION, C.COORDINATOR):
        if words.lower[last] in (")", "%"):
            break
        last -= 1
    return at, last


def _has_comma(words: Words, first: int, last: int) -> bool:
    return "," in words.lower[first:last]


def _step_right(words: Words, at: int, *, named: bool) -> int | None:
    """The next position if the phrase goes on through word `at`, else None."""
    kind, word = words.classes[at], words.lower[at]
    following = words.classes[at + 1] if at + 1 < len(words.tokens) else C.MARK
    if word == ",":
        return _step_over_comma(words, at)
    if word == "(":
        closing = next((i for i in range(at, min(at + 12, len(words.tokens))) if words.lower[i] == ")"), None)
        return None if closing is None else closing + 1
    if (
        kind in (C.QUOTE, C.TIME, C.AUXILIARY, C.SUBORDINATOR, C.PRONOUN)
        or kind is C.MARK
        and word not in "/-–.'’&"
    ):
        return None
    if word == "." and at + 1 >= len(words.tokens):
        return None
    if named and kind is C.PREPOSITION and word in _AFTER_NAME:
        return None
    if kind is C.PREPOSITION and following is C.TIME:
        return None
    if kind is C.COORDINATOR and following not in (C.NAME, C.NOUN, C.DETERMINER):
        return None
    return at + 1


def _step_over_comma(words: Words, at: int) -> int | None:
    """Past the comma when an apposition follows it."""
    if at + 1 >= len(words.tokens):
        return None
    kind, word = words.classes[at + 1], words.lower[at + 1]
    if kind in (C.DETERMINER, C.NAME) or word[0].isdigit() or word in ("of", "who"):
        return at + 2
    if kind is C.NOUN and not word.endswith("ing") and word not in CUES:
        return at + 2
    return None


def main_subject(words: Words, before: int) -> Range | None:
    """The subject of the sentence's first finite verb left of word `before`."""
    for at in range(min(before, 3 * REACH)):
        kind = words.classes[at]
        cue = CUES.get(words.lower[at])
        finite = kind in (C.VERB, C.AUXILIARY) or (cue is not None and cue.form in ("past", "s") and at > 0)
        if finite:
            found = subject_before(words, at)
            if found is not None and words.classes[found[0]] is not C.RELATIVE:
                return found
    return None
