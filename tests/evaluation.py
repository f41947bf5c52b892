"""Owns where the evaluation data is. The data is never copied into this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def evaluation_folder() -> Path:
    """The folder named by FACTCHECK_EVAL_DATA, or ../shared/data; skips the test when it is absent."""
    folder = Path(os.environ.get("FACTCHECK_EVAL_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("No evaluation data. Run: FACTCHECK_EVAL_DATA=/path/to/data make test")
    return folder
