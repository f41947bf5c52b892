"""Which words of a sentence are used as cues, how far each cue phrase reaches, and what follows it.

Owns the test of verb against noun, and of agreement with the word before. Finds no claimant.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.splitting.cue_complements import complement
from annotations.splitting.cues import ADJECTIVES, CATENATIVE, CUES, NOUN_TOO, STRONG, Cue

_BE = frozenset("is are was were be been being am 's ’s 're ’re 'm ’m".split())
_PLURAL_PEOPLE = frozenset(
    "people police critics men women children media staff data both many some most".split()
)
_PLURAL_PRONOUNS = frozenset("those some many most several others".split())
_NOMINAL = frozenset({C.NOUN, C.NAME, C.OBJECT_PRONOUN})
_NOT_LINKED = frozenset({C.DETERMINER, C.PREPOSITION})
_MOST = 20  # cues in one sentence: more than any sentence of prose has
_NOUN_FORMS = frozenset(word + "s" for word in NOUN_TOO)
_BEFORE_ING = frozenset("by in of after before while without when".split())


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """Words `first` to `last` are the cue, `head` its verb; `complement` is the letter of what follows.

    Letters: q quotation, c clause, t infinitive, n noun phrase, l nothing (what is said stands before),
    - the cue lacks what it needs and stands only where a quotation is beside it.
    """

    first: int
    head: int
    last: int
    cue: Cue
    complement: str
    participle: bool


def cue_phrases(words: Words) -> list[CuePhrase]:
    """Every cue phrase of a sentence in order."""
    found: list[CuePhrase] = []
    for head, word in enumerate(words.lower):
        cue = _cue_at(words, head, word)
        if cue is None:
            continue
        phrase = _phrase(words, head, cue)
        if phrase is not None and not (found and phrase.first <= found[-1].last):
            found.append(phrase)
        if len(found) == _MOST:
            break
    return found


def _cue_at(words: Words, head: int, word: str) -> Cue | None:
    if word in ADJECTIVES and head and words.classes[head - 1] in (C.AUXILIARY, C.ADVERB):
        return ADJECTIVES[word]
    cue = CUES.get(word)
    if cue is None or words.classes[head] is C.AUXILIARY:
        return None
    return cue if words.classes[head] is not C.NAME or _reads_as_verb(words, head, cue) else None


def _reads_as_verb(words: Words, head: int, cue: Cue) -> bool:
    """A capitalised cue word: in a headline in title case it may be the verb."""
    word = words.tokens[head].text
    if head == 0:
        return cue.lemma == "say" and cue.form in ("past", "s")
    named = word.istitle() and words.classes[head - 1] is C.NAME
    return named and cue.form in ("s", "past") and word.lower() not in _NOUN_FORMS


def _phrase(words: Words, head: int, cue: Cue) -> CuePhrase | None:
    first = _group_start(words, head)
    group = words.lower[first:head]
    auxiliaries = [
        word for word, kind in zip(group, words.classes[first:head], strict=True) if kind is C.AUXILIARY
    ]
    if not _is_verb(words, first, head, cue, auxiliaries):
        return None
    last = _with_preposition(words, head, cue)
    letter = complement(words, cue, head, last) or "-"
    if cue.lemma in NOUN_TOO and cue.form in ("s", "base") and not _verb_for_sure(words, first, last, letter):
        return None
    participle = cue.form == "ing" and not any(word in _BE for word in auxiliaries)
    return CuePhrase(first, head, last, cue, letter, participle)


def _verb_for_sure(words: Words, first: int, last: int, letter: str) -> bool:
    """A form that is a noun as well is a verb after a pronoun, or before what only a verb takes."""
    if (first and words.classes[first - 1] in (C.PRONOUN, C.RELATIVE)) or letter in "cqt":
        return True
    following = words.classes[last + 1] if last + 1 < len(words.classes) else C.MARK
    return letter == "n" and following in (C.DETERMINER, C.NAME, C.OBJECT_PRONOUN, C.QUOTE)


def _group_start(words: Words, head: int) -> int:
    """The first auxiliary or adverb of the verb group; "declined to say" begins at "declined"."""
    first = head
    while first > 0 and head - first < 8:
        before = first - 1
        kind = words.classes[before]
        if kind is C.AUXILIARY or (kind is C.ADVERB and words.lower[before] not in ("there", "here")):
            first = before
        elif kind is C.TO and before > 0 and words.lower[before - 1] in CATENATIVE:
            first = before - 1
        else:
            break
    while first < head and words.classes[first] is C.ADVERB and _opens_clause(words, first):
        first += 1
    return first


def _opens_clause(words: Words, at: int) -> bool:
    return at == 0 or (words.classes[at - 1] in (C.MARK, C.QUOTE) and words.lower[at - 1] != ",")


def _is_verb(words: Words, first: int, head: int, cue: Cue, auxiliaries: list[str]) -> bool:
    before = words.classes[first - 1] if first else C.MARK
    word_before = words.lower[first - 1] if first else ""
    if before is C.TO:
        return False
    if cue.form == "adjective":
        return bool(auxiliaries) and auxiliaries[-1] in _BE
    if cue.form == "ing":
        return _is_verbal_ing(words, head, cue, auxiliaries)
    if auxiliaries:
        passive = auxiliaries[-1] in _BE and cue.form in ("past", "part")
        return not passive or word_before == "it"
    if cue.form == "part" or words.lower[head] == "back":
        return False
    return _is_finite(words, first, head, cue)


def _is_finite(words: Words, first: int, head: int, cue: Cue) -> bool:
    """Whether a form without an auxiliary agrees with the word before it, and is no participle."""
    before = words.classes[first - 1] if first else C.MARK
    word_before = words.lower[first - 1] if first else ""
    if before in _NOT_LINKED:
        return word_before in _PLURAL_PRONOUNS and cue.form == "base"
    if cue.form == "base":
        sure = cue.lemma in STRONG and cue.lemma not in NOUN_TOO and before in _NOMINAL
        return sure or _plural_before(words, first)
    if cue.form == "s":
        return not (before is C.NOUN and word_before.endswith("s") and not word_before.endswith("ss"))
    return words.lower[head + 1 : head + 2] != ["by"]


def _is_verbal_ing(words: Words, head: int, cue: Cue, auxiliaries: list[str]) -> bool:
    following = words.classes[head + 1] if head + 1 < len(words.classes) else C.MARK
    if cue.frames[0] == "n" and following is C.NOUN:
        return False
    if any(word in _BE for word in auxiliaries):
        return True
    before = words.classes[head - 1] if head else C.MARK
    return before in (C.MARK, C.QUOTE, C.ADVERB) or words.lower[head - 1] in _BEFORE_ING


def _plural_before(words: Words, first: int) -> bool:
    if first == 0:
        return False
    word, kind = words.lower[first - 1], words.classes[first - 1]
    if kind in (C.PRONOUN, C.RELATIVE):
        return word not in ("he", "she", "it", "this", "whose", "there")
    if word == "that":
        return True
    if kind in (C.NOUN, C.NAME):
        joint = (first > 2 and words.lower[first - 2] == "and") or (
            first > 3 and words.lower[first - 3] == "and"
        )
        return word in _PLURAL_PEOPLE or word.endswith("s") or joint
    return word in (",", "others", "many", "some", ")")


def _with_preposition(words: Words, head: int, cue: Cue) -> int:
    following = words.lower[head + 1] if head + 1 < len(words.lower) else ""
    return head + 1 if following in cue.prepositions else head
