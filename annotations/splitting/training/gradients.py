"""Owns the derivatives of the network: one backward function for each forward one in network.py."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.network import HEADS, LAYERS, Array, Params, Trace, distances, times


def softmax_loss(scores: Array, gold: NDArray[np.int64], weight: Array) -> tuple[float, Array]:
    """Cross entropy over the last axis, and its gradient; `weight` is 0 where there is no word."""
    top = scores - scores.max(axis=-1, keepdims=True)
    np.exp(top, out=top)
    top /= top.sum(axis=-1, keepdims=True)
    picked = np.take_along_axis(top, gold[..., None], axis=-1)
    total = max(float(weight.sum()), 1.0)
    loss = float(-(np.log(picked[..., 0] + 1e-9) * weight).sum() / total)
    np.put_along_axis(top, gold[..., None], picked - 1.0, axis=-1)
    top *= (weight / total)[..., None]
    return loss, top


def _linear(inputs: Array, gradient: Array) -> Array:
    return inputs.reshape(-1, inputs.shape[-1]).T @ gradient.reshape(-1, gradient.shape[-1])


def _unnormed(gradient: Array, hat: Array, inverse: Array) -> Array:
    mean = gradient.mean(axis=-1, keepdims=True)
    along = (gradient * hat).mean(axis=-1, keepdims=True)
    out: Array = (gradient - mean - hat * along) * inverse
    return out


def _unwindowed(gradient: Array, step: int) -> Array:
    d = gradient.shape[-1] // 3
    out = gradient[:, :, d : 2 * d].copy()
    if step < out.shape[1]:
        out[:, :-step] += gradient[:, step:, :d]
        out[:, step:] += gradient[:, :-step, 2 * d :]
    return out


def encode_back(params: Params, trace: Trace, gradient: Array, mask: Array, into: Params) -> Array:
    """Gradient of the embedded words, given that of the encoded ones."""
    for layer in reversed(range(len(LAYERS))):
        inner, drop, hat, inverse = trace.states[f"layer{layer}"]
        gradient = gradient * mask
        into[f"gain{layer}"] = (gradient * hat).sum(axis=(0, 1))
        into[f"bias{layer}"] = gradient.sum(axis=(0, 1))
        total = _unnormed(gradient * params[f"gain{layer}"], hat, inverse)
        below = total if drop is None else total * drop
        back = _attend_back if LAYERS[layer] == "attend" else _convolve_back
        gradient = total + back(params, layer, inner, below, into)
    hat, inverse, drop = trace.states["in"]
    if drop is not None:
        gradient = gradient * drop
    gradient = gradient * mask
    into["norm_gain"] = (gradient * hat).sum(axis=(0, 1))
    into["norm_bias"] = gradient.sum(axis=(0, 1))
    return _unnormed(gradient * params["norm_gain"], hat, inverse)


def _convolve_back(
    params: Params, layer: int, inner: tuple[Array, ...], gradient: Array, into: Params
) -> Array:
    around, out = inner
    gradient = gradient * (out > 0)
    into[f"conv{layer}"] = _linear(around, gradient)
    into[f"conv{layer}_bias"] = gradient.sum(axis=(0, 1))
    return _unwindowed(times(gradient, params[f"conv{layer}"].T), int(LAYERS[layer][-1]))


def _attend_back(
    params: Params, layer: int, inner: tuple[Array, ...], gradient: Array, into: Params
) -> Array:
    h, asked, keys, values, shares, mixed = inner
    b, n, d = h.shape
    scale = np.float32((d // HEADS) ** -0.5)
    into[f"give{layer}"] = _linear(mixed, gradient)
    d_mixed = times(gradient, params[f"give{layer}"].T).reshape(b, n, HEADS, -1).transpose(0, 2, 1, 3)
    d_shares = d_mixed @ values.transpose(0, 1, 3, 2)
    d_values = shares.transpose(0, 1, 3, 2) @ d_mixed
    d_scores = shares * (d_shares - (d_shares * shares).sum(axis=-1, keepdims=True))
    rows = distances(n)[:, 1:].ravel()
    table = params[f"near{layer}"]
    by_head = d_scores.sum(axis=0).reshape(HEADS, -1)
    into[f"near{layer}"] = np.stack(
        [np.bincount(rows, weights=one, minlength=len(table)) for one in by_head], axis=1
    ).astype(np.float32)
    d_asked = (d_scores @ keys) * scale
    d_keys = (d_scores.transpose(0, 1, 3, 2) @ asked) * scale
    d_joined = np.concatenate(
        [part.transpose(0, 2, 1, 3).reshape(b, n, d) for part in (d_asked, d_keys, d_values)], axis=2
    )
    into[f"ask{layer}"] = _linear(h, d_joined)
    out: Array = times(d_joined, params[f"ask{layer}"].T)
    return out


def arcs_back(params: Params, trace: Trace, h: Array, gradient: Array, into: Params) -> Array:
    """Gradient of the encoded words, given that of the arc scores."""
    child, parent, parents, turned = trace.states["arcs"]
    rows = distances(h.shape[1])
    flat = np.bincount(rows.ravel(), weights=gradient.sum(axis=0).ravel(), minlength=len(params["distance"]))
    into["distance"] = flat.astype(np.float32)
    d_turned = gradient @ parents
    d_parents = gradient.transpose(0, 2, 1) @ turned
    into["root"] = d_parents[:, 0].sum(axis=0)
    into["pair"] = _linear(child, d_turned)
    into["pair_bias"] = d_turned.sum(axis=(0, 1))
    d_child = times(d_turned, params["pair"].T) * (child > 0)
    d_parent = d_parents[:, 1:] * (parent > 0)
    into["child"], into["child_bias"] = _linear(h, d_child), d_child.sum(axis=(0, 1))
    into["parent"], into["parent_bias"] = _linear(h, d_parent), d_parent.sum(axis=(0, 1))
    out: Array = times(d_child, params["child"].T) + times(d_parent, params["parent"].T)
    return out


def labels_back(params: Params, trace: Trace, h: Array, gradient: Array, into: Params) -> Array:
    """Gradient of the encoded words, given that of the label scores."""
    hidden, heads, gaps = trace.states["labels"]
    into["label"], into["label_bias"] = _linear(hidden, gradient), gradient.sum(axis=(0, 1))
    d_hidden = times(gradient, params["label"].T) * (hidden > 0)
    into["below"] = _linear(h, d_hidden)
    n = h.shape[1]
    chosen = (heads[:, :, None] == np.arange(n + 1)).astype(np.float32)
    d_aboves = chosen.transpose(0, 2, 1) @ d_hidden
    into["above_root"] = d_aboves[:, 0].sum(axis=0)
    d_above = d_aboves[:, 1:]
    into["above"] = _linear(h, d_above)
    which = (gaps.ravel()[:, None] == np.arange(len(params["gap"]))).astype(np.float32)
    into["gap"] = which.T @ d_hidden.reshape(-1, d_hidden.shape[-1])
    out: Array = times(d_hidden, params["below"].T) + times(d_above, params["above"].T)
    return out
