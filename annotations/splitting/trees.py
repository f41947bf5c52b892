"""Owns turning arc scores into one tree a sentence. Knows no words and no weights."""

from __future__ import annotations

import numpy as np

from annotations.splitting.network import Array

ROOT = -1


def best_tree(scores: Array) -> list[int]:
    """Heads of N words from their scores [N, N+1] (column 0 is the root): one root, no cycle.

    Starts from each word's best head; of the roots the best one stays, and a cycle is opened where that costs
    least. At most N openings, each O(N^2). Heads count from 0; the root's head is -1.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = scores.argmax(axis=1)
    roots = np.flatnonzero(heads == 0)
    if len(roots) != 1:
        others = scores[:, 1:].max(axis=1) if n > 1 else np.full(n, -np.inf)
        among = roots if len(roots) else np.arange(n)
        root = int(
            among[np.argmax(scores[among, 0] - np.where(np.isfinite(others[among]), others[among], -1e9))]
        )
        scores[:, 0] = -np.inf
        heads = scores.argmax(axis=1)
        heads[root] = 0
    tree = [int(head) - 1 for head in heads]
    for _ in range(n):
        cycle = _cycle(tree)
        if not cycle:
            break
        _open(tree, cycle, scores)
    return tree


def _cycle(tree: list[int]) -> list[int]:
    """The words of some cycle, or nothing."""
    state = [0] * len(tree)
    for start in range(len(tree)):
        path: list[int] = []
        at = start
        while at != ROOT and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = tree[at]
        if at != ROOT and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _open(tree: list[int], cycle: list[int], scores: Array) -> None:
    """Hangs one word of the cycle elsewhere: on a word that leads to the root."""
    safe = _rooted(tree)
    outside = scores[:, 1:].copy()
    outside[:, ~safe] = -np.inf
    gains = [float(outside[word].max()) - float(scores[word, tree[word] + 1]) for word in cycle]
    word = cycle[int(np.argmax(gains))]
    tree[word] = int(outside[word].argmax())


def _rooted(tree: list[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which words lead to the root."""
    known: dict[int, bool] = {ROOT: True}
    for start in range(len(tree)):
        path: list[int] = []
        at = start
        while at not in known:
            known[at] = False
            path.append(at)
            at = tree[at]
        for word in path:
            known[word] = known[at]
    return np.array([known[word] for word in range(len(tree))], dtype=np.bool_)
