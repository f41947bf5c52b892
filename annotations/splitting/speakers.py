"""Where the claimant of a cue stands: the subject before it, or the name after it.

Works on the words of one sentence and returns ranges of word indices. Resolves no pronouns.
"""

from __future__ import annotations

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cues import CUES
from annotations.splitting.noun_phrases import REACH, Range, noun_phrase_ending

_STOPS_PHRASE = frozenset({C.QUOTE, C.TIME, C.AUXILIARY, C.SUBORDINATOR, C.PRONOUN})
_DASHES = frozenset({"—", "–", "--", "-"})
_AFTER_NAME = frozenset("in on at during after before to as by via from through last this earlier".split())


def subject_before(words: Words, at: int) -> Range | None:
    """The subject whose verb group begins at word `at`; None where no noun stands there."""
    last = at - 1
    if last < 0:
        return None
    if words.lower[last] == ",":
        return _subject_before_comma(words, last)
    if words.classes[last] in (C.RELATIVE, C.PRONOUN) or words.lower[last] == "that":
        return last, last
    if words.lower[last] in _DASHES:
        return _subject_before_dash(words, last)
    return noun_phrase_ending(words, last) or _distant_relative(words, last)


def _subject_before_dash(words: Words, dash: int) -> Range | None:
    """The subject of "Lee -- the mayor of Dover -- said"."""
    for at in range(dash - 2, max(0, dash - REACH), -1):
        if words.lower[at] in _DASHES:
            return noun_phrase_ending(words, at - 1)
    return None


def _distant_relative(words: Words, last: int) -> Range | None:
    """The "who" of "who in 2010 said"."""
    for at in range(last, max(-1, last - 4), -1):
        if words.classes[at] is C.RELATIVE:
            return at, at
    return None


def _subject_before_comma(words: Words, comma: int) -> Range | None:
    """The subject of "Ann Lee, the mayor, said" (with the apposition) and of "Lee, who was there, said"."""
    previous = _comma_before(words, comma)
    if previous is None:
        return _whole_opening(words, comma)
    head = noun_phrase_ending(words, previous - 1)
    inner = previous + 1
    if head is None:
        return None
    kind, word = words.classes[inner], words.lower[inner]
    if kind is C.COORDINATOR or _has_own_verb(words, inner, comma):
        return None
    if kind in (C.RELATIVE, C.PREPOSITION, C.SUBORDINATOR, C.ADVERB) or word.endswith("ing") or word == "for":
        return _fuller(words, head)
    if kind in (C.TIME, C.PRONOUN, C.AUXILIARY, C.VERB):
        return None
    return _fuller(words, head)[0], comma - 1


def _has_own_verb(words: Words, first: int, end: int) -> bool:
    """Whether these words are a clause of their own, not an apposition: a finite verb before any "who"."""
    for at in range(first, end):
        if words.classes[at] is C.RELATIVE:
            return False
        if words.classes[at] in (C.VERB, C.AUXILIARY):
            return True
    return False


def _whole_opening(words: Words, comma: int) -> Range | None:
    """A long subject set off by one stray comma: "Ann Lee for Food Standards, says it is"."""
    after = comma + 2
    plain = words.lower[after : after + 1] == ["that"] or (
        after < len(words.tokens)
        and words.classes[after] in (C.PRONOUN, C.DETERMINER)
        and words.lower[after] != "one"
    )
    if not plain or words.classes[0] not in (C.NAME, C.DETERMINER) or comma > REACH // 2:
        return None
    phrase = noun_phrase_ending(words, comma - 1)
    return phrase if phrase is not None and phrase[0] == 0 else None


def _fuller(words: Words, head: Range) -> Range:
    """The noun phrase together with the name it is set against: "Donna Hill, 59, of Dover"."""
    first = head[0]
    short = head[1] - head[0] < 3 and (words.lower[first].isdigit() or words.classes[first] is C.PREPOSITION)
    if short and first >= 2 and words.lower[first - 1] == ",":
        before = noun_phrase_ending(words, first - 2)
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
            short = words.tokens[comma - 1].text.endswith(".") and comma - at < 4
            if not (short or inner[0].isdigit() or inner == "of"):
                return found
        elif words.quotation[at] != words.quotation[comma] or words.lower[at] in (";", ":"):
            break
    return found


def subject_after(words: Words, at: int, *, opening: bool = False) -> Range | None:
    """The noun phrase that begins at word `at`, with its apposition: `said Ann Lee, the mayor.`

    With `opening` a clause follows the phrase's last comma: `According to Ann Lee, the mayor, it rained.`
    """
    end = len(words.tokens)
    if at >= end or words.classes[at] not in (C.NAME, C.NOUN, C.DETERMINER, C.PRONOUN):
        return None
    counted = words.lower[at] == "one" and words.classes[at + 1 : at + 2] in ([C.NOUN], [C.NAME])
    if words.classes[at] is C.PRONOUN and not counted:
        return at, at
    named = words.classes[at] is C.NAME
    last = at
    position = at + 1
    while position < end and position - at < REACH:
        if opening and words.lower[position] == "," and not _closed_insertion(words, position):
            break
        step = _step_right(words, position, named=named and "," not in words.lower[at:position])
        if step is None:
            break
        position = step
        last = position - 1
    return at, _without_tail(words, at, last)


def _without_tail(words: Words, at: int, last: int) -> int:
    """The last word of the phrase that can end one."""
    while last > at and words.classes[last] in (C.MARK, C.ADVERB, C.TIME, C.PREPOSITION, C.COORDINATOR):
        if words.lower[last] in (")", "%"):
            break
        last -= 1
    return last


def _closed_insertion(words: Words, comma: int) -> bool:
    """Whether a second comma comes before any verb: ", the mayor," and not ", the mayor left"."""
    for at in range(comma + 1, min(comma + 12, len(words.tokens))):
        if words.lower[at] == ",":
            return words.classes[comma + 1] in (C.DETERMINER, C.NOUN) or words.lower[comma + 1][0].isdigit()
        if words.classes[at] in (C.VERB, C.AUXILIARY, C.MARK) or words.lower[at] in CUES:
            return False
    return False


def _step_right(words: Words, at: int, *, named: bool) -> int | None:
    """The next position if the phrase goes on through word `at`, else None."""
    kind, word = words.classes[at], words.lower[at]
    following = words.classes[at + 1] if at + 1 < len(words.tokens) else C.MARK
    if word == ",":
        return _step_over_comma(words, at)
    if word == "(":
        closing = next((i for i in range(at, min(at + 12, len(words.tokens))) if words.lower[i] == ")"), None)
        return None if closing is None else closing + 1
    if kind is C.MARK:
        return at + 1 if word in "/-–.'’&" and at + 1 < len(words.tokens) else None
    if kind is C.PREPOSITION:
        return None if following is C.TIME or (named and word in _AFTER_NAME) else at + 1
    if kind is C.COORDINATOR:
        return at + 1 if following in (C.NAME, C.NOUN, C.DETERMINER) else None
    return None if kind in _STOPS_PHRASE else at + 1


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
