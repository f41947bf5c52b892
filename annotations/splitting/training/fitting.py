"""Owns fitting the tagger-parser to a treebank: batches, losses, Adam. Deterministic for a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.features import learn_vocabulary
from annotations.splitting.network import (
    FAR,
    HEADS,
    LAYERS,
    Array,
    Params,
    Trace,
    arc_scores,
    encode,
    label_scores,
)
from annotations.splitting.training.gradients import arcs_back, encode_back, labels_back, softmax_loss
from annotations.splitting.training.treebank import Sentence
from annotations.splitting.weights import Model

WIDTH = 160
ARC_WIDTH = 96
LABEL_WIDTH = 64
BATCH_WORDS = 1200
LONGEST = 100
DROPOUT = 0.33
WORD_DROPOUT = 0.2
AVERAGING = 0.998


@dataclass(slots=True)
class Batch:
    rows: NDArray[np.int64]
    mask: Array
    tags: NDArray[np.int64]
    heads: NDArray[np.int64]
    labels: NDArray[np.int64]
    starts: NDArray[np.int64]
    starts_known: Array


def fresh_model(sentences: list[Sentence], rng: np.random.Generator) -> Model:
    vocabulary = learn_vocabulary(form for sentence in sentences for form in sentence.forms)
    tags = sorted({tag for sentence in sentences for tag in sentence.tags})
    labels = sorted({name for sentence in sentences for name in sentence.relations})

    def matrix(rows: int, columns: int) -> Array:
        return (rng.standard_normal((rows, columns)) * np.sqrt(1.0 / rows)).astype(np.float32)

    params: Params = {
        "embedding": (rng.standard_normal((len(vocabulary), WIDTH)) * 0.1).astype(np.float32),
        "norm_gain": np.ones(WIDTH, np.float32),
        "norm_bias": np.zeros(WIDTH, np.float32),
        "tag": matrix(WIDTH, len(tags)),
        "tag_bias": np.zeros(len(tags), np.float32),
        "start": matrix(WIDTH, 2),
        "start_bias": np.zeros(2, np.float32),
        "child": matrix(WIDTH, ARC_WIDTH),
        "child_bias": np.zeros(ARC_WIDTH, np.float32),
        "parent": matrix(WIDTH, ARC_WIDTH),
        "parent_bias": np.zeros(ARC_WIDTH, np.float32),
        "pair": matrix(ARC_WIDTH, ARC_WIDTH) * np.float32(0.3),
        "pair_bias": np.zeros(ARC_WIDTH, np.float32),
        "root": np.zeros(ARC_WIDTH, np.float32) + np.float32(0.1),
        "distance": np.zeros(2 * FAR + 2, np.float32),
        "below": matrix(WIDTH, LABEL_WIDTH),
        "above": matrix(WIDTH, LABEL_WIDTH),
        "above_root": np.zeros(LABEL_WIDTH, np.float32),
        "gap": np.zeros((2 * FAR + 2, LABEL_WIDTH), np.float32),
        "label": matrix(LABEL_WIDTH, len(labels)),
        "label_bias": np.zeros(len(labels), np.float32),
    }
    for layer, name in enumerate(LAYERS):
        if name == "attend":
            params[f"ask{layer}"] = matrix(WIDTH, 3 * WIDTH)
            params[f"give{layer}"] = matrix(WIDTH, WIDTH)
            params[f"near{layer}"] = np.zeros((2 * FAR + 2, HEADS), np.float32)
        else:
            params[f"conv{layer}"] = matrix(3 * WIDTH, WIDTH)
            params[f"conv{layer}_bias"] = np.zeros(WIDTH, np.float32)
        params[f"gain{layer}"] = np.ones(WIDTH, np.float32)
        params[f"bias{layer}"] = np.zeros(WIDTH, np.float32)
    return Model(params, vocabulary, tags, labels)


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


def gradients_of(model: Model, batch: Batch, rng: np.random.Generator) -> tuple[float, Params, Array]:
    """The loss of a batch, the gradients of all weights but the embedding, and those of its rows [B, N, D]."""
    params, mask, word = model.params, batch.mask, batch.mask[..., 0]
    trace, into = Trace(), Params()

    def noise(shape: tuple[int, ...]) -> Array:
        return (rng.random(shape, dtype=np.float32) >= DROPOUT).astype(np.float32) / np.float32(1 - DROPOUT)

    embedded = params["embedding"][batch.rows].sum(axis=2)
    h = encode(params, embedded, mask, noise, trace)
    loss, d_tags = softmax_loss(h @ params["tag"] + params["tag_bias"], batch.tags, word)
    start_loss, d_starts = softmax_loss(
        h @ params["start"] + params["start_bias"], batch.starts, batch.starts_known
    )
    d_starts *= np.float32(0.5)
    arcs = arc_scores(params, h, trace)
    arcs[:, :, 1:] += (mask.transpose(0, 2, 1) - 1) * np.float32(1e4)
    arc_loss, d_arcs = softmax_loss(arcs, batch.heads, word)
    label_loss, d_labels = softmax_loss(label_scores(params, h, batch.heads, trace), batch.labels, word)
    d_h = d_tags @ params["tag"].T + d_starts @ params["start"].T
    flat = h.reshape(-1, h.shape[-1]).T
    into["tag"], into["tag_bias"] = flat @ d_tags.reshape(-1, d_tags.shape[-1]), d_tags.sum(axis=(0, 1))
    into["start"], into["start_bias"] = flat @ d_starts.reshape(-1, 2), d_starts.sum(axis=(0, 1))
    d_h = d_h + arcs_back(params, trace, h, d_arcs, into) + labels_back(params, trace, h, d_labels, into)
    d_embedded = encode_back(params, trace, d_h.astype(np.float32), mask, into)
    return loss + arc_loss + label_loss + 0.5 * start_loss, into, d_embedded


class Adam:
    """Kingma and Ba's Adam; the embedding is stepped only in the rows a batch has touched."""

    def __init__(self, params: Params, *, beta1: float = 0.9, beta2: float = 0.98) -> None:
        self._first = {name: np.zeros_like(value) for name, value in params.items()}
        self._second = {name: np.zeros_like(value) for name, value in params.items()}
        self._beta1, self._beta2 = np.float32(beta1), np.float32(beta2)
        self._steps = 0

    def step(self, model: Model, into: Params, batch: Batch, d_embedded: Array, rate: float) -> None:
        self._steps += 1
        norm = np.sqrt(sum(float((value**2).sum()) for value in into.values()))
        clip = np.float32(min(1.0, 2.0 / (norm + 1e-6)))
        for name, gradient in into.items():
            self._move(name, model.params[name], gradient * clip, rate, slice(None))
        rows = batch.rows.reshape(-1)
        order = np.argsort(rows, kind="stable")
        touched, starts = np.unique(rows[order], return_index=True)
        summed = np.add.reduceat(
            np.repeat(d_embedded.reshape(-1, d_embedded.shape[-1]), batch.rows.shape[-1], axis=0)[order],
            starts,
            axis=0,
        )
        self._move("embedding", model.params["embedding"], summed * clip, rate, touched)

    def _move(
        self, name: str, value: Array, gradient: Array, rate: float, at: slice | NDArray[np.int64]
    ) -> None:
        first = self._first[name][at] * self._beta1 + gradient * (1 - self._beta1)
        second = self._second[name][at] * self._beta2 + gradient**2 * (1 - self._beta2)
        self._first[name][at], self._second[name][at] = first, second
        bias1 = 1 - self._beta1**self._steps
        bias2 = 1 - self._beta2**self._steps
        value[at] -= np.float32(rate) * (first / bias1) / (np.sqrt(second / bias2) + np.float32(1e-8))


def fit(
    sentences: list[Sentence], *, epochs: int = 14, rate: float = 0.002, seed: int = 1,
    report: Callable[[int, float, Model], None] | None = None,
) -> Model:  # fmt: skip
    """A model fitted to the sentences; `report(epoch, mean loss, model)` is called after every epoch."""
    rng = np.random.default_rng(seed)
    model = fresh_model(sentences, rng)
    adam = Adam(model.params)
    mean = Model(
        {name: value.copy() for name, value in model.params.items()},
        model.vocabulary,
        model.tags,
        model.labels,
    )
    steps = 0
    for epoch in range(epochs):
        losses: list[float] = []
        for batch in batches(model, sentences, rng):
            done = (epoch + len(losses) * BATCH_WORDS / 260_000) / epochs
            loss, into, d_embedded = gradients_of(model, batch, rng)
            warm = min(1.0, (len(losses) + 1) / 100) if epoch == 0 else 1.0
            adam.step(model, into, batch, d_embedded, rate * warm * max(0.03, 1 - done))
            losses.append(loss)
            steps += 1
            _blend(mean.params, model.params, np.float32(min(AVERAGING, steps / (steps + 10))))
        if report:
            report(epoch, float(np.mean(losses)), mean)
    return mean


def _blend(mean: Params, latest: Params, share: np.float32) -> None:
    """A running mean of the weights parses better than the last ones."""
    for name, value in mean.items():
        np.add(value, (latest[name] - value) * (1 - share), out=value)
