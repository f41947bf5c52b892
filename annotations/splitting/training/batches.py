"""Owns laying parsed sentences out as arrays: batches of like length, varied so that the parser learns to cope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.network import Array
from annotations.splitting.training.treebank import Sentence
from annotations.splitting.weights import Model

BATCH_WORDS = 1200
LONGEST = 100
WORD_DROPOUT = 0.2


@dataclass(slots=True)
class Batch:
    rows: NDArray[np.int64]
    mask: Array
    tags: NDArray[np.int64]
    heads: NDArray[np.int64]
    labels: NDArray[np.int64]
    starts: NDArray[np.int64]
    starts_known: Array


def batches(
    model: Model, sentences: list[Sentence], rng: np.random.Generator, *, vary: bool = True
) -> Iterator[Batch]:
    """The sentences in batches of like length, in random order."""
    short = [sentence for sentence in sentences if len(sentence.forms) <= LONGEST]
    order = sorted(range(len(short)), key=lambda i: len(short[i].forms) + rng.random() * 3)
    groups: list[list[Sentence]] = []
    size = 0
    for i in order:
        if not groups or size + len(short[i].forms) > BATCH_WORDS:
            groups.append([])
            size = 0
        groups[-1].append(short[i])
        size += len(short[i].forms)
    for at in rng.permutation(len(groups)):
        yield _batch(model, groups[at], rng, vary=vary)


def _batch(model: Model, group: list[Sentence], rng: np.random.Generator, *, vary: bool) -> Batch:
    b, n = len(group), max(len(sentence.forms) for sentence in group)
    tag_at = {name: at for at, name in enumerate(model.tags)}
    label_at = {name: at for at, name in enumerate(model.labels)}
    empty = np.zeros((b, n), np.int64)
    batch = Batch(
        np.zeros((b, n, 5), np.int64), np.zeros((b, n, 1), np.float32), empty, empty.copy(), empty.copy(),
        empty.copy(), np.zeros((b, n), np.float32),
    )  # fmt: skip
    for i, sentence in enumerate(group):
        k = len(sentence.forms)
        forms = _varied(sentence.forms, rng) if vary else sentence.forms
        batch.rows[i, :k] = [model.vocabulary.rows(form) for form in forms]
        batch.mask[i, :k] = 1
        batch.tags[i, :k] = [tag_at.get(tag, 0) for tag in sentence.tags]
        batch.heads[i, :k] = sentence.heads
        batch.labels[i, :k] = [label_at.get(name, 0) for name in sentence.relations]
        if sentence.starts is not None:
            batch.starts[i, :k] = sentence.starts
            batch.starts_known[i, 1:k] = 1
    if vary:
        lost = rng.random((b, n)) < WORD_DROPOUT
        batch.rows[lost, 0] = 0
    return batch


def _varied(forms: list[str], rng: np.random.Generator) -> list[str]:
    """Sometimes the same words as a headline or without capitals, so that neither surprises the parser."""
    chance = rng.random()
    if chance < 0.06:
        return [form.capitalize() if len(form) > 3 else form for form in forms]
    if chance < 0.09:
        return [form.lower() for form in forms]
    if chance < 0.10:
        return [form.upper() for form in forms]
    return forms
