"""Owns making a readable title from an article's first sentence, when nobody gave it one.

The title is a name for lists and pages; it is not part of the text and no offset points into it.
"""

from __future__ import annotations

import re
import unicodedata

from annotations.text.canonical import first_visible, has_visible

TITLE_LENGTH = 90  # code points
_SHORTEST = 30  # code points a title keeps when it is cut at a clause
_DROPPED = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+")
_END = re.compile(r"[.!?…]+[\"'”’»›)\]]*(?=\s)|[。！？][」』）]*|[।॥؟۔]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|sen|rep|gov|lt|col|sgt|capt|maj|st|no|vs|inc|co|corp|ltd|jr|sr|approx|jan|feb|mar|apr"
    r"|aug|sept?|oct|nov|dec|nr|bzw|ca|usw|z\.b|d\.h|вул|ст|м|р|ім|им|ул|гг?|млн|тис)|(?:^|[\s.(])\w|\d)$",
    re.IGNORECASE,
)
# English only: elsewhere (German, Dutch) what follows such a phrase is not a sentence that stands alone.
_LEADS = frozenset(
    "in on at after before as despite amid following during with since while when although though because for under "
    "by from over according".split()
)
_CLAUSE = re.compile(
    r"(?:,\s(?=(?:which|who|whose|where|while|and|but|as|after|although|though|because|with|according|including|amid"
    r"|despite|following|the (?:latest|first|second|third|worst|largest|biggest)|[a-z]{3,16}ing)\b)"
    r"|;\s|\s[—–-]\s|[、，；])"
)
_CONJUNCTION = re.compile(
    r"\s(?=(?:after|when|where|because|following|amid|despite|while|before|although)\s)"
)
_PARTICIPLE = re.compile(r"[A-Z][a-z]{2,14}ing")
_DANGLING = frozenset(
    "a an the of in on at to for and or but with by from as that which who its their his her is are was were be been "
    "into over after before der die das und im am den dem des ein eine von zu mit dass та і й у в на з що".split()
)


def make_title(words: str) -> str:
    """A title of at most 90 code points from a paragraph that has visible characters.

    The first sentence without its full stop; when that is too long, without a leading phrase ("After months of
    talks, ..."), then cut at the end of a clause, then at the end of a word, which an ellipsis shows.
    """
    start = first_visible(words) or 0
    flat = on_one_line(words[start : start + 2000])
    sentence = _first_sentence(flat).lstrip("#>*-• ").rstrip(".。।۔ ")
    if not has_visible(sentence):
        sentence = flat
    if len(sentence) > TITLE_LENGTH:
        sentence = _without_lead(sentence)
    if len(sentence) > TITLE_LENGTH:
        sentence = _cut(sentence)
    return sentence[0].upper() + sentence[1:] if len(sentence[0].upper()) == 1 else sentence


def on_one_line(words: str) -> str:
    """`words` without line breaks, controls and marks that would turn the text around them."""
    return " ".join(_DROPPED.sub(" ", words).split())


def _first_sentence(flat: str) -> str:
    for end in _END.finditer(flat):
        before, after = flat[max(0, end.start() - 12) : end.start()], flat[end.end() : end.end() + 2].strip()
        if end.group()[0] != "." or not (_ABBREVIATION.search(before) or after[:1].islower()):
            return flat[: end.end()]
    return flat


def _without_lead(sentence: str) -> str:
    """The sentence after its leading phrase, where what follows begins a clause of its own."""
    lead, comma, _ = sentence[:160].partition(", ")
    words = lead.split()
    if not comma or len(words) < 3 or not (words[0].lower() in _LEADS or _PARTICIPLE.fullmatch(words[0])):
        return sentence
    rest = sentence[len(lead) + 2 :]
    return rest if _begins_a_clause(rest) else sentence


def _begins_a_clause(rest: str) -> bool:
    """Whether what follows a leading phrase is more than the next place in a list ("Holm and Orla, ferries ...")."""
    first, _, second = rest.partition(", ")
    words = first.split()
    is_name_explained = all(word[0].isupper() for word in words) and second.startswith(
        ("the ", "a ", "an ", "who ")
    )
    return len(words) >= 5 or is_name_explained


def _cut(sentence: str) -> str:
    shortest = _SHORTEST // 2 if unicodedata.east_asian_width(sentence[0]) == "W" else _SHORTEST
    for boundary, least in ((_CLAUSE, shortest), (_CONJUNCTION, _SHORTEST + 10)):
        starts = [match.start() for match in boundary.finditer(sentence[: TITLE_LENGTH + 20])]
        ends = [start for start in starts if least <= start <= TITLE_LENGTH]
        if ends:
            return sentence[: ends[-1]]
    return _cut_at_word(sentence)


def _cut_at_word(sentence: str) -> str:
    head, space, _ = sentence[:TITLE_LENGTH].rpartition(" ")
    if not space or len(head) < _SHORTEST:
        return _whole_characters(sentence, TITLE_LENGTH - 1) + "…"
    words = head.split()
    while len(words) > 3 and (words[-1].lower().strip(",") in _DANGLING or words[-1].endswith(("'s", "’s"))):
        words.pop()
    return " ".join(words).rstrip(",;:–—- ") + "…"


def _whole_characters(sentence: str, end: int) -> str:
    """At most `end` code points that do not part a letter from its accents or an emoji from its joiners."""
    while end > 1 and (
        unicodedata.category(sentence[end])[0] == "M" or "\u200d" in sentence[end - 1 : end + 1]
    ):
        end -= 1
    return sentence[:end]
