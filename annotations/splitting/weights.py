"""Owns the file of the tagger-parser's weights: small numbers on disk, floats in memory.

`parser.npz` holds the embedding as 8-bit integers with one scale a row, everything else as 16-bit floats,
and the names of rows (vocabulary), tags and relations as UTF-8 lines. Nothing in it is pickled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from annotations.splitting.features import Vocabulary
from annotations.splitting.network import Params

PARSER_FILE = Path(__file__).with_name("parser.npz")


@dataclass(slots=True)
class Model:
    """Everything the parser needs: weights and the names of their rows and columns."""

    params: Params
    vocabulary: Vocabulary
    tags: list[str]
    labels: list[str]


def save(model: Model, path: Path) -> None:
    """Writes the model small; the same model always gives the same bytes."""
    embedding = model.params["embedding"]
    scale = np.abs(embedding).max(axis=1, keepdims=True) / 127 + np.float32(1e-8)
    arrays: dict[str, Any] = {
        f"weight_{name}": value.astype(np.float16)
        for name, value in model.params.items()
        if name != "embedding"
    }
    arrays["embedding"] = np.round(embedding / scale).astype(np.int8)
    arrays["embedding_scale"] = scale.astype(np.float16)
    for name, names in (
        ("vocabulary", model.vocabulary.names),
        ("tags", model.tags),
        ("labels", model.labels),
    ):
        arrays[name] = _lines(names)
    np.savez_compressed(path, **arrays)


@cache
def parser_model(path: Path = PARSER_FILE) -> Model:
    """The model that ships with the splitter, read once. Raises FileNotFoundError when it is missing."""
    with np.load(path, allow_pickle=False) as stored:
        params: Params = {
            name.removeprefix("weight_"): stored[name].astype(np.float32)
            for name in stored.files
            if name.startswith("weight_")
        }
        scale = stored["embedding_scale"].astype(np.float32)
        params["embedding"] = stored["embedding"].astype(np.float32) * scale
        return Model(
            params,
            Vocabulary(_names(stored["vocabulary"])),
            _names(stored["tags"]),
            _names(stored["labels"]),
        )


def _lines(names: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _names(stored: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[str]:
    return stored.tobytes().decode().split("\n")
