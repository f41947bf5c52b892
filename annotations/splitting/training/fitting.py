"""Owns fitting the tagger-parser to a treebank: fresh weights, losses, epochs. Deterministic for a seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

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
    times,
)
from annotations.splitting.training.adam import Adam
from annotations.splitting.training.batches import Batch, batches
from annotations.splitting.training.gradients import arcs_back, encode_back, labels_back, softmax_loss
from annotations.splitting.training.treebank import Sentence
from annotations.splitting.weights import Model

WIDTH = 160
ARC_WIDTH = 96
LABEL_WIDTH = 64
DROPOUT = 0.33
AVERAGING = 0.998
WARM_STEPS = 100


def fresh_model(sentences: list[Sentence], rng: np.random.Generator) -> Model:
    vocabulary = learn_vocabulary(form for sentence in sentences for form in sentence.forms)
    tags = sorted({tag for sentence in sentences for tag in sentence.tags})
    labels = sorted({name for sentence in sentences for name in sentence.relations})

    def matrix(rows: int, columns: int) -> Array:
        values: Array = (rng.standard_normal((rows, columns)) * np.sqrt(1.0 / rows)).astype(np.float32)
        return values

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


def gradients_of(model: Model, batch: Batch, rng: np.random.Generator) -> tuple[float, Params, Array]:
    """The loss of a batch, the gradients of all weights but the embedding, and those of its rows [B, N, D]."""
    params, mask, word = model.params, batch.mask, batch.mask[..., 0]
    trace, into = Trace(), Params()

    def noise(shape: tuple[int, ...]) -> Array:
        return (rng.random(shape, dtype=np.float32) >= DROPOUT).astype(np.float32) / np.float32(1 - DROPOUT)

    embedded = params["embedding"][batch.rows].sum(axis=2)
    h = encode(params, embedded, mask, noise, trace)
    tag_loss, d_tags = softmax_loss(times(h, params["tag"]) + params["tag_bias"], batch.tags, word)
    start_loss, d_starts = softmax_loss(
        times(h, params["start"]) + params["start_bias"], batch.starts, batch.starts_known
    )
    d_starts *= np.float32(0.5)
    arcs = arc_scores(params, h, trace)
    arcs[:, :, 1:] += (mask.transpose(0, 2, 1) - 1) * np.float32(1e4)
    arc_loss, d_arcs = softmax_loss(arcs, batch.heads, word)
    label_loss, d_labels = softmax_loss(label_scores(params, h, batch.heads, trace), batch.labels, word)
    d_h = times(d_tags, params["tag"].T) + times(d_starts, params["start"].T)
    flat = h.reshape(-1, h.shape[-1]).T
    into["tag"], into["tag_bias"] = flat @ d_tags.reshape(-1, d_tags.shape[-1]), d_tags.sum(axis=(0, 1))
    into["start"], into["start_bias"] = flat @ d_starts.reshape(-1, 2), d_starts.sum(axis=(0, 1))
    d_h = d_h + arcs_back(params, trace, h, d_arcs, into) + labels_back(params, trace, h, d_labels, into)
    d_embedded = encode_back(params, trace, d_h.astype(np.float32), mask, into)
    return tag_loss + arc_loss + label_loss + 0.5 * start_loss, into, d_embedded


def fit(
    sentences: list[Sentence],
    *,
    epochs: int,
    rate: float = 0.002,
    seed: int = 1,
    report: Callable[[int, float, Model], None] | None = None,
) -> Model:
    """A model fitted to the sentences; `report(epoch, mean loss, model)` is called after every epoch."""
    rng = np.random.default_rng(seed)
    model = fresh_model(sentences, rng)
    mean = Model(
        {name: value.copy() for name, value in model.params.items()},
        model.vocabulary,
        model.tags,
        model.labels,
    )
    adam = Adam(model.params)
    steps = 0
    for epoch in range(epochs):
        losses: list[float] = []
        todo = list(batches(model, sentences, rng))
        for batch in todo:
            loss, into, d_embedded = gradients_of(model, batch, rng)
            done = (epoch + len(losses) / len(todo)) / epochs
            adam.step(
                model,
                into,
                batch,
                d_embedded,
                rate * min(1.0, (steps + 1) / WARM_STEPS) * max(0.03, 1 - done),
            )
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
