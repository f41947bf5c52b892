"""Who a claimant is: the full name for a surname, the nearest safe antecedent for a pronoun.

Remembers the people an article has named so far. Where two people could be meant it says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from annotations.splitting.attribution_words import WordClass as C
from annotations.splitting.attribution_words import Words
from annotations.text.span import Span

_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her"})
_TITLES_HE = frozenset("mr mr. sir king prince father brother lord".split())
_TITLES_SHE = frozenset("mrs mrs. ms ms. miss dame queen princess sister lady".split())
_TITLES = (
    _TITLES_HE
    | _TITLES_SHE
    | frozenset(
        "dr dr. prof prof. professor president minister senator sen sen. rep rep. gov gov. governor mayor judge "
        "justice general gen gen. sgt sgt. capt capt. captain colonel col col. lt lt. secretary chancellor prime "
        "former deputy vice chief director officer speaker congressman congresswoman chairman democratic republican "
        "representative ambassador emperor pope bishop reverend rev rev. sheriff commissioner candidate nominee".split()
    )
)
_NOT_PERSON = frozenset(
    "university college school party council ministry department court house office committee agency company "
    "corporation inc bank times post journal news institute association union organization organisation group "
    "street road avenue city county state states kingdom republic river church hospital airport center centre "
    "commission board foundation north south east west new united american british center league museum".split()
)
_GIVEN_HE = frozenset(
    "john james robert michael william david richard joseph thomas charles daniel matthew anthony mark donald steven "
    "paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary eric jonathan "
    "stephen larry justin scott brandon benjamin samuel gregory frank raymond patrick jack dennis peter boris vladimir "
    "volodymyr ahmed mohamed mohammed ali carlos juan jose luis hans pierre ivan sergei bill bob jim joe tom mike "
    "barack bernie chris tim ted dan ed".split()
)
_GIVEN_SHE = frozenset(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley "
    "kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy "
    "angela anna ruth maria fatima olena julia hillary emma catherine christine rachel helen samantha janet diane "
    "alice julie olivia ann anne jane kate theresa angela ursula kathryn kristen".split()
)
_REACH = 700  # code points back from a pronoun
_CLEAN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    surname: str


class Antecedents:
    """The people named so far, in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._mentions: list[_Mention] = []
        self._full: dict[str, str] = {}
        self._gender: dict[str, str] = {}
        self._last: str | None = None
        self._last_at = -_REACH

    def read(self, words: Words) -> None:
        """Take in the names of the next sentence."""
        at = 0
        while at < len(words.tokens):
            if words.classes[at] is not C.NAME:
                at += 1
                continue
            end = at
            while end + 1 < len(words.tokens) and words.classes[end + 1] is C.NAME and end - at < 8:
                end += 1
            self._remember(words, at, end)
            at = end + 1

    def _remember(self, words: Words, first: int, last: int) -> None:
        run = words.lower[first : last + 1]
        if any(word in _NOT_PERSON for word in run):
            return
        titles = [word for word in run if word in _TITLES]
        name = first + max((at + 1 for at, word in enumerate(run) if word in _TITLES), default=0)
        if name > last or not words.tokens[last].text.replace("-", "").isalpha() or len(run[-1]) < 2:
            return
        surname = run[-1]
        if last - name >= 1 and surname not in self._full:
            self._full[surname] = words.span(name, last).of(self._text)
        if surname not in self._full and not titles:
            return
        gender = _gender_of(titles, words.lower[name] if last > name else "")
        if gender:
            self._gender.setdefault(surname, gender)
        self._mentions.append(_Mention(words.tokens[name].start, surname))

    def name_of(self, span: Span | None, antecedent: Span | None) -> str | None:
        """The name of the claimant that stands at `span`; `antecedent` is what a relative pronoun refers to."""
        if span is None:
            return None
        raw = _cleaned(span.of(self._text))
        word = raw.lower()
        if antecedent is not None:
            raw = _cleaned(antecedent.of(self._text))
        elif word in _HE or word in _SHE:
            surname = self._nearest(span.start, "he" if word in _HE else "she")
            if surname is None:
                return raw
            self._note(surname, span.start)
            return self._full.get(surname, surname.title())
        raw = self._without_apposition(raw)
        surname = raw.split()[-1].lower() if raw else ""
        if surname in self._full or self._gender.get(surname):
            self._note(surname, span.start)
        if " " not in raw and surname in self._full and raw[:1].isupper():
            return self._full[surname]
        return raw

    def _without_apposition(self, raw: str) -> str:
        """ "Ann Lee" for "Ann Lee, the mayor of Dover", where Ann Lee is somebody named."""
        head = raw.split(",", 1)[0]
        return head if head.split()[-1:] and head.split()[-1].lower() in self._full else raw

    def _note(self, surname: str, at: int) -> None:
        self._last, self._last_at = surname, at

    def _nearest(self, before: int, gender: str) -> str | None:
        """The one person who fits, or the last claimant among those who fit; None when unsure."""
        fitting: list[str] = []
        at = bisect_left(self._mentions, before, key=lambda mention: mention.start)
        for mention in reversed(self._mentions[max(0, at - 12) : at]):
            if before - mention.start > _REACH:
                break
            known = self._gender.get(mention.surname)
            if known in (None, gender) and mention.surname not in fitting:
                fitting.append(mention.surname)
        if self._last in fitting and before - self._last_at <= _REACH:
            self._gender.setdefault(self._last, gender)
            return self._last
        if len(fitting) == 1:
            self._gender.setdefault(fitting[0], gender)
            return fitting[0]
        return None


def _gender_of(titles: list[str], given: str) -> str | None:
    if any(title in _TITLES_HE for title in titles) or given in _GIVEN_HE:
        return "he"
    if any(title in _TITLES_SHE for title in titles) or given in _GIVEN_SHE:
        return "she"
    return None


def _cleaned(raw: str) -> str:
    name = _CLEAN.sub(" ", raw).strip(" ,;:")
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    return name
