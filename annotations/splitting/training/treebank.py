"""Owns reading parsed sentences and laying the splitter's own tokens over the treebank's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.splitting.tokens import tokenize

_RELATIONS = {
    "acl:relcl": "relcl",
    "advcl:relcl": "advcl",
    "nmod:poss": "poss",
    "nmod:unmarked": "nmod",
    "nmod:desc": "compound",
    "obl:unmarked": "tmod",
    "obl:agent": "agent",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubj",
    "csubj:outer": "csubj",
    "nsubj:outer": "nsubj",
    "aux:pass": "auxpass",
    "compound:prt": "prt",
    "det:predet": "det",
    "cc:preconj": "cc",
    "vocative": "discourse",
    "dislocated": "parataxis",
    "reparandum": "dep",
    "goeswith": "flat",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence over the splitter's tokens; `heads` count from 1, 0 is the root.

    `starts` says where a discourse unit begins; None where the treebank doesn't know.
    """

    document: str
    forms: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    starts: list[bool] | None


def read_treebank(path: Path) -> Iterator[Sentence]:
    """The sentences of one JSON Lines file. Raises ValueError or KeyError on a line of another shape."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            sentence = _relaid(record["doc"], record["tokens"])
            if sentence is not None:
                yield sentence


def _relaid(document: str, words: list[list[object]]) -> Sentence | None:
    """The treebank's words under our tokens; a token of several words takes the one whose head is outside."""
    text, edges = "", []
    for form, *_, space in (word[:5] for word in words):
        edges.append((len(text), len(text) + len(str(form))))
        text += str(form) + (" " if space else "")
    tokens = tokenize(text)
    owner: list[int] = []
    at = 0
    for start, _ in edges:
        while at + 1 < len(tokens) and tokens[at + 1].start <= start:
            at += 1
        owner.append(at)
    members: list[list[int]] = [[] for _ in tokens]
    for word, token in enumerate(owner):
        members[token].append(word)
    if not tokens or not members[0]:
        return None
    return _assembled(document, [token.text for token in tokens], members, owner, words)


def _assembled(
    document: str, forms: list[str], members: list[list[int]], owner: list[int], words: list[list[object]]
) -> Sentence:
    tags: list[str] = []
    heads: list[int] = []
    relations: list[str] = []
    starts: list[bool] = []
    for token, group in enumerate(members):
        if not group:
            tags.append(tags[-1])
            heads.append(token)
            relations.append("flat")
            starts.append(False)
            continue
        lead = next((w for w in group if not _inside(words[w][2], group)), group[0])
        head = int(str(words[lead][2]))
        tags.append(str(words[lead][1]))
        heads.append(owner[head - 1] + 1 if head else 0)
        relations.append(_relation(str(words[lead][3])))
        starts.append(any(len(words[w]) > 5 and bool(words[w][5]) for w in group))
    known = len(words[0]) > 5
    return Sentence(document, forms, tags, heads, relations, starts if known else None)


def _inside(head: object, group: list[int]) -> bool:
    return int(str(head)) - 1 in group


def _relation(name: str) -> str:
    return _RELATIONS.get(name, name.split(":")[0])
