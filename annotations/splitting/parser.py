"""Owns tagging and parsing: words in, one tree a sentence out, a whole article in a few matrix products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from annotations.splitting.network import arc_scores, encode, label_scores, times
from annotations.splitting.repairs import mended
from annotations.splitting.tokens import Token
from annotations.splitting.trees import best_tree
from annotations.splitting.weights import Model, parser_model
from annotations.splitting.wordset import Words

LONGEST = 120
_BATCH_WORDS = 1_200


@dataclass(slots=True)
class Parse:
    """One sentence's tree. Heads count from 0, the root's is -1; `starts` says where a clause may begin.

    `lower` holds the words in small letters, `children` what hangs on each word, `below` each word with
    everything under it.
    """

    tokens: list[Token]
    tags: list[str]
    heads: list[int]
    labels: list[str]
    starts: list[bool]
    lower: list[str] = field(init=False)
    children: list[list[int]] = field(init=False)
    below: list[Words] = field(init=False)

    def __post_init__(self) -> None:
        self.lower = [token.text.lower() for token in self.tokens]
        self._link()
        if mended(self.lower, self.tags, self.heads, self.labels):
            self._link()

    def _link(self) -> None:
        self.children = [[] for _ in self.tokens]
        self.below = [1 << word for word in range(len(self.tokens))]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(word)
        for word in reversed(self.top_down()):
            if self.heads[word] >= 0:
                self.below[self.heads[word]] |= self.below[word]

    def top_down(self) -> list[int]:
        """Every word after the word that it hangs on."""
        order = [word for word, head in enumerate(self.heads) if head < 0]
        for word in order:
            order.extend(self.children[word])
        return order

    def has(self, word: int, *labels: str) -> bool:
        """Whether anything hangs on the word by one of these relations."""
        return any(self.labels[child] in labels for child in self.children[word])


def parse(sentences: Sequence[list[Token]]) -> list[Parse | None]:
    """A tree for every sentence of 1 to 120 tokens, None for others. Linear in the number of sentences."""
    out: list[Parse | None] = [None] * len(sentences)
    model = parser_model()
    for group in _groups(sentences):
        for at, tree in zip(group, _parsed(model, [sentences[at] for at in group]), strict=True):
            out[at] = tree
    return out


def _groups(sentences: Sequence[list[Token]]) -> Iterator[list[int]]:
    """Sentences of like length together, so that little is padded."""
    order = sorted((len(tokens), at) for at, tokens in enumerate(sentences) if 0 < len(tokens) <= LONGEST)
    group: list[int] = []
    for length, at in order:
        if group and (len(group) + 1) * length > _BATCH_WORDS:
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _parsed(model: Model, group: list[list[Token]]) -> Iterator[Parse]:
    params = model.params
    b, n = len(group), max(len(tokens) for tokens in group)
    rows = np.zeros((b, n, 5), np.int64)
    mask = np.zeros((b, n, 1), np.float32)
    for i, tokens in enumerate(group):
        rows[i, : len(tokens)] = [model.vocabulary.rows(token.text) for token in tokens]
        mask[i, : len(tokens)] = 1
    h = encode(params, params["embedding"][rows].sum(axis=2), mask)
    tags = (times(h, params["tag"]) + params["tag_bias"]).argmax(axis=-1).tolist()
    starts = (times(h, params["start"]) + params["start_bias"]).argmax(axis=-1).astype(bool).tolist()
    arcs = arc_scores(params, h)
    trees = [best_tree(arcs[i, : len(tokens), : len(tokens) + 1]) for i, tokens in enumerate(group)]
    heads = np.zeros((b, n), np.int64)
    for i, tree in enumerate(trees):
        heads[i, : len(tree)] = np.array(tree) + 1
    labels = label_scores(params, h, heads).argmax(axis=-1).tolist()
    for i, tokens in enumerate(group):
        k = len(tokens)
        yield Parse(
            tokens,
            [model.tags[tag] for tag in tags[i][:k]],
            trees[i],
            [model.labels[label] for label in labels[i][:k]],
            starts[i][:k],
        )
