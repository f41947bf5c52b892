"""How well and how fast the splitter works: its figures on the development sets, its speed, memory and bad input.

Seconds are processor seconds of one core. The scores come from the scorer beside the data, FACTCHECK_EVAL_DATA or
../shared/data; without the data only speed on made-up text, memory, import time and bad input are measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotations.splitting.jsonl import split_lines
from annotations.splitting.splitter import read
from tests.benchmarks.figure import Figure

REPOSITORY = Path(__file__).resolve().parents[2]
SENTENCES_A_SECOND = 500
SECONDS_A_MEGABYTE = 2.0
MEGABYTES = 150
IMPORT_SECONDS = 0.5
MADE_UP = (
    "The bridge over the river was shut on Monday after two lorries collided, injuring 9 people, including a nurse. "
    "“It was the worst crash in ten years,” said Mayor Ida Holm, who was elected in 2019. "
    "The council and the police will meet in May to decide whether the old road, built in 1931, can be used again.\n\n"
)
BAD_INPUT = {
    "one line without punctuation": "lorem ipsum dolor sit amet ",
    "new lines": "\n",
    "quotations that never close": "“He said ‘she said ",
    "capitals": "THE PRESIDENT SAID HE WON. ",
    "emoji and combining marks": "👩‍👩‍👧‍👦 é́ ",
    "right to left with digits": "قال الرئيس 13 شخصا. ",
    "a web page as text": '<div class="a"><p>Hello <b>you</b></p></div>\n',
}
SETS = {
    "sentences": ("splitting/sentences.gum_news.dev.jsonl", ("sentence_f1",)),
    "golden rules": ("splitting/golden_rules.jsonl", ("rules_passed",)),
    "propositions": ("splitting/propositions.wiki.dev.jsonl", ("j50_f1", "j80_f1", "claims_per_sentence")),
    "clauses": (
        "splitting/clauses.gum_news.dev.jsonl",
        ("boundary_relaxed_f1", "edus_hit", "claims_per_sentence", "most_claims_in_a_sentence"),
    ),
    "coverage": ("splitting/coverage.gum_news.dev.jsonl", ("numbers", "superlatives", "quotes")),
    "attribution": ("attribution/gum_news.dev.jsonl", ("sentence_has_attribution_f1",)),
    "attribution in politics": (
        "attribution/polnear.dev.jsonl",
        (
            "speech_cue_recall",
            "source_iou50_given_cue",
            "source_exact_f1",
            "cue_exact_f1",
            "content_exact_f1",
        ),
    ),
}
TASKS = {"golden rules": "sentences", "attribution in politics": "attribution"}


def measure() -> Iterator[Figure]:
    read(MADE_UP)
    folder = Path(os.environ.get("FACTCHECK_EVAL_DATA") or REPOSITORY.parent / "shared" / "data")
    if (folder.parent / "bench" / "score.py").is_file():
        for work in SETS:
            yield _scored(work, folder)
    yield _speed("made-up news", [MADE_UP.replace("9", str(number)) for number in range(40)])
    yield from _memory_and_import()
    for name, unit in BAD_INPUT.items():
        yield _bad_input(name, unit)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _speed(work: str, texts: list[str]) -> Figure:
    count = 0
    start = time.process_time()
    for text in texts:
        count += len(read(text).sentences)
    seconds = time.process_time() - start
    floor = count / SENTENCES_A_SECOND
    return Figure(work, seconds, "500 sentences/s", floor, 1.0, f"{count / seconds:.0f} sentences a second")


def _scored(work: str, folder: Path) -> Figure:
    """Time and scores of one development set."""
    name, keys = SETS[work]
    gold = folder / name
    lines = gold.read_text(encoding="utf-8").splitlines()
    answers: list[str] = []
    seconds = _seconds(lambda: answers.extend(split_lines(lines)))
    count = sum(len(json.loads(answer)["sentences"]) for answer in answers)
    found = _score(TASKS.get(work, work), gold, answers, folder.parent / "bench" / "score.py")
    detail = ", ".join(f"{key} {_shown(found[key])}" for key in keys)
    return Figure(work, seconds, "500 sentences/s", count / SENTENCES_A_SECOND, None, detail)


def _score(task: str, gold: Path, answers: list[str], scorer: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("\n".join(answers), encoding="utf-8")
        command = [sys.executable, str(scorer), task, str(gold), str(predictions), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 # our own interpreter
    return dict(json.loads(done.stdout)["metrics"])


def _shown(value: float) -> str:
    return f"{value:.1%}" if isinstance(value, float) and value <= 1 else f"{value:.2f}".removesuffix(".00")


def _memory_and_import() -> Iterator[Figure]:
    code = (
        "import json, resource, sys, time; start = time.process_time(); import annotations.splitting as s;"
        "seconds = time.process_time() - start; s.split(sys.stdin.read());"
        "print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    done = subprocess.run(  # noqa: S603 # our own interpreter
        [sys.executable, "-c", code],
        input=MADE_UP * 50,
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )
    seconds, megabytes = json.loads(done.stdout)
    yield Figure("import", seconds, f"{IMPORT_SECONDS} s", IMPORT_SECONDS, 1.0, f"{seconds:.2f} s")
    yield Figure("memory", megabytes, f"{MEGABYTES} MB", MEGABYTES, 1.0, f"{megabytes:.0f} MB, not seconds")


def _bad_input(name: str, unit: str) -> Figure:
    text = (unit * (1_000_000 // len(unit.encode()) + 1))[: 1_000_000 * len(unit) // len(unit.encode())]
    half, whole = _seconds(lambda: read(text[: len(text) // 2])), _seconds(lambda: read(text))
    detail = f"a megabyte; twice the text takes {whole / max(half, 0.001):.1f} times as long"
    return Figure(name, whole, "2 s a megabyte", SECONDS_A_MEGABYTE, 1.0, detail)
