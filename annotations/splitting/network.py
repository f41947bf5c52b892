"""Owns the arithmetic of the tagger-parser: a small convolutional network over the words of sentences.

Shapes: B sentences, N words (padded), D width. Knows no words and no trees; training only adds gradients.
Arcs are scored as in Dozat and Manning (2017), with a learned bias for the distance between two words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Params = dict[str, Array]

# One layer a name: windows of words 1, 2 or 4 apart, or attention over the whole sentence.
LAYERS = ("conv1", "conv1", "attend", "conv2", "conv4", "attend")
HEADS = 4
FAR = 12
_EPS = np.float32(1e-5)


@dataclass(slots=True)
class Trace:
    """What one pass leaves behind: the states by name, kept for the gradients."""

    states: dict[str, Any] = field(default_factory=dict)


def times(x: Array, weights: Array) -> Array:
    """`x @ weights` over the last axis, as one matrix product instead of one a sentence."""
    out: Array = (x.reshape(-1, x.shape[-1]) @ weights).reshape(*x.shape[:-1], weights.shape[-1])
    return out


def normed(x: Array) -> tuple[Array, Array]:
    """Rows of `x` with mean 0 and variance 1, and the inverse deviations [..., 1]."""
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1.0 / np.sqrt(np.einsum("...d,...d->...", centred, centred)[..., None] / x.shape[-1] + _EPS)
    return centred * inverse, inverse


def windows(h: Array, step: int) -> Array:
    """Each word beside its neighbours `step` away: [B, N, D] becomes [B, N, 3D], zeros past the ends."""
    b, n, d = h.shape
    out = np.zeros((b, n, 3 * d), dtype=np.float32)
    out[:, :, d : 2 * d] = h
    if step < n:
        out[:, step:, :d] = h[:, :-step]
        out[:, :-step, 2 * d :] = h[:, step:]
    return out


def encode(
    params: Params, embedded: Array, mask: Array, noise: Any = None, trace: Trace | None = None
) -> Array:
    """The words in context, [B, N, D]. `noise(shape)` gives a dropout mask while training."""
    keep = trace.states if trace else None
    hat, inverse = normed(embedded)
    h: Array = (hat * params["norm_gain"] + params["norm_bias"]) * mask
    drop = noise(h.shape) if noise is not None else None
    if drop is not None:
        h = h * drop
    if keep is not None:
        keep["in"] = (hat, inverse, drop)
    for layer, name in enumerate(LAYERS):
        if name == "attend":
            out, inner = attend(params, layer, h, mask, tracing=keep is not None)
        else:
            out, inner = convolve(params, layer, h, int(name[-1]))
        drop = noise(out.shape) if noise is not None else None
        hat, inverse = normed(h + (out if drop is None else out * drop))
        h = (hat * params[f"gain{layer}"] + params[f"bias{layer}"]) * mask
        if keep is not None:
            keep[f"layer{layer}"] = (inner, drop, hat, inverse)
    return h


def convolve(params: Params, layer: int, h: Array, step: int) -> tuple[Array, tuple[Array, ...]]:
    """Each word with two neighbours, `step` words away on either side."""
    around = windows(h, step)
    out = times(around, params[f"conv{layer}"]) + params[f"conv{layer}_bias"]
    np.maximum(out, 0, out=out)
    return out, (around, out)


def attend(
    params: Params, layer: int, h: Array, mask: Array, *, tracing: bool
) -> tuple[Array, tuple[Array, ...]]:
    """Each word with all words of its sentence, by content and by distance (Vaswani and others, 2017)."""
    b, n, d = h.shape
    width = d // HEADS
    joined = times(h, params[f"ask{layer}"])
    parts: list[Array] = [
        np.ascontiguousarray(part.reshape(b, n, HEADS, width).transpose(0, 2, 1, 3))
        for part in np.split(joined, 3, axis=2)
    ]
    asked, keys, values = parts
    scores: Array = asked @ keys.transpose(0, 1, 3, 2)
    scores *= np.float32(width**-0.5)
    scores += params[f"near{layer}"][distances(n)[:, 1:]].transpose(2, 0, 1)
    scores += (mask.transpose(0, 2, 1)[:, None] - 1) * np.float32(1e4)
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    mixed: Array = np.reshape((scores @ values).transpose(0, 2, 1, 3), (b, n, d))
    out = times(mixed, params[f"give{layer}"])
    return out, (h, asked, keys, values, scores, mixed) if tracing else ()


def distances(n: int) -> NDArray[np.int64]:
    """Row of the distance bias for word i and head j (0 is the root), [N, N+1]."""
    gap = np.arange(n + 1)[None, :] - (np.arange(n)[:, None] + 1)
    rows: NDArray[np.int64] = np.clip(gap, -FAR, FAR) + FAR
    rows[:, 0] = 2 * FAR + 1
    return rows


def arc_scores(params: Params, h: Array, trace: Trace | None = None) -> Array:
    """How well word j heads word i, [B, N, N+1]; column 0 is the root."""
    b, n, _ = h.shape
    child = times(h, params["child"]) + params["child_bias"]
    np.maximum(child, 0, out=child)
    parent = times(h, params["parent"]) + params["parent_bias"]
    np.maximum(parent, 0, out=parent)
    root = np.broadcast_to(params["root"], (b, 1, parent.shape[-1]))
    parents = np.concatenate([root, parent], axis=1)
    turned = times(child, params["pair"]) + params["pair_bias"]
    scores: Array = turned @ parents.transpose(0, 2, 1)
    scores += params["distance"][distances(n)]
    if trace:
        trace.states["arcs"] = (child, parent, parents, turned)
    return scores


def label_scores(params: Params, h: Array, heads: NDArray[np.int64], trace: Trace | None = None) -> Array:
    """How well each relation names the arc from word i to `heads[i]` (0 is the root), [B, N, R]."""
    b, n, _ = h.shape
    below = times(h, params["below"])
    above = times(h, params["above"])
    width = below.shape[-1]
    aboves = np.concatenate([np.broadcast_to(params["above_root"], (b, 1, width)), above], axis=1)
    picked = np.take_along_axis(aboves, heads[:, :, None], axis=1)
    gaps = np.take_along_axis(np.broadcast_to(distances(n), (b, n, n + 1)), heads[:, :, None], axis=2)[..., 0]
    hidden = below + picked + params["gap"][gaps]
    np.maximum(hidden, 0, out=hidden)
    if trace:
        trace.states["labels"] = (hidden, heads, gaps)
    scores: Array = times(hidden, params["label"]) + params["label_bias"]
    return scores
