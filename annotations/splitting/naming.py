"""Owns putting a name for "he", "she" or "the city" where the article leaves one reading, and only there.

A name put in stands in square brackets, as newsrooms do. Remembers what the sentences so far have named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotations.splitting.clauses import SUBJECTS
from annotations.splitting.coordination import LOOSE, readings
from annotations.splitting.parser import Parse
from annotations.splitting.wordset import numbers

_PERSONAL = {"he": "he", "she": "she", "his": "he", "her": "she", "him": "he"}
_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_PLACES = re.compile(
    r"\b[Tt]he (?:city|town|village|capital)(?=\W|$)"
    r"(?! (?:of|council|hall|centre|center|government|court|police|department|house|media|officials?|park|where|that"
    r"|which)\b)"
)
_OF_PLACE = frozenset(
    {
        "residents",
        "city",
        "town",
        "village",
        "outskirts",
        "mayor",
        "streets",
        "centre",
        "center",
        "suburbs",
        "downtown",
    }
)
_PLACED = frozenset({"obl", "nmod", "conj"})
_ROLES = frozenset({*SUBJECTS, "obj", "iobj", "appos", "conj", "poss", "agent", "root"})
_BARE = LOOSE | {"case", "det", "acl", "nmod", "poss", "cop", "nummod"}
_MEMORY = 2


@dataclass(slots=True)
class Named:
    """What one sentence has named: its names by role, the one person who is its subject, its places."""

    names: set[str] = field(default_factory=set)
    person: str | None = None
    places: set[str] = field(default_factory=set)
    others: bool = False


class Names:
    """The names of the last sentences. Knows the article's places beforehand; reads its sentences in order."""

    def __init__(self, parses: Iterable[Parse]) -> None:
        self._places: set[str] = set()
        for parse in parses:
            self._places.update(
                _wording(parse, word) for word in range(len(parse.tokens)) if _is_place(parse, word)
            )
        self._recent: list[Named] = []

    def read(self, parse: Parse) -> None:
        """Takes in what a sentence names; call it before its claims are worded."""
        named = Named()
        for word, label in enumerate(parse.labels):
            if parse.tags[word] != "PROPN" or label in {"flat", "compound"}:
                continue
            wording = _wording(parse, word)
            if wording in self._places:
                named.places.add(wording)
            elif label in _ROLES:
                named.names.add(wording)
                if label in SUBJECTS and parse.heads[parse.heads[word]] < 0 and _is_bare_name(parse, word):
                    named.person = wording
        known = {part for name in named.places for part in name.split()}
        named.others = any(
            tag == "PROPN" and token.text not in known
            for tag, token in zip(parse.tags, parse.tokens, strict=True)
        )
        self._recent = [*self._recent[-_MEMORY:], named]

    def person(self) -> str | None:
        """The person who is the subject of the sentence before and the only name since; None where that is unsure."""
        if len(self._recent) < 2:
            return None
        before, now = self._recent[-2:]
        return before.person if before.names | now.names == {before.person} else None

    def place(self) -> str | None:
        """The only town that the last sentences name; None where another name could be meant."""
        places = {name for named in self._recent for name in named.places}
        return (
            places.pop()
            if len(places) == 1 and not any(named.others for named in self._recent[-2:])
            else None
        )


def _wording(parse: Parse, word: int) -> str:
    return " ".join(parse.tokens[at].text for at in numbers(readings(parse, word, _BARE)[0]))


def _is_bare_name(parse: Parse, word: int) -> bool:
    """A name of two words or more and nothing else: no "and", no company's "the"."""
    words = list(numbers(parse.below[word]))
    return len(words) > 1 and all(parse.tags[at] == "PROPN" for at in words)


def _is_place(parse: Parse, word: int) -> bool:
    """Whether the words around a name say that it is a town: "residents of Bergen". "In Norway" says too little."""
    if parse.tags[word] != "PROPN" or parse.labels[word] not in _PLACED or parse.has(word, "det"):
        return False
    if parse.labels[word] == "conj" and not parse.has(word, "case"):
        return _is_place(parse, parse.heads[word])
    before = {parse.lower[child] for child in parse.children[word] if parse.labels[child] == "case"}
    return "of" in before and parse.lower[parse.heads[word]] in _OF_PLACE


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
