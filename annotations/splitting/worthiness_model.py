"""A check-worthiness scorer fitted to labelled statements: hashed words and letters, and the named signs.

Owns the file format and the reading of it. None ships: the labelled data that exist may not be passed on, nor what
is fitted to them. `train_splitter` makes one for people who may use such data; `FACTCHECK_WORTHINESS_FILE` names it.

The file is a NumPy archive without pickles: `weights`, 131,072 half floats, one a bucket; `signs`, one float a sign
in the order of `names` (UTF-8 lines); `bias`, one float. The log-odds are the bias, plus the signs times their
weights, plus for words and for letters each the sum of the buckets' weights over the root of their number plus 1.
"""

from __future__ import annotations

import io
import math
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from annotations.splitting.worthiness_features import SIGNS, WORD, signs

BUCKETS = 1 << 17
_LETTERS = (3, 4, 5)
_LONGEST = 1_000  # code points of a statement that are read for letters

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WorthinessModel:
    """Weights of buckets and signs; see the module for the formula."""

    weights: Floats
    sign_weights: dict[str, float]
    bias: float

    def odds(self, statement: str, *, context: str = "") -> float:
        """The log-odds that a statement deserves a check."""
        total = self.bias
        for block in buckets(statement):
            total += float(self.weights[list(block)].sum()) / math.sqrt(len(block) + 1)
        found = signs(statement, context=context)
        return total + sum(self.sign_weights.get(sign, 0.0) * value for sign, value in found.items())

    def write_to(self, path: Path) -> None:
        """Write the file; the same model gives the same bytes."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                weights=self.weights.astype(np.float16),
                signs=np.array([self.sign_weights[name] for name in SIGNS], np.float32),
                names=np.frombuffer("\n".join(SIGNS).encode(), np.uint8),
                bias=np.array([self.bias], np.float32),
            )


@cache
def worthiness_model(path: Path) -> WorthinessModel:
    """The model in a file, read once. Raises OSError when it is missing, ValueError when it is no model."""
    content = path.read_bytes()
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            names = stored["names"].tobytes().decode().split("\n")
            weights = stored["weights"].astype(np.float32)
            sign_weights = dict(zip(names, map(float, stored["signs"]), strict=True))
            bias = float(stored["bias"][0])
    except (KeyError, IndexError, ValueError, EOFError, BadZipFile) as error:
        raise ValueError(f"{path.name} is not a check-worthiness model.") from error
    if weights.shape != (BUCKETS,):
        raise ValueError(f"{path.name} is not a check-worthiness model: {BUCKETS} weights are due.")
    return WorthinessModel(weights, sign_weights, bias)


def buckets(statement: str) -> tuple[set[int], set[int]]:
    """The buckets of a statement's words and word pairs, and those of its letter sequences."""
    words = [_plain(word) for word in WORD.findall(statement[:_LONGEST].lower())]
    pairs = zip(["<", *words], [*words, ">"], strict=True)
    line = f" {' '.join(words)} "
    letters = (line[at : at + size] for size in _LETTERS for at in range(len(line) - size + 1))
    return (
        {_bucket(word) for word in [*words, *(f"{one} {other}" for one, other in pairs)]},
        {_bucket(f"#{sequence}") for sequence in letters},
    )


def _plain(word: str) -> str:
    """Numbers by their shape: years as one word, others by how many figures they have."""
    if not word[0].isdigit():
        return word
    return "1999" if len(word) == 4 and word[:2] in ("18", "19", "20") else "0" * min(len(word), 6)


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS
