"""Owns reading what somebody typed into a search box. Anything can be typed; nothing is an error."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LENGTH = 200  # code points of a query that are read
TERMS = 10  # terms of a query that are looked for

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
# Thai, Lao, Burmese, Khmer, kana, Han: words are not told apart by spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand beside one another in this order. Unless exact, the last may go on: `bolt` finds `bolts`."""

    text: str
    is_exact: bool = False
    is_excluded: bool = False

    @property
    def has_words(self) -> bool:
        """Whether there is a letter or a digit in it; `€` and `💡` are looked for as they stand."""
        return any(unicodedata.category(character)[0] in "LN" for character in self.text)

    @property
    def is_unspaced(self) -> bool:
        return bool(_UNSPACED.search(self.text))


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is what was understood, as it stands in the address and in the box again."""

    text: str
    terms: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_excluded)


def _tells(character: str) -> bool:
    """False for what only stands between words, as the dash in `rose - fell`."""
    return unicodedata.category(character)[0] in "LNS" or character in "%‰§&@#"


def read_query(typed: str) -> Asked:
    """Words, "quoted phrases" and -without: every term must be there, every excluded one must not.

    A quotation mark that is never closed reaches to the end. O(n) in the first LENGTH code points; the rest is
    not read.
    """
    text = " ".join(_UNSTORABLE.sub(" ", typed[: 2 * LENGTH]).split())[:LENGTH].strip()
    terms = []
    for minus, phrase, word in _TERM.findall(text.translate(_QUOTATION_MARKS)):
        words = (phrase or word.rstrip("*")).strip()
        if any(_tells(character) for character in words):
            terms.append(Term(words, is_exact=bool(phrase), is_excluded=bool(minus)))
    return Asked(text, tuple(dict.fromkeys(terms))[:TERMS])
