"""Owns one step of Adam (Kingma and Ba, 2015) over the weights; of the embedding only the rows that were used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.network import Array, Params
from annotations.splitting.training.batches import Batch
from annotations.splitting.weights import Model


class Adam:
    """Running means of the gradients and of their squares, one pair a weight."""

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
