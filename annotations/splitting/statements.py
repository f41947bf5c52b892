"""Owns the readable wording of a claim: the article's words in an order that stands alone.

Words that are put in stand in square brackets. Never adds a fact; where no wording is safe it keeps the words.
"""

from __future__ import annotations

import re

from annotations.splitting.clauses import SUBJECTS, Clause, Form, own_subjects
from annotations.splitting.coordination import has_to
from annotations.splitting.fragments import fragments
from annotations.splitting.parser import Parse
from annotations.splitting.propositions import Proposition, Shape
from annotations.splitting.wordset import Words, first, last, numbers

_NOT_OF_HOST = frozenset({"conj", "cc", "advcl", "parataxis", "punct", "mark"})
_LEADING = " ,;:–—-"
_OPENERS = "\"'“‘«„([ "
_ENDS_PLURAL = re.compile(r"[^siu]s$")
_PLURAL = re.compile(r" (were|are) ")
_SINGULAR = {"were": "was", "are": "is"}
_CLOSERS = "\"'”’»)]"


def wording(text: str, parse: Parse, one: Proposition) -> str:
    """The proposition as one sentence, without names for its pronouns yet."""
    if one.shape is Shape.ASIDE:
        return sentence(_joined(text, parse, one))
    if one.shape is Shape.NAMING:
        return sentence(_naming(text, parse, one))
    if one.clause is None:
        return sentence(_words(text, parse, one.words))
    return sentence(_clause(text, parse, one, one.clause))


def sentence(words: str) -> str:
    """A capital at the start, a stop at the end."""
    words = " ".join(words.split()).strip(" ,;:–—-")
    if " and " not in words:
        words = words.replace(" both ", " ", 1)
    at = next((at for at, char in enumerate(words) if char not in _OPENERS), 0)
    words = words[:at] + words[at : at + 1].upper() + words[at + 1 :]
    if words.count("“") > words.count("”"):
        words += "”"
    bare = words.rstrip(_CLOSERS)
    return words if bare.endswith((".", "!", "?", "…")) or not words else words + "."


def _words(text: str, parse: Parse, words: Words) -> str:
    return " ".join(span.of(text) for span in fragments(text, parse, words)) if words else ""


def _joined(text: str, parse: Parse, one: Proposition) -> str:
    return " ".join(span.of(text) for span in fragments(text, parse, one.words, one.aside))


def _naming(text: str, parse: Parse, one: Proposition) -> str:
    """ "X, the mayor of Y" and "actor X" as "X [is] the mayor of Y" and "X [is] actor"."""
    said = one.words & parse.below[one.head]
    name = one.words & ~said
    if not name or not said:
        return _words(text, parse, one.words)
    if first(said) < first(name):
        return _words(text, parse, one.words)
    said_words = _words(text, parse, said).lstrip(_LEADING)
    return f"{_words(text, parse, name)} [{_be(parse, last(name))}] {said_words}"


def _be(parse: Parse, word: int) -> str:
    plural = parse.tags[word] == "NOUN" and _ENDS_PLURAL.search(parse.lower[word])
    return "are" if plural else "is"


def _clause(text: str, parse: Parse, one: Proposition, clause: Clause) -> str:
    own = one.words & parse.below[clause.head]
    lent = one.words & ~own
    if clause.form is Form.RELATIVE and lent and first(lent) < first(own):
        return _relative(text, parse, clause.head, own, lent)
    if clause.form is Form.PARTICIPLE and lent:
        return _participle(text, parse, own, lent)
    if clause.form is Form.FREE:
        return _free(text, parse, clause.head, own)
    return _agreeing(parse, clause, one.words, _words(text, parse, one.words))


def _agreeing(parse: Parse, clause: Clause, words: Words, wording: str) -> str:
    """ "The school were damaged", one of two subjects, as "The school [was] damaged"."""
    subjects = own_subjects(parse, clause.head)
    if len(clause.subjects) < 2 or not subjects:
        return wording
    named = last(words & parse.below[subjects[0]])
    if named < 0 or _be(parse, named) == "are":
        return wording
    return _PLURAL.sub(lambda match: f" [{_SINGULAR[match.group(1)]}] ", wording, count=1)


def _relative(text: str, parse: Parse, head: int, own: Words, lent: Words) -> str:
    """ "the clock that he made" as "he made the clock"; "X, who left" as "X left"; "X, where ..." as it stands."""
    gap = [c for c in parse.children[head] if parse.lower[c] in {"which", "that", "who", "whom"}]
    if any(parse.lower[c] in {"where", "when", "whose"} for c in numbers(parse.below[head])):
        return _words(text, parse, lent | parse.below[head])
    if any(parse.labels[c] in {"nsubj", "nsubjpass"} for c in gap):
        return f"{_words(text, parse, lent)} {_words(text, parse, own)}"
    if parse.has(head, "nsubj", "nsubjpass") and not parse.has(head, "obl"):
        return f"{_words(text, parse, own)} {_words(text, parse, lent)}"
    return f"{_words(text, parse, lent)} {_words(text, parse, own)}"


def _participle(text: str, parse: Parse, own: Words, lent: Words) -> str:
    """ "the X-32 proposed by Y" as "the X-32 [was] proposed by Y"."""
    verb = last(lent)
    if parse.tags[verb] == "AUX" or parse.labels[verb] == "cop":
        return _words(text, parse, own | lent)
    was = "were" if _be(parse, verb) == "are" else "was"
    return f"{_words(text, parse, lent)} [{was}] {_words(text, parse, own).lstrip(_LEADING)}"


def _free(text: str, parse: Parse, head: int, own: Words) -> str:
    """A free participle keeps its host: "Kyiv was hit, marking ..."."""
    host = parse.heads[head]
    while host >= 0 and not parse.has(host, *SUBJECTS):
        host = parse.heads[host]
    if host < 0:
        return _words(text, parse, own)
    left = parse.below[host] & ~parse.below[head]
    for child in parse.children[host]:
        if parse.labels[child] in _NOT_OF_HOST and not own >> child & 1 and not has_to(parse, child):
            left &= ~parse.below[child]
    if not left & ~(1 << host):
        return _words(text, parse, own)
    marks = sum(1 << c for c in parse.children[head] if parse.labels[c] in {"mark", "case"})
    return f"{_words(text, parse, left).removeprefix('that ')}, {_words(text, parse, own | marks).lstrip(_LEADING)}"
