"""Any scores make one tree: one root, every word led to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting.trees import best_tree
from annotations.splitting.wordset import between, first, last, numbers, upto


@given(st.integers(1, 14), st.integers(0, 10_000))
@settings(max_examples=200, deadline=None)
def test_every_word_leads_to_the_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).standard_normal((size, size + 1)).astype(np.float32)
    tree = best_tree(scores)
    assert tree.count(-1) == 1
    for word in range(size):
        steps = 0
        while word != -1:
            word = tree[word]
            steps += 1
            assert steps <= size


def test_a_tree_that_is_one_already_is_kept() -> None:
    scores = np.full((3, 4), -9.0, np.float32)
    scores[0, 2] = scores[1, 0] = scores[2, 2] = 9.0
    assert best_tree(scores) == [1, -1, 1]


@pytest.mark.parametrize("members", [set(), {0}, {3, 5, 64, 119}])
def test_word_sets_keep_their_members(members: set[int]) -> None:
    words = sum(1 << member for member in members)
    assert list(numbers(words)) == sorted(members)
    assert (first(words), last(words)) == ((min(members), max(members)) if members else (-1, -1))


def test_ranges_of_words() -> None:
    assert list(numbers(between(2, 5))) == [2, 3, 4]
    assert between(5, 2) == 0
    assert list(numbers(upto(2))) == [0, 1, 2]
