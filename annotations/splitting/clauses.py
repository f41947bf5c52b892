"""Owns finding the clauses of a parsed sentence: subject, core and adjuncts, each in its readings.

A clause without a subject borrows one: a second verb that of the first, a relative clause its noun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from annotations.splitting.coordination import (
    LOOSE,
    after_pause,
    has_to,
    is_empty_adverb,
    product,
    readings,
)
from annotations.splitting.parser import Parse
from annotations.splitting.wordset import Words, between, first, last, numbers

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_HELPERS = ("aux", "auxpass", "cop")
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose", "where", "when"})
_CLAUSAL = frozenset(
    {"root", "conj", "ccomp", "advcl", "parataxis", "relcl", "acl", "csubj", "list", "dep", "appos"}
)
_APART = frozenset(
    {"punct", "conj", "cc", "discourse", "parataxis", "relcl", "appos", "list", "dep", *SUBJECTS}
)
_BARE_NOUN = LOOSE | {"acl", "case", "cop", "aux", *SUBJECTS}
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NO_SUBJECT: list[Words] = [0]
_DEEPEST = 6


class Form(StrEnum):
    """How a clause stands in its sentence; decides how its statement is worded."""

    MAIN = "main"
    JOINED = "joined"
    REPORTED = "reported"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    SUBORDINATE = "subordinate"
    FREE = "free"


_FORMS = {
    "conj": Form.JOINED,
    "ccomp": Form.REPORTED,
    "csubj": Form.REPORTED,
    "relcl": Form.RELATIVE,
    "acl": Form.PARTICIPLE,
}


@dataclass(slots=True)
class Clause:
    """A predicate with the readings of its subject and core, and one list of readings for each adjunct."""

    head: int
    form: Form
    subjects: list[Words]
    core: list[Words]
    adjuncts: list[list[Words]] = field(default_factory=list)


def clauses(parse: Parse) -> list[Clause]:
    """Every clause of the sentence that states something of its own, the main one first."""
    known: dict[int, list[Words]] = {}
    found: list[Clause] = []
    for word in parse.top_down():
        label = parse.labels[word]
        if label not in _CLAUSAL or not (label == "root" or _verbal(parse, word)):
            continue
        known[word] = _subjects(parse, word, known)
        if not _stays_with_host(parse, word):
            found.append(_clause(parse, word, known[word]))
    return found


def own_subjects(parse: Parse, word: int) -> list[int]:
    return [child for child in parse.children[word] if parse.labels[child] in SUBJECTS]


def _verbal(parse: Parse, word: int) -> bool:
    return parse.tags[word] in {"VERB", "AUX"} or parse.has(word, "cop", *SUBJECTS)


def _marked(parse: Parse, word: int) -> bool:
    return parse.has(word, "mark", "case")


def _stays_with_host(parse: Parse, word: int) -> bool:
    """ "to win" and "before leaving" say nothing without the clause that they belong to."""
    label = parse.labels[word]
    if label == "acl":
        return has_to(parse, word) or word < parse.heads[word] or _begins_before_verb(parse, word)
    if label == "advcl" and not own_subjects(parse, word):
        return _marked(parse, word) or parse.below[word].bit_count() < 2
    return False


def _begins_before_verb(parse: Parse, word: int) -> bool:
    """ "explosions as missiles hit the city": no participle of "explosions", whatever the parser thought."""
    return not own_subjects(parse, word) and any(
        child < word and parse.labels[child] in {"obl", "obj"} for child in parse.children[word]
    )


def _form(parse: Parse, word: int) -> Form:
    label = parse.labels[word]
    own = own_subjects(parse, word)
    if label == "root" or (label != "acl" and _finite(parse, word) and (own or label != "advcl")):
        subordinate = label == "advcl" or (label == "relcl" and own and parse.has(word, "mark"))
        return Form.SUBORDINATE if subordinate else _FORMS.get(label, Form.MAIN)
    loose = parse.lower[word].endswith("ing") and after_pause(parse, word)
    return Form.PARTICIPLE if label == "acl" and not own and not loose else Form.FREE


def _finite(parse: Parse, word: int) -> bool:
    """Whether the predicate carries a tense: "targets", "was hit", but not "targeting"."""
    return parse.has(word, *_HELPERS) or parse.tags[word] != "VERB" or not parse.lower[word].endswith("ing")


def _subjects(parse: Parse, word: int, known: dict[int, list[Words]]) -> list[Words]:
    own = own_subjects(parse, word)
    label, head = parse.labels[word], parse.heads[word]
    if label == "relcl" and not (own and parse.has(word, "mark")):
        subjects = _noun_or_its_subject(parse, _antecedent(parse, word), known, with_verb=False)
        own = [child for child in own if parse.lower[child] not in _RELATIVE]
    elif own:
        subjects = _NO_SUBJECT
    elif label == "acl":
        return _noun_or_its_subject(parse, head, known, with_verb=True)
    else:
        while head >= 0 and head not in known:
            head = parse.heads[head]
        return known[head] if head >= 0 else _NO_SUBJECT
    for child in own:
        subjects = product(subjects, readings(parse, child))
    return subjects


def _antecedent(parse: Parse, word: int) -> int:
    """The noun a relative clause hangs on: the one just before it where the parser reached across others."""
    noun, start = parse.heads[word], first(parse.below[word])
    gap = between(noun, start) & ~parse.below[noun]
    if not any(parse.tags[at] in {"VERB", "AUX"} for at in numbers(gap)):
        return noun
    at = start - 1
    while at > noun and parse.tags[at] == "PUNCT":
        at -= 1
    while (
        parse.heads[at] >= 0
        and parse.tags[parse.heads[at]] in _NOMINAL
        and last(parse.below[parse.heads[at]]) <= at
    ):
        at = parse.heads[at]
    return at if parse.tags[at] in _NOMINAL else noun


def _noun_or_its_subject(
    parse: Parse, noun: int, known: dict[int, list[Words]], *, with_verb: bool
) -> list[Words]:
    """What a clause says something of; in "X is a film directed by Y" that is X, not the film."""
    said_of = known.get(noun, _NO_SUBJECT)
    verbs = [child for child in parse.children[noun] if parse.labels[child] == "cop"]
    if verbs and said_of != _NO_SUBJECT:
        lent = sum(1 << verb for verb in verbs) if with_verb else 0
        return [subject | lent for subject in said_of]
    return readings(parse, noun, _BARE_NOUN)


def _clause(parse: Parse, head: int, subjects: list[Words]) -> Clause:
    clause = Clause(head, _form(parse, head), subjects, [1 << head])
    _fill(parse, head, clause, 0)
    if clause.form is Form.JOINED and not own_subjects(parse, head):
        _borrow_helpers(parse, head, clause)
        _borrow_opening(parse, head, clause)
    return clause


def _fill(parse: Parse, head: int, clause: Clause, depth: int) -> None:
    """Sorts what hangs on a predicate into core and adjuncts; a complement verb adds its own."""
    for child in parse.children[head]:
        label = parse.labels[child]
        if label in _APART or _relative_gap(parse, child):
            continue
        if label == "xcomp" and depth < _DEEPEST:
            clause.core = product(clause.core, [1 << child])
            _fill(parse, child, clause, depth + 1)
        elif label == "mark":
            if depth or parse.lower[child] == "to":
                clause.core = product(clause.core, [1 << child])
        elif label in {"acl", "advcl"}:
            _fill_clause(parse, child, clause)
        elif label in {"obl", "tmod", "agent", "advmod"}:
            _fill_phrase(parse, head, child, clause)
        else:
            whole = [parse.below[child]] if label == "ccomp" else readings(parse, child)
            clause.core = product(clause.core, whole)


def _relative_gap(parse: Parse, child: int) -> bool:
    return parse.lower[child] in _RELATIVE and parse.labels[child] in {"obj", "obl", "advmod", "mark"}


def _fill_clause(parse: Parse, child: int, clause: Clause) -> None:
    if parse.labels[child] == "acl":
        if has_to(parse, child) or child < clause.head:
            clause.core = product(clause.core, readings(parse, child))
    elif not own_subjects(parse, child) and _marked(parse, child):
        if parse.tags[clause.head] == "ADJ" and has_to(parse, child):
            clause.core = product(clause.core, readings(parse, child))
        else:
            clause.adjuncts.append(readings(parse, child))


def _fill_phrase(parse: Parse, head: int, child: int, clause: Clause) -> None:
    label = parse.labels[child]
    if label == "advmod":
        if is_empty_adverb(parse, child):
            return
        if parse.below[child].bit_count() < 2:
            clause.core = product(clause.core, [parse.below[child]])
        else:
            clause.adjuncts.append([parse.below[child]])
    elif label == "obl" and _completes(parse, head, child):
        clause.core = product(clause.core, readings(parse, child))
    else:
        clause.adjuncts.append(readings(parse, child))


def _completes(parse: Parse, head: int, child: int) -> bool:
    """The first phrase after a verb without object completes it: "moved to Paris"."""
    if child < head or parse.tags[head] != "VERB" or parse.has(head, "obj", "xcomp", "ccomp"):
        return False
    return not any(
        head < other < child and parse.labels[other] in {"obl", "tmod", "agent"}
        for other in parse.children[head]
    )


def _borrow_helpers(parse: Parse, head: int, clause: Clause) -> None:
    """A second verb may lean on the first one's helpers: "was built and sold"."""
    before = parse.heads[head]
    if parse.has(head, *_HELPERS):
        return
    lent = [c for c in parse.children[before] if parse.labels[c] in _HELPERS and c < before]
    if parse.tags[head] == "VERB" and any(parse.labels[c] == "auxpass" for c in lent):
        if not parse.lower[head].endswith(("d", "n", "t")):
            return
    elif parse.tags[head] == "VERB" and parse.tags[before] != "VERB":
        return
    clause.core = product(clause.core, [sum(1 << c for c in lent)])


def _borrow_opening(parse: Parse, head: int, clause: Clause) -> None:
    """What opens the sentence holds for the second verb too: "In 1998 X left A and joined B"."""
    before = parse.heads[head]
    start = min(own_subjects(parse, before), default=-1)
    for child in parse.children[before]:
        if parse.labels[child] in {"obl", "tmod"} and child < start and first(parse.below[child]) < start:
            clause.adjuncts.insert(0, readings(parse, child))
