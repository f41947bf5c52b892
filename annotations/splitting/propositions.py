"""Owns what one parsed sentence states: sets of words, one a proposition. Writes no wording.

Each clause gives its core with every reading of its coordinations, and once more with each adjunct that can
be checked on its own; names give what an apposition, a title or a bracket says of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotations.splitting.asides import Aside
from annotations.splitting.clauses import SUBJECTS, Clause, Form, clauses
from annotations.splitting.coordination import LOOSE, readings
from annotations.splitting.parser import Parse
from annotations.splitting.wordset import Words, between, first, last, numbers, upto

MOST = 12
_MOST_PIECES = 4
_LONGEST_MARKS = 4
_LINKS = frozenset({"PUNCT", "CCONJ"})
_BARE_NAME = LOOSE | {"acl", "case", "cop", *SUBJECTS}


class Shape(StrEnum):
    """What a proposition is made of."""

    CLAUSE = "clause"
    NAMING = "naming"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Proposition:
    """Words of a sentence that state one thing.

    `head` is its predicate, or what is said of a name; `adjunct` the part that sets it apart from the bare clause.
    """

    words: Words
    shape: Shape
    head: int
    clause: Clause | None = None
    aside: Aside | None = None
    adjunct: Words = 0


def propositions(parse: Parse, asides: Sequence[Aside] = (), *, voice: Words = 0) -> list[Proposition]:
    """At most twelve propositions, no two with the same words, the main clause's first.

    `voice` are the words that only say who speaks: adjuncts that touch them are left out.
    """
    found = [one for clause in clauses(parse) for one in _of_clause(parse, clause, voice)]
    found += _of_names(parse)
    found += [_of_aside(parse, aside) for aside in asides if aside.anchor >= 0]
    return _distinct(parse, found)[:MOST]


def _of_clause(parse: Parse, clause: Clause, voice: Words) -> list[Proposition]:
    bases = [subject | core for subject in clause.subjects for core in clause.core][:MOST]
    adjuncts = [adjunct for adjunct in clause.adjuncts if not adjunct[0] & voice]
    found: list[Proposition] = []
    if not adjuncts or (len(adjuncts) == 1 and _checkable_alone(parse, adjuncts[0][0], clause)):
        found += [Proposition(base, Shape.CLAUSE, clause.head, clause) for base in bases]
    for adjunct in adjuncts:
        found += [
            Proposition(base | reading, Shape.CLAUSE, clause.head, clause, adjunct=reading)
            for base in bases
            for reading in adjunct
        ]
    return found


def _checkable_alone(parse: Parse, adjunct: Words, clause: Clause) -> bool:
    """Whether the clause is worth a claim without its one adjunct: that adds a date, a number or a name."""
    if clause.form not in {Form.MAIN, Form.JOINED, Form.REPORTED} or first(adjunct) < clause.head:
        return False
    return any(parse.tags[word] in {"NUM", "PROPN"} for word in numbers(adjunct))


def _of_names(parse: Parse) -> list[Proposition]:
    found: list[Proposition] = []
    for word, label in enumerate(parse.labels):
        head = parse.heads[word]
        if label == "appos" and head >= 0:
            name = readings(parse, head, _BARE_NAME)[0]
            found += [Proposition(name | reading, Shape.NAMING, word) for reading in readings(parse, word)]
        elif _is_title(parse, word):
            name = readings(parse, head, _BARE_NAME | {"poss", "det", "nmod"})[0]
            found.append(Proposition(name | parse.below[word], Shape.NAMING, word))
    return found


def _is_title(parse: Parse, word: int) -> bool:
    """A common noun before a name: "actor Harrison Ford"."""
    head = parse.heads[word]
    return (
        head > word
        and parse.labels[word] in {"compound", "appos", "flat"}
        and parse.tags[word] == "NOUN"
        and parse.tags[head] == "PROPN"
        and parse.tokens[word].text.islower()
    )


def _of_aside(parse: Parse, aside: Aside) -> Proposition:
    return Proposition(_ending_at(parse, aside.anchor), Shape.ASIDE, aside.anchor, None, aside)


def _ending_at(parse: Parse, word: int) -> Words:
    """The name or noun phrase that ends at a word."""
    top = word
    if parse.labels[word] in {"flat", "compound"} and parse.heads[word] < word:
        top = parse.heads[word]
    while _phrase_goes_up(parse, top, word):
        top = parse.heads[top]
    return (readings(parse, top, _BARE_NAME | {"nmod"})[0] | 1 << word) & upto(word)


def _phrase_goes_up(parse: Parse, top: int, end: int) -> bool:
    head = parse.heads[top]
    return head >= 0 and last(parse.below[head]) == end and parse.tags[head] in {"NOUN", "PROPN", "NUM"}


def _distinct(parse: Parse, found: list[Proposition]) -> list[Proposition]:
    kept: list[Proposition] = []
    seen: set[tuple[Words, int]] = set()
    for one in found:
        words = _with_marks(parse, one.words)
        key = (words, one.aside.tokens[0].start if one.aside else -1)
        if key not in seen and (words.bit_count() > 1 or one.aside) and not _breaks_off(parse, words):
            seen.add(key)
            kept.append(replace(one, words=words))
    return [one for one in kept if not (_scattered(one.words) or _said_elsewhere(parse, one, kept))]


def _said_elsewhere(parse: Parse, one: Proposition, kept: list[Proposition]) -> bool:
    """Whether a free participle only repeats what another clause's proposition already holds."""
    if one.clause is None or one.clause.form is not Form.FREE:
        return False
    own = one.words & parse.below[one.head]
    return any(other.head != one.head and other.clause and not own & ~other.words for other in kept)


def _scattered(words: Words) -> bool:
    """Whether it is in so many pieces that the parser must have been wrong."""
    return (words & ~(words << 1)).bit_count() > _MOST_PIECES


def _breaks_off(parse: Parse, words: Words) -> bool:
    """Whether it ends in a preposition whose noun was left out."""
    end = last(words)
    return parse.labels[end] == "case" and parse.tags[end] == "ADP" and parse.heads[end] > end


def _with_marks(parse: Parse, words: Words) -> Words:
    """Marks and joining words that stand between two of the words belong to them."""
    before = -1
    for word in list(numbers(words)):
        gap = between(before + 1, word) if before >= 0 else 0
        if 0 < gap.bit_count() < _LONGEST_MARKS and all(parse.tags[at] in _LINKS for at in numbers(gap)):
            words |= gap
        before = word
    return words
