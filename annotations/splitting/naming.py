"""Owns putting a name for "he", "she" or "the city" where the article leaves one reading, and only there.

A name put in stands in square brackets, as newsrooms do. Remembers what the sentences so far have named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotations.splitting.clauses import SUBJECTS, own_subjects
from annotations.splitting.coordination import LOOSE, readings
from annotations.splitting.parser import Parse
from annotations.splitting.wordset import numbers

_PERSONAL = {"he": "he", "she": "she", "his": "he", "her": "she", "him": "he"}
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_PLACES = re.compile(
    r"\b[Tt]he (?:city|town|village|capital|country|nation|state|province|region|island|kingdom|republic)(?=\W|$)"
    r"(?! (?:of|council|hall|centre|center|government|court|police|department|house|media|officials?|park|where|that"
    r"|which)\b)"
)
_IN_PLACE = frozenset({"in", "of", "at", "from", "to", "near", "across", "throughout", "around"})
_MEMORY = 2


@dataclass(slots=True)
class Named:
    """What one sentence has named: people as its subjects, places, in the order of the text."""

    people: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class Names:
    """The names of the last sentences. Reads sentences in order; forgets after three."""

    def __init__(self) -> None:
        self._recent: list[Named] = []

    def read(self, sentence: str, parse: Parse) -> None:
        """Takes in what a sentence names; call it before its claims are worded."""
        named = Named()
        for word, label in enumerate(parse.labels):
            if parse.tags[word] != "PROPN":
                continue
            if label in SUBJECTS and parse.has(word, "flat"):
                named.people.append(_wording(sentence, parse, word))
            if _is_place(parse, word):
                named.places.append(_wording(sentence, parse, word))
        self._recent = [*self._recent[-_MEMORY:], named]

    def person(self) -> str | None:
        """The only person who was the subject in the sentence before; None where there is another or none."""
        before = self._recent[-2:-1]
        people = {name for named in before for name in named.people}
        return people.pop() if len(people) == 1 else None

    def place(self) -> str | None:
        """The only place that the last sentences name; None where there is another or none."""
        places = {name for named in self._recent for name in named.places}
        return places.pop() if len(places) == 1 else None


def _wording(sentence: str, parse: Parse, word: int) -> str:
    words = list(numbers(readings(parse, word, LOOSE | {"case", "det", "acl", "nmod", "poss", "cop"})[0]))
    return sentence[parse.tokens[words[0]].start : parse.tokens[words[-1]].end]


def _is_place(parse: Parse, word: int) -> bool:
    if parse.has(word, "flat"):
        return False
    if parse.labels[word] in {"obl", "nmod"}:
        return any(parse.labels[c] == "case" and parse.lower[c] in _IN_PLACE for c in parse.children[word])
    return parse.labels[word] in {"nsubj", "nsubjpass"} and not parse.has(word, "det")


def opening_pronoun(parse: Parse, words: int) -> bool:
    """Whether the first word is a subject pronoun that needs a name: "he", "she", "they", "it", "this"."""
    at = next(numbers(words), -1)
    return at >= 0 and parse.lower[at] in {"he", "she", "they", "it", "this", "these", "those", *_POSSESSIVE}


def with_names(statement: str, names: Names) -> tuple[str, bool]:
    """The statement with names for its pronouns where that is safe, and whether a reading is still open."""
    opening, _, rest = statement.partition(" ")
    person = names.person() if opening.lower() in _PERSONAL else None
    unsure = (
        opening.lower() in {"it", "they", "these", "those", "this", "he", "she", *_POSSESSIVE}
        and person is None
    )
    if person and person not in rest:
        owner = "’s" if opening.lower() in _POSSESSIVE else ""
        statement = f"[{person}{owner}] {rest}"
    place = names.place()
    if place and place not in statement:
        statement = _PLACES.sub(f"[{place}]", statement)
    return statement, unsure


def subject_is_named(parse: Parse, word: int) -> bool:
    """Whether a clause has a subject of its own that is no pronoun."""
    return any(parse.tags[child] not in {"PRON", "DET"} for child in own_subjects(parse, word))
