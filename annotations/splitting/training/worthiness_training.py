"""Fits a check-worthiness scorer to labelled statements: logistic regression by L-BFGS, in NumPy alone.

Two regressions over the same buckets are averaged: one plain, one whose buckets are scaled by how unevenly the
classes use them (Wang and Manning, 2012). Deterministic. The data's licence decides who may use what comes out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.training.descent import minimum
from annotations.splitting.worthiness_features import SIGNS, signs
from annotations.splitting.worthiness_model import BUCKETS, Floats, WorthinessModel, buckets

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]

_PLAIN_PENALTY = 0.02
_SCALED_PENALTY = 1.0
_SIGN_PENALTY = 0.05
_HELD_BACK = 5  # every fifth statement decides where 0.5 lies
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Statements:
    """Labelled statements as a sparse matrix: rows, buckets and values of its entries, beside signs and labels."""

    rows: Ints
    columns: Ints
    values: Doubles
    signs: Doubles
    labels: Doubles

    def at(self, chosen: NDArray[np.bool_]) -> Statements:
        """Those for which `chosen` is true, renumbered."""
        new = np.cumsum(chosen) - 1
        kept = chosen[self.rows]
        return Statements(
            new[self.rows[kept]],
            self.columns[kept],
            self.values[kept],
            self.signs[chosen],
            self.labels[chosen],
        )

    def odds(self, model: WorthinessModel) -> Doubles:
        """The log-odds of every statement under a model."""
        weighed = self.values * model.weights.astype(np.float64)[self.columns]
        total = np.bincount(self.rows, weighed, minlength=len(self.labels))
        total += self.signs @ np.array([model.sign_weights[name] for name in SIGNS])
        return np.asarray(total + model.bias, np.float64)


def train(data: Path, *, output: Path, tell: Callable[[str], object] = lambda line: None) -> None:
    """Fit a model to a JSON Lines file of `text` and `label` (1 deserves a check, 0 does not); write it.

    Raises OSError for a file that can't be read and ValueError for one that holds other things.
    """
    texts, labels = read_labelled(data)
    tell(f"Fitting to {len(texts)} statements, {int(sum(labels))} of them worth a check.")
    fitted(statements(texts, labels)).write_to(output)
    tell(f"Wrote {output.name}, {output.stat().st_size // 1024} KB.")


def read_labelled(data: Path) -> tuple[list[str], list[float]]:
    """The statements and labels of a file; as `train` otherwise."""
    texts: list[str] = []
    labels: list[float] = []
    for number, line in enumerate(data.read_text(encoding="utf-8").splitlines(), start=1):
        record = json.loads(line)
        text, label = (record.get("text"), record.get("label")) if isinstance(record, dict) else (None, None)
        if not isinstance(text, str) or label not in (0, 1):
            raise ValueError(f"Line {number} needs a text and a label that is 0 or 1.")
        texts.append(text)
        labels.append(float(label))
    if len(set(labels)) < 2:
        raise ValueError("There must be statements of both kinds.")
    return texts, labels


def statements(texts: Sequence[str], labels: Sequence[float]) -> Statements:
    """The matrix of some labelled statements."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    table = np.zeros((len(texts), len(SIGNS)))
    place = {name: at for at, name in enumerate(SIGNS)}
    for row, text in enumerate(texts):
        for block in buckets(text):
            rows += [row] * len(block)
            columns += sorted(block)
            values += [(len(block) + 1) ** -0.5] * len(block)
        for name, value in signs(text).items():
            table[row, place[name]] = value
    return Statements(
        np.array(rows, np.int64), np.array(columns, np.int64), np.array(values), table, np.array(labels)
    )


def fitted(data: Statements) -> WorthinessModel:
    """A model for some statements, with 0.5 where it finds most of the worthy ones for the fewest false ones."""
    held_back = np.arange(len(data.labels)) % _HELD_BACK == 0
    trial = _averaged(data.at(~held_back))
    check = data.at(held_back)
    shift = _best_cut(check.odds(trial), check.labels)
    model = _averaged(data)
    return WorthinessModel(model.weights, model.sign_weights, model.bias - shift)


def _averaged(data: Statements) -> WorthinessModel:
    plain = _regression(data, np.ones(BUCKETS), _PLAIN_PENALTY)
    scaled = _regression(data, _unevenness(data), _SCALED_PENALTY)
    weights, sign_weights, bias = ((one + other) / 2 for one, other in zip(plain, scaled, strict=True))
    found: Floats = weights.astype(np.float32)
    return WorthinessModel(found, dict(zip(SIGNS, map(float, sign_weights), strict=True)), float(bias[0]))


def _unevenness(data: Statements) -> Doubles:
    """For each bucket the log of how much likelier it is in a worthy statement; 0 for what occurs once."""
    uses = np.bincount(data.columns, minlength=BUCKETS).astype(float)
    worthy = np.bincount(data.columns, data.labels[data.rows], minlength=BUCKETS)
    share = float(data.labels.mean())
    ratio = np.log((worthy + 2 * share) / (2 * share))
    ratio -= np.log((uses - worthy + 2 * (1 - share)) / (2 * (1 - share)))
    return np.where(uses > 1, ratio, 0.0)


def _regression(data: Statements, scale: Doubles, penalty: float) -> tuple[Doubles, Doubles, Doubles]:
    """Weights of buckets (their scale folded in), of signs, and the bias."""
    values = data.values * scale[data.columns]
    size, count = len(data.labels), len(SIGNS)
    penalties = np.concatenate([np.full(BUCKETS, penalty), np.full(count, _SIGN_PENALTY), [0.0]])

    def loss(point: Doubles) -> tuple[float, Doubles]:
        odds = np.bincount(data.rows, values * point[data.columns], minlength=size)
        odds += data.signs @ point[BUCKETS:-1] + point[-1]
        error = 1 / (1 + np.exp(-odds)) - data.labels
        slope = np.empty_like(point)
        slope[:BUCKETS] = np.bincount(data.columns, values * error[data.rows], minlength=BUCKETS)
        slope[BUCKETS:-1] = data.signs.T @ error
        slope[-1] = error.sum()
        value = np.sum(np.logaddexp(0, odds) - data.labels * odds) + 0.5 * np.sum(penalties * point**2)
        return float(value), slope + penalties * point

    point = minimum(loss, np.zeros(BUCKETS + count + 1), rounds=_ROUNDS)
    return point[:BUCKETS] * scale, point[BUCKETS:-1], point[-1:]


def _best_cut(odds: Doubles, labels: Doubles) -> float:
    """The log-odds above which the F1 of "deserves a check" is best."""
    order = np.argsort(-odds, kind="stable")
    hits = np.cumsum(labels[order])
    f1 = 2 * hits / (np.arange(1, len(labels) + 1) + labels.sum())
    return float(odds[order][int(f1.argmax())])
