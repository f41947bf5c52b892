"""Runs the evaluation script that lies beside the evaluation data; holds no data and no figures itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("FACTCHECK_EVAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
SCRIPT = DATA.parent / "bench" / "score.py"


def is_here(*names: str) -> bool:
    """Whether the scoring script and these files of the evaluation data are on this machine; says so when not."""
    missing = [str(path) for path in (SCRIPT, *(DATA / name for name in names)) if not path.exists()]
    if missing:
        print(f"not measured, missing: {', '.join(missing)}", file=sys.stderr)  # noqa: T201
    return not missing


def records(name: str) -> list[dict[str, Any]]:
    """The records of one file of the evaluation data."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scores(task: str, name: str, predictions: Iterable[dict[str, Any]]) -> dict[str, float]:
    """The script's figures for some predictions, as it names them. Raises CalledProcessError when it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "predictions.jsonl"
        file.write_text("\n".join(map(json.dumps, predictions)), encoding="utf-8")
        command = [sys.executable, str(SCRIPT), task, str(DATA / name), str(file), "--json"]
        found = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 # our own script
    metrics: dict[str, float] = json.loads(found.stdout)["metrics"]
    return metrics
