"""How well statements are ranked by whether they deserve a check: the scorer that ships, and one fitted to data."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from annotations.splitting.kinds import kind_of
from annotations.splitting.training.worthiness_training import fitted, statements
from annotations.splitting.worthiness import worthiness
from tests.benchmarks import scorer
from tests.benchmarks.figure import Figure

FOLDED = "checkworthiness/claimbuster.jsonl"
DEBATES = "checkworthiness/checkthat2019.train.jsonl"


def measure() -> Iterator[Figure]:
    if not scorer.is_here(FOLDED, DEBATES):
        return
    for name in (FOLDED, DEBATES):
        records = scorer.records(name)
        started = time.perf_counter()
        kinds = [kind_of(record["text"]) for record in records]
        floor = time.perf_counter() - started
        started = time.perf_counter()
        rated = [
            worthiness(record["text"], kind=kind).score for record, kind in zip(records, kinds, strict=True)
        ]
        taken = time.perf_counter() - started
        detail = _detail(name, records, rated)
        yield Figure(f"check-worthiness as shipped, {name}", taken, "sorting into kinds", floor, None, detail)
    yield _folds()


def _folds() -> Figure:
    """Four models, each fitted to three folds and tried on the fourth."""
    records = scorer.records(FOLDED)
    started = time.perf_counter()
    data = statements([record["text"] for record in records], [float(record["label"]) for record in records])
    floor = time.perf_counter() - started
    folds = np.array([record["fold"] for record in records])
    odds = np.zeros(len(records))
    for fold in sorted(set(folds.tolist())):
        odds[folds == fold] = data.at(folds == fold).odds(fitted(data.at(folds != fold)))
    taken = time.perf_counter() - started
    detail = _detail(FOLDED, records, [1 / (1 + math.exp(-one)) for one in odds.tolist()])
    return Figure("check-worthiness fitted, 4 folds", taken, "reading features", floor, None, detail)


def _detail(name: str, records: list[dict[str, Any]], rated: list[float]) -> str:
    lines = ({"id": record["id"], "score": score} for record, score in zip(records, rated, strict=True))
    found = scorer.scores("checkworthiness", name, lines)
    if "map" in found:
        return f"mean average precision {100 * found['map']:.1f} (evaluation only)"
    return (
        f"F1 {100 * found['at_half_f1']:.1f} (reach 81), "
        f"average precision {100 * found['average_precision']:.1f} (reach 88)"
    )
