"""Owns the sorting of a claim into its kind by the words it uses. Knows no check-worthiness."""

from __future__ import annotations

import re

from annotations.splitting.proposal import Kind


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_PREDICTION = _any(
    "will", "won['’]t", "shall", r"(?:is|are|was|were) (?:likely|set|expected|poised|due|about) to", "going to",
    "forecasts?", "predict(?:s|ed)?", "projected to", "may well", "would (?:be|have|make|lead|allow|help)",
    "is to be", "are to be", "potentially",
)  # fmt: skip
_RULE = _any(
    "law", "laws", "act", "rule[sd]?", "ruling", "regulations?", "decree", "ordinance", "statute", "constitution",
    "ban(?:s|ned)?", "prohibit(?:s|ed)?", "illegal", "legal", "unlawful", "must", "is allowed to", "are allowed to",
    "required to", "mandatory", "forbid(?:s|den)?", "permit(?:s|ted)?", "bill", "treaty", "sanctions?",
)  # fmt: skip
_RANKING = _any(
    "first", "firsts", "(?<!at )most", "(?<!at )least",
    "largest", "biggest", "smallest", "highest", "lowest", "longest", "shortest",
    "oldest", "youngest", "newest", "earliest", "latest", "greatest", "strongest", "weakest", "worst", "best",
    "fastest", "deadliest", "busiest", "richest", "poorest", "cheapest", "closest", "hottest", "coldest", "only",
    "record", "unprecedented", "last time", "never before", "top", "sole", "second[- ]\\w+est", "ranked", "ranks",
)  # fmt: skip
_COMPARISON = _any(
    r"(?:more|less|fewer|higher|lower|larger|smaller|greater|better|worse|older|younger|faster|slower|\w{3,}er) than",
    "compared (?:to|with)", "as (?:many|much|high|low|large) as", "twice", "double[sd]?", "tripled?", "half of",
    "rose", "fell", "increased?", "decreased?", "dropped", "up from", "down from", "outnumber(?:s|ed)?", "exceeds?",
    "exceeded",
)  # fmt: skip
_CAUSE = _any(
    "because", "because of", "due to", "caused?", "causes", "causing", "led to", "leads to", "leading to",
    "resulted in", "results in", "resulting in", "as a result", "thanks to", "owing to", "prompted", "triggered",
    "sparked", "contributed to", "in response to", "after which",
)  # fmt: skip
_OPINION = _any(
    "should", "ought to", "great", "terrible", "horrible", "wonderful", "amazing", "beautiful", "brilliant", "awful",
    "disgraceful", "shameful", "outrageous", "unfair", "underscores?", "highlights?", "highlighting", "illustrat\\w+",
    "sends? a (?:\\w+ )?message", "showcas\\w+", "testament to", "powerful", "remarkable", "impressive", "stark",
    "crucial", "vital", "indiscriminate", "believes?", "feels?", "hopes?", "hoping", "thinks?", "seems?", "appears?",
    "deserves?", "unacceptable", "sadly", "unfortunately", "importantly", "clearly", "obviously", "significance of",
    "importance of", "resilience",
)  # fmt: skip
_POSITION = _any(
    "president", "prime minister", "minister", "mayor", "governor", "senator", "secretary", "chairman", "chairwoman",
    "chair", "chief executive", "ceo", "director", "head of", "leader", "spokesman", "spokeswoman", "spokesperson",
    "captain", "coach", "professor", "member of", "founder", "co-founder", "ambassador", "commander", "candidate",
    "supports?", "opposes?", "opposed", "favou?rs", "rejects?", "rejected", "backs?", "endorse[sd]?", "condemned",
    "condemns?", "criticis\\w+", "criticiz\\w+", "wants?", "called for", "calls for", "calls on", "vowed", "pledged",
)  # fmt: skip
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
    "|half|quarter|per cent|percent"
)
_CLOCK = (
    r"\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\bnoon\b|\bmidnight\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:1[5-9]|20)\d\d\b|\b(?:yesterday|today|tomorrow|tonight)\b"
    r"|\b(?:Jan|Febr)uary\b|\bMarch\b|\bApril\b|\bMay \d|\bJune\b|\bJuly\b|\bAugust\b"
    r"|\b(?:Septem|Octo|Novem|Decem)ber\b"
)
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_QUANTITY = re.compile(rf"\d(?!\d*(?:st|nd|rd|th)\b)|[$€£%]|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:located|situated|headquartered|based|lies|born|held|took place|takes place) (?:\w+ )?(?:in|at|near|on)\b"
    r"|\b(?:north|south|east|west)(?:ern)? of\b"
)
_SAID_VERBATIM = re.compile(r"^[\"“«„][^\"”»]*[\"”»]?\W*$")
_HAPPENED = re.compile(
    r"\b(?:\w{3,}ed|was|were|said|told|took|made|went|came|won|lost|left|began|shot|hit|met|held|found|gave|got|sent"
    r"|has|have|had|broke|fled|fought|struck|killed|is|are)\b"
)

_ORDER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PREDICTION, _PREDICTION),
    (Kind.OPINION, _OPINION),
    (Kind.RANKING, _RANKING),
    (Kind.COMPARISON, _COMPARISON),
    (Kind.RULE, _RULE),
    (Kind.CAUSAL, _CAUSE),
)


def kind_of(words: str, *, adjunct: str = "", quoted: bool = False) -> Kind:
    """The kind of a claim worded so. `adjunct` is the part that sets it apart, where there is one.

    A verbatim quotation is one whatever it says; what only adds a time or a place is of that kind.
    """
    if quoted or _SAID_VERBATIM.match(words):
        return Kind.QUOTATION
    if adjunct and _TIME.search(adjunct) and len(adjunct) < 40:
        return Kind.TIME
    for kind, pattern in _ORDER:
        if pattern.search(words):
            return kind
    if _QUANTITY.search(_TIME.sub(" ", words)):
        return Kind.QUANTITY
    for kind, pattern in ((Kind.POSITION, _POSITION), (Kind.PLACE, _PLACE), (Kind.TIME, _TIME)):
        if pattern.search(words):
            return kind
    return Kind.EVENT if _HAPPENED.search(words) else Kind.OTHER
