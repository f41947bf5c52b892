"""Owns measuring a tagger-parser on parsed sentences that it was not fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotations.splitting.network import arc_scores, encode, label_scores, times
from annotations.splitting.training.batches import batches
from annotations.splitting.training.treebank import Sentence
from annotations.splitting.weights import Model


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of words, 0 to 1: the right tag; the right head; the right head and relation."""

    words: int
    tags: float
    heads: float
    relations: float


def measure(model: Model, sentences: list[Sentence]) -> Accuracy:
    """Compares the best head of each word with the treebank's; marks count as words."""
    words = tags = heads = relations = 0
    params = model.params
    for batch in batches(model, sentences, np.random.default_rng(0), vary=False):
        real = batch.mask[..., 0] > 0
        h = encode(params, params["embedding"][batch.rows].sum(axis=2), batch.mask)
        tag = (times(h, params["tag"]) + params["tag_bias"]).argmax(axis=-1)
        arcs = arc_scores(params, h)
        arcs[:, :, 1:] += (batch.mask.transpose(0, 2, 1) - 1) * np.float32(1e4)
        head = arcs.argmax(axis=-1)
        label = label_scores(params, h, head).argmax(axis=-1)
        right = (head == batch.heads) & real
        words += int(real.sum())
        tags += int(((tag == batch.tags) & real).sum())
        heads += int(right.sum())
        relations += int((right & (label == batch.labels)).sum())
    return Accuracy(words, tags / max(words, 1), heads / max(words, 1), relations / max(words, 1))
