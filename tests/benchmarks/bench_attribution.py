"""How well the splitter's claims say who said what, through `split_text`'s own lines, and what finding it costs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from annotations.splitting.attribution import attributions
from annotations.splitting.jsonl import split_lines
from annotations.splitting.splitter import sentences
from tests.benchmarks import scorer
from tests.benchmarks.figure import Figure, seconds_for

SENTENCES = "attribution/gum_news.dev.jsonl"
PARTS = "attribution/polnear.dev.jsonl"
# The scorer's name for a figure, the table's name for it, and the share to reach.
REACH = {
    SENTENCES: {"sentence_has_attribution_f1": ("sentence has one, F1", 80)},
    PARTS: {
        "speech_cue_recall": ("speech-cue recall", 92),
        "source_iou50_given_cue": ("source given cue", 92),
        "source_exact_f1": ("source F1", 55),
        "cue_exact_f1": ("cue F1", 58),
        "content_exact_f1": ("content F1", 40),
    },
}


def measure() -> Iterator[Figure]:
    if not scorer.is_here(SENTENCES, PARTS):
        return
    for name, wanted in REACH.items():
        texts = [record["text"] for record in scorer.records(name)]
        started = time.perf_counter()
        lines = (json.dumps(record) for record in scorer.records(name))
        predictions = [json.loads(line) for line in split_lines(lines)]
        taken = time.perf_counter() - started
        found = scorer.scores("attribution", name, predictions)
        shares = [f"{label} {100 * found[key]:.1f} (reach {least})" for key, (label, least) in wanted.items()]
        floor = _seconds(texts)
        yield Figure(f"split, {name}", taken, "attribution alone", floor, None, ", ".join(shares))


def _seconds(texts: list[str]) -> float:
    spans = [sentences(text) for text in texts]
    return seconds_for(
        lambda: [attributions(text, found) for text, found in zip(texts, spans, strict=True)], times=3
    )
