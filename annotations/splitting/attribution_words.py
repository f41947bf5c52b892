"""The words of one sentence as attribution sees them: coarse word classes and what stands in quotation marks.

Owns the closed word lists behind the classes. Finds no claimant and no content.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from annotations.splitting.attribution_quotes import Quotations
from annotations.splitting.cues import CUES
from annotations.splitting.tokens import Token, tokenize
from annotations.text.span import Span


class WordClass(StrEnum):
    """What a word can be at the level of detail that finding subjects needs."""

    NOUN = "N"
    NAME = "E"
    PRONOUN = "R"
    OBJECT_PRONOUN = "O"
    DETERMINER = "D"
    PREPOSITION = "P"
    VERB = "V"
    AUXILIARY = "A"
    ADVERB = "B"
    COORDINATOR = "C"
    SUBORDINATOR = "S"
    RELATIVE = "W"
    TIME = "T"
    TO = "I"
    MARK = ","
    QUOTE = "Q"


_LISTS = {
    WordClass.PRONOUN: "i we he she they you it this that there everyone somebody someone nobody everybody one",
    WordClass.OBJECT_PRONOUN: "me us him them himself herself themselves itself myself",
    WordClass.DETERMINER: "the a an his her its their my our your these those some many most several both each "
    "every any no another few such other all more",
    WordClass.PREPOSITION: "in on at by for with from of about against during under over into onto through "
    "between among near like despite without within across behind amid around upon via per toward towards than",
    WordClass.AUXILIARY: "is are was were be been being am has have had having do does did will would can could "
    "may might must shall should 's 're 've 'll 'd 'm ’s ’re ’ve ’ll ’d ’m wo ca ai need",
    WordClass.ADVERB: "not n't n’t also never now then later just still even once again too already often always "
    "only further earlier repeatedly reportedly soon yet ever long together simply almost however instead "
    "perhaps rather sometimes thus therefore previously here so",
    WordClass.COORDINATOR: "and or but nor &",
    WordClass.SUBORDINATOR: "because while as when if after before although though whether since until unless "
    "whereas where why how once lest whenever",
    WordClass.RELATIVE: "who which whom whose what",
    WordClass.TIME: "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight "
    "january february march april june july august september october november december morning afternoon "
    "evening night week month year weekend ago early late last",
    WordClass.TO: "to",
    WordClass.VERB: "went came made took got left won lost gave kept began brought became ran held stood met sent "
    "put set led paid built fell rose drew grew broke spent cut bought sold caught fought sat goes comes makes takes "
    "gets gives keeps begins brings becomes runs holds stands means remains seems includes appears faces",
}
_CLASS_OF = {word: kind for kind, words in _LISTS.items() for word in words.split()}
_NOT_ADVERBS = frozenset(
    "family assembly supply reply rally italy july daily weekly monthly elderly friendly likely unlikely bully "
    "monopoly anomaly butterfly homily".split()
)
QUOTE_MARKS = frozenset('"“”„«»‘')


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of one stretch of text with a class and the index of their quotation (-1 outside) for each."""

    text: str
    tokens: list[Token]
    lower: list[str]
    classes: list[WordClass]
    quotation: list[int]
    starts: list[int]

    def span(self, first: int, last: int) -> Span:
        """From the start of token `first` to the end of token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)


def words_of(text: str, start: int, end: int, quoted: Quotations) -> Words:
    """The words of `text[start:end]` among the quotations of the article."""
    tokens = tokenize(text, start, end)
    lower = [token.text.lower() for token in tokens]
    quotation = [_quotation(token, quoted) for token in tokens]
    classes = [_class(token.text, word) for token, word in zip(tokens, lower, strict=True)]
    starts = [token.start for token in tokens]
    return Words(text, tokens, lower, _revised(tokens, lower, classes), quotation, starts)


def _quotation(token: Token, quoted: Quotations) -> int:
    at = bisect_right(quoted.starts, token.start) - 1
    return at if at >= 0 and token.end <= quoted.ends[at] else -1


def _class(word: str, lower: str) -> WordClass:
    first = word[0]
    if first in QUOTE_MARKS or word in ("''", "``"):
        return WordClass.QUOTE
    if not first.isalnum() and lower not in _CLASS_OF and first not in "#@$€£%":
        return WordClass.MARK
    known = _CLASS_OF.get(lower)
    if known is not None:
        return known
    if first.isupper():
        return WordClass.NAME
    if lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERBS:
        return WordClass.ADVERB
    return WordClass.NOUN


def _revised(tokens: list[Token], lower: list[str], classes: list[WordClass]) -> list[WordClass]:
    """Settle what a word alone does not: possessives, finite verbs by what follows them."""
    for at, word in enumerate(lower):
        following = classes[at + 1] if at + 1 < len(lower) else WordClass.MARK
        before = classes[at - 1] if at else WordClass.MARK
        if word in ("'s", "’s"):
            if before in _OWNERS and following in _OWNED and not _continuous(lower[at + 1]):
                classes[at] = WordClass.DETERMINER
        elif word == "that":
            classes[at] = _that(before, following)
        elif word == "may" and tokens[at].text == "May":
            classes[at] = _may(before, lower[at + 1 : at + 2])
        elif before is WordClass.TIME and len(word) == 4 and word.isdigit():  # June 2012
            classes[at] = WordClass.TIME
        elif _is_finite(word, classes[at], following):
            classes[at] = WordClass.VERB
    return classes


_FINITE = (WordClass.VERB, WordClass.AUXILIARY)
_OWNERS = (WordClass.NAME, WordClass.NOUN, WordClass.TIME)
_OWNED = (WordClass.NAME, WordClass.NOUN, WordClass.DETERMINER, WordClass.QUOTE, WordClass.TIME)
_AFTER_FINITE = (WordClass.DETERMINER, WordClass.OBJECT_PRONOUN, WordClass.PRONOUN, WordClass.TO)


def _is_finite(word: str, kind: WordClass, following: WordClass) -> bool:
    """A form in -ed before what a noun or a participle would not take: "visited the", "wanted to"."""
    return kind is WordClass.NOUN and word.endswith("ed") and len(word) > 4 and following in _AFTER_FINITE


def _continuous(following: str) -> bool:
    """Whether "'s" before this word is "is" or "has": she's asking, he's known."""
    cue = CUES.get(following)
    return following.endswith("ing") or (cue is not None and cue.form == "part")


def _that(before: WordClass, following: WordClass) -> WordClass:
    if before is WordClass.NOUN and following in _FINITE:
        return WordClass.RELATIVE
    if following in (WordClass.PRONOUN, WordClass.DETERMINER, WordClass.NAME):
        return WordClass.SUBORDINATOR
    return WordClass.PRONOUN


def _may(before: WordClass, following: list[str]) -> WordClass:
    """The month, a surname, or the verb at the start of a sentence."""
    if following and following[0][0].isdigit():
        return WordClass.TIME
    return WordClass.NAME if before is WordClass.NAME else WordClass.AUXILIARY
