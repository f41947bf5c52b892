"""What in a statement's words speaks for or against checking it: named signs, each a number from 0 to 3.

Owns the word lists behind the signs. Weighs nothing: the weights are the scorer's.
"""

from __future__ import annotations

import math
import re

WORD = re.compile(r"\d[\d,.]*\d|\d|n['’]t\b|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each sign with the words that raise it. A word may raise several.
_SIGNS: dict[str, frozenset[str]] = {
    "number_word": _listed(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds dozen dozens half "
        "quarter third thirds double doubled twice triple tripled quadrupled"
    ),
    "amount": _listed(
        "thousand thousands million millions billion billions trillion trillions percent per-cent cent cents dollar "
        "dollars euro euros pound pounds rate average total tons tonnes kilometres kilometers miles metres meters"
    ),
    "ranking": _listed(
        "first last only most least largest biggest smallest highest lowest longest shortest oldest youngest newest "
        "earliest greatest strongest weakest worst deadliest fastest busiest richest poorest record unprecedented "
        "ever sole top leading"
    ),
    "comparison": _listed(
        "than more less fewer higher lower larger smaller greater increase increased increases increasing decrease "
        "decreased decline declined dropped drop fell fallen rose risen rise rising grew grown growth doubled tripled "
        "cut cuts compared outnumber exceeded exceeds shrank reduced reduction gained lost loss losses"
    ),
    "cause": _listed(
        "because caused cause causes causing due led leads leading resulted results resulting result prompted "
        "triggered sparked contributed owing consequence consequences"
    ),
    "date": _listed(
        "january february march april june july august september october november december monday tuesday wednesday "
        "thursday friday saturday sunday yesterday today tonight ago since decade decades century"
    ),
    "span_of_time": _listed("year years month months week weeks day days hours quarter yesterday"),
    "past": _listed(
        "was were had did said told made took gave got went came left lost won cut spent sent held found built fell "
        "rose broke brought bought sold kept paid met voted passed signed vetoed proposed opposed supported appointed "
        "ran began fought fled struck shot hit killed injured died wounded destroyed damaged arrested been created "
        "wrote put became knew stood called wanted"
    ),
    "present_state": _listed("is are has have does costs pays gets owns spends makes takes gives holds contains"),
    "public_record": _listed(
        "voted vote votes bill law laws act tax taxes budget deficit debt congress parliament senate court courts "
        "police army troops military treaty nuclear oil jobs unemployment economy inflation trade exports imports "
        "wages income poverty crime population election elections poll polls insurance medicare schools immigrants "
        "weapons missiles sanctions program programme spending government administration company companies"
    ),
    "death": _listed(
        "killed killing kills died dead deaths death injured injuring wounded injuries casualties victims murdered shot"
    ),
    "prediction": _listed(
        "will won't won’t shall gonna 'll ’ll would tomorrow future likely expected forecast predict predicted may "
        "might could perhaps potentially possibly probably hopefully"
    ),
    "obligation": _listed("should must ought need needs let let's let’s ought have-to"),
    "opinion": _listed(
        "think believe feel hope hopes guess suppose wish wonder love hate great terrible horrible wonderful amazing "
        "beautiful awful good bad better wrong right proud important importance strong stronger tough honest "
        "disgrace shameful unfair fair smart stupid nice hard easy crucial vital best opinion view sense certainly "
        "obviously frankly clearly sadly unfortunately seems seem appears matter leadership values character vision "
        "dream faith freedom trust courage"
    ),
    "flourish": _listed(
        "powerful message testament underscores underscore underscoring highlights highlighting showcased "
        "showcasing showcase illustrating illustrates resilience defiance stark spirit journey tapestry landscape "
        "dynamics broader ongoing significance reminder pivotal heightened watches closely strategic remarkable "
        "indiscriminate inherent nature intense shaping underlines poised"
    ),
    "first_person": _listed("i me my mine i'm i’m i've i’ve i'd i’d i'll i’ll myself"),
    "we": _listed("we us our ours we're we’re we've we’ve we'll we’ll we'd"),
    "second_person": _listed("you your yours you're you’re you've you’ve you'll yourself"),
    "third_person": _listed("he she his her him they their them he's she's they're he’s she’s"),
    "courtesy": _listed("thank thanks please excuse hello ladies gentlemen goodnight sir"),
    "negation": _listed("not never no none nothing nobody n't n’t cannot neither"),
    "condition": _listed("if whether unless suppose"),
    "vague": _listed("thing things something anything everything way ways somebody somehow stuff kind sort lot"),
}  # fmt: skip
_RAISED: dict[str, tuple[str, ...]] = {}
for _sign, _words in _SIGNS.items():
    for _word in _words:
        _RAISED[_word] = (*_RAISED.get(_word, ()), _sign)

SIGNS: tuple[str, ...] = (
    "number", "year", "money", "name", "question", "short", "long", "verbless", "imperative", "past_ending",
    "superlative", "named_source", *_SIGNS,
)  # fmt: skip
_VERBAL = {"past", "past_ending", "present_state", "prediction", "obligation"}
_MOST = 3.0
_REPORTS = _listed(
    "said says told according reported announced claimed stated warned confirmed denied estimates estimated showed "
    "shows found wrote argued testified"
)
_NO_SUPERLATIVE = _listed(
    "interest west rest test request invest protest forest honest guest arrest contest suggest latest modest quest"
)
_BASE_FORMS = _listed(
    "look listen imagine remember consider ask tell take give go come stop make keep vote join see"
)


def signs(statement: str, *, context: str = "") -> dict[str, float]:
    """The signs in a statement, without those that are 0. `context` is the sentence it comes from."""
    words = WORD.findall(statement)
    found: dict[str, float] = {}
    for at, word in enumerate(words):
        lower = word.lower()
        if lower in ("least", "most") and at and words[at - 1].lower() == "at":
            continue  # "at least 13" ranks nothing
        for sign in _RAISED.get(lower, ()):
            found[sign] = found.get(sign, 0.0) + 1.0
        for sign in _by_shape(word, lower, first=at == 0):
            found[sign] = found.get(sign, 0.0) + 1.0
    found = {sign: min(value, _MOST) for sign, value in found.items()}
    _add_whole(found, words, statement)
    if _names_source(words) or (context and context != statement and _names_source(WORD.findall(context))):
        found["named_source"] = 1.0
    return found


def _by_shape(word: str, lower: str, *, first: bool) -> tuple[str, ...]:
    """The signs a single word raises by how it looks."""
    if word[0].isdigit():
        return ("year",) if _YEAR.fullmatch(word) else ("number",)
    if word in "$€£%" or lower in ("percent", "dollars"):
        return ("money",)
    if word[0].isupper() and not first and lower != "i" and not lower.startswith(("i'", "i’")):
        return ("name",)
    if lower.endswith("ed") and len(lower) > 4:
        return ("past_ending",)
    if lower.endswith("est") and len(lower) > 5 and lower not in _NO_SUPERLATIVE:
        return ("superlative",)
    return ()


def _add_whole(found: dict[str, float], words: list[str], statement: str) -> None:
    """The signs of the statement as a whole."""
    size = sum(word[0].isalnum() for word in words)
    if statement.rstrip(" \"'”’)").endswith(("?", "？", "؟")):
        found["question"] = 1.0
    if size < 8:
        found["short"] = (8 - size) / 4
    elif size > 12:
        found["long"] = min(1.5, math.log(size / 12))
    if size < 10 and not _VERBAL & found.keys():
        found["verbless"] = 1.0
    if words and words[0].lower() in _BASE_FORMS:
        found["imperative"] = 1.0


def _names_source(words: list[str]) -> bool:
    """A reporting word and a capitalised one that does not open the sentence."""
    reporting = any(word.lower() in _REPORTS for word in words)
    return reporting and any(word[0].isupper() and word not in ("I",) for word in words[1:])
