"""Owns reading one phrase several ways: "X, Y and Z" once with each, what hangs on it loosely left out.

Works on the word numbers of one parsed sentence. Knows no clauses.
"""

from __future__ import annotations

from annotations.splitting.parser import Parse
from annotations.splitting.wordset import Words, first, numbers

# What makes a statement of its own and is therefore left out of the phrase that it hangs on.
LOOSE = frozenset(
    {"relcl", "appos", "parataxis", "conj", "cc", "advcl", "discourse", "dep", "list", "orphan", "punct"}
)
_JOINING = frozenset(
    {",", ";", "and", "or", "but", "nor", "as", "/", "yet", "then", "and/or", "–", "—", "plus"}
)
_PAUSES = frozenset({",", "(", "–", "—", "-", ";", ":"})
_EMPTY_ADVERBS = frozenset(
    {
        "also", "however", "therefore", "thus", "moreover", "furthermore", "meanwhile", "nevertheless", "instead",
        "too", "hence", "consequently", "nonetheless", "additionally",
    }
)  # fmt: skip
_EITHER = frozenset({"or", "nor", "versus", "vs", "vs.", "and/or"})
_TOGETHER = frozenset(
    {
        "between",
        "among",
        "amongst",
        "neither",
        "either",
        "together",
        "jointly",
        "respectively",
        "combined",
        "mutually",
    }
)
_MUTUAL = frozenset(
    {"met", "meet", "agreed", "agree", "exchanged", "exchange", "shared", "share", "collided", "merged", "merge",
     "married", "divorced", "differ", "differed", "negotiated", "clashed", "clash", "drew", "split", "parted"}
)  # fmt: skip
_SHARED = ("case", "det", "poss", "mark")
_DEEPEST = 12
MOST_READINGS = 12


def readings(parse: Parse, word: int, leave: frozenset[str] = LOOSE) -> list[Words]:
    """The phrase at `word` without its loose parts, once for each member of every coordination inside it.

    `leave` names what is left out at `word` itself.
    """
    return _readings(parse, word, leave, 0)[:MOST_READINGS]


def _readings(parse: Parse, word: int, leave: frozenset[str], depth: int) -> list[Words]:
    own: list[Words] = [1 << word]
    for child in parse.children[word]:
        if _left_out(parse, child, leave):
            continue
        inner = _readings(parse, child, LOOSE, depth + 1) if depth < _DEEPEST else [1 << child]
        own = product(own, inner)
    if depth < _DEEPEST:
        for member in members(parse, word):
            lent = _lent(parse, word, member)
            own = own + [reading | lent for reading in _readings(parse, member, leave, depth + 1)]
    return own


def product(left: list[Words], right: list[Words]) -> list[Words]:
    """Every pair joined; only the first of `right` where that would be too many."""
    if len(left) * len(right) > MOST_READINGS:
        right = right[:1]
    return [one | other for one in left for other in right]


def members(parse: Parse, word: int) -> list[int]:
    """The other members of the coordination that `word` opens, where each may be said without the others."""
    found = [
        child for child in parse.children[word] if parse.labels[child] == "conj" and joined(parse, child)
    ]
    return found if found and distributes(parse, word, found) else []


def distributes(parse: Parse, word: int, others: list[int]) -> bool:
    """Whether what is said of "X and Y" is said of X: not so of "X or Y", "between X and Y", "13 Xs and Ys"."""
    if parse.tags[word] in {"VERB", "AUX"}:
        return True
    if parse.tags[word] == "NUM":
        return False
    span = parse.lower[word : max(others) + 1]
    if _EITHER & set(span) or any(parse.lower[c] in _TOGETHER for c in parse.children[word]):
        return False
    counted = parse.has(word, "nummod")
    if counted and not all(
        parse.has(other, "nummod", "det", "poss") or parse.tags[other] == "PROPN" for other in others
    ):
        return False
    head = parse.heads[word]
    return not (
        head >= 0
        and parse.labels[word] in {"nsubj", "nsubjpass"}
        and (parse.lower[head] in _MUTUAL or any(parse.lower[c] in _TOGETHER for c in parse.children[head]))
    )


def joined(parse: Parse, member: int) -> bool:
    """Whether a comma or a joining word stands before a member; "&" makes one name, not two."""
    if parse.lower[member].endswith("ing") and has_to(parse, parse.heads[member]):
        return False
    start = max(0, first(parse.below[member]) - 1)
    before = set(parse.lower[start:member])
    return bool(before & _JOINING) and "&" not in before


def is_empty_adverb(parse: Parse, word: int) -> bool:
    """A joining adverb that states nothing: "however", "also"."""
    return parse.lower[word] in _EMPTY_ADVERBS and all(
        parse.tags[child] == "PUNCT" for child in parse.children[word]
    )


def has_to(parse: Parse, word: int) -> bool:
    """Whether a verb stands in the infinitive with "to"."""
    return any(parse.labels[child] == "mark" and parse.lower[child] == "to" for child in parse.children[word])


def after_pause(parse: Parse, word: int) -> bool:
    """Whether a comma, dash or bracket stands before everything under a word."""
    start = first(parse.below[word])
    return start > 0 and parse.lower[start - 1] in _PAUSES


def _left_out(parse: Parse, child: int, leave: frozenset[str]) -> bool:
    label = parse.labels[child]
    if label == "conj":
        return (
            child < parse.heads[child]
            or parse.tags[child] == "VERB"
            or child in members(parse, parse.heads[child])
        )
    if label == "cc" or parse.lower[child] == "both":
        return _opens_reading(parse, child)
    if label in leave or is_empty_adverb(parse, child):
        return True
    return label == "acl" and child > parse.heads[child] and after_pause(parse, child)


def _opens_reading(parse: Parse, joiner: int) -> bool:
    """Whether a joining word falls away because its members are read one by one."""
    member = parse.heads[joiner]
    if parse.labels[member] == "conj" and joiner < member:
        return member in members(parse, parse.heads[member])
    return any(members(parse, word) for word in numbers(parse.below[member]))


def _lent(parse: Parse, word: int, member: int) -> Words:
    """What stands before the first member and serves the others too: "in the X and Y"."""
    lent = 0
    for child in parse.children[word]:
        label = parse.labels[child]
        if parse.lower[child] in {"a", "an"}:
            continue
        if child < word and label in _SHARED and not _has_own(parse, member, label):
            lent |= parse.below[child]
    return lent


def _has_own(parse: Parse, member: int, label: str) -> bool:
    return parse.has(member, "det", "poss") if label in {"det", "poss"} else parse.has(member, label)
