"""The figures that must hold on the development sets; skipped where the data is not there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.splitting.jsonl import split_lines
from tests.evaluation import evaluation_folder


def scores(task: str, name: str, folder: Path) -> dict[str, Any]:
    """What the scorer beside the data says of our output."""
    data = evaluation_folder()
    scorer = data.parent / "bench" / "score.py"
    if not scorer.is_file():
        pytest.skip("No scorer beside the evaluation data: FACTCHECK_EVAL_DATA/../bench/score.py")
    gold = data / name
    predictions = folder / "predictions.jsonl"
    with gold.open(encoding="utf-8") as lines:
        predictions.write_text("".join(f"{line}\n" for line in split_lines(lines)), encoding="utf-8")
    command = [sys.executable, str(scorer), task, str(gold), str(predictions), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 # our own interpreter
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("task", "name", "least"),
    [
        ("sentences", "splitting/sentences.gum_news.dev.jsonl", {"sentence_f1": 0.96}),
        ("sentences", "splitting/golden_rules.jsonl", {"rules_passed": 46}),
        ("propositions", "splitting/propositions.wiki.dev.jsonl", {"j50_f1": 0.68, "j80_f1": 0.35}),
        (
            "coverage",
            "splitting/coverage.gum_news.dev.jsonl",
            {"numbers": 0.99, "superlatives": 0.97, "quotes": 0.98},
        ),
        ("clauses", "splitting/clauses.gum_news.dev.jsonl", {"edus_hit": 0.75, "claims_per_sentence": 2.0}),
    ],
)
def test_development_figures(task: str, name: str, least: dict[str, float], tmp_path: Path) -> None:
    found = scores(task, name, tmp_path)
    found = found.get("metrics", found)
    assert {key: found[key] >= value for key, value in least.items()} == dict.fromkeys(least, True), found
    assert found.get("most_claims_in_a_sentence", 0) <= 12
