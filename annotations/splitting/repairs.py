"""Owns mending what the parser is known to get wrong, where the words themselves leave no doubt."""

from __future__ import annotations

_OBJECTS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_LISTING = frozenset({"including", "like"})
_HOLDERS = frozenset({"obj", "nsubj", "nsubjpass"})


def mended(lower: list[str], tags: list[str], heads: list[int], labels: list[str]) -> bool:
    """Moves heads in place; says whether it moved any."""
    moved = False
    for word, label in enumerate(labels):
        if label == "conj":
            moved |= _end_list(lower, heads, labels, word) or _give_object(tags, heads, labels, word)
    return moved


def _end_list(lower: list[str], heads: list[int], labels: list[str], word: int) -> bool:
    """ "injuries to 13 people, including a child, and damage": the damage belongs with the injuries."""
    if not _closes_list(lower, heads, labels, word):
        return False
    phrase, holder = _outer(heads, labels, word)
    if holder < 0:
        return False
    heads[word] = holder
    if phrase != holder:
        heads[phrase], labels[phrase] = holder, "nmod"
    return True


def _give_object(tags: list[str], heads: list[int], labels: list[str], word: int) -> bool:
    """ "killed three people and injured 13 people": the last noun is what the second verb acts on."""
    first_noun = heads[word]
    verb = heads[first_noun]
    if tags[word] not in _OBJECTS or verb < 0 or labels[first_noun] != "obj":
        return False
    for second in range(first_noun + 1, word):
        if tags[second] == "VERB" and labels[second] == "conj" and heads[second] == verb:
            heads[word], labels[word] = second, "obj"
            for joiner in range(first_noun + 1, second):
                if labels[joiner] == "cc":
                    heads[joiner] = second
            return True
    return False


def _closes_list(lower: list[str], heads: list[int], labels: list[str], word: int) -> bool:
    opening = heads[word]
    if lower[opening + 1 : opening + 3] != [",", "and"]:
        return False
    listed = any(heads[c] == opening and labels[c] == "case" and lower[c] in _LISTING for c in range(opening))
    return listed and sum(heads[c] == opening and labels[c] == "conj" for c in range(len(heads))) == 1


def _outer(heads: list[int], labels: list[str], word: int) -> tuple[int, int]:
    """The noun whose phrase the list ends and the phrase below it that holds the list; -1 for none."""
    below, at = heads[word], heads[heads[word]]
    while at >= 0:
        if labels[at] in _HOLDERS:
            return at, at
        objects = [c for c in range(below) if heads[c] == at and labels[c] == "obj"]
        if objects:
            return below, objects[-1]
        below, at = at, heads[at]
    return -1, -1
