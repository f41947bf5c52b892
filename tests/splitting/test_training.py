"""The parser's training: right derivatives, words laid over a treebank, weights that survive the disk."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.splitting.network import Trace, arc_scores, encode, label_scores
from annotations.splitting.training import batches as batching
from annotations.splitting.training import fitting
from annotations.splitting.training.batches import Batch, batches
from annotations.splitting.training.fitting import fit, fresh_model, gradients_of
from annotations.splitting.training.parser_training import TREEBANKS
from annotations.splitting.training.treebank import Sentence, read_treebank
from annotations.splitting.weights import Model, parser_model, save

RECORD = {
    "doc": "made-up",
    "text": "The well-known mayor won.",
    "tokens": [
        ["The", "DET", 5, "det", True, True],
        ["well", "ADV", 4, "advmod", False, False],
        ["-", "PUNCT", 2, "punct", False, False],
        ["known", "ADJ", 5, "amod", True, False],
        ["mayor", "NOUN", 6, "nsubj", True, False],
        ["won", "VERB", 0, "root", False, False],
        [".", "PUNCT", 6, "punct", True, False],
    ],
}


def made_up() -> list[Sentence]:
    names = ["mayor", "bridge", "ferry", "council", "nurse"]
    verbs = ["won", "closed", "sank", "voted", "left"]
    return [
        Sentence(
            f"text {at}", ["The", noun, verb, "."], ["DET", "NOUN", "VERB", "PUNCT"], [2, 3, 0, 3],
            ["det", "nsubj", "root", "punct"], [True, False, False, False],
        )
        for at, (noun, verb) in enumerate((noun, verb) for noun in names for verb in verbs)
    ]  # fmt: skip


def test_hyphened_words_take_the_head_that_is_outside(tmp_path: Path) -> None:
    path = tmp_path / "bank.jsonl"
    path.write_text(json.dumps(RECORD), encoding="utf-8")
    (sentence,) = read_treebank(path)
    assert sentence.forms == ["The", "well-known", "mayor", "won", "."]
    assert sentence.heads == [3, 3, 4, 0, 4]
    assert sentence.relations[1] == "amod"


def test_gradients_are_the_slopes_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "DROPOUT", 0.0)
    monkeypatch.setattr(batching, "WORD_DROPOUT", 0.0)
    rng = np.random.default_rng(0)
    model = fresh_model(made_up(), rng)
    batch = next(batches(model, made_up(), rng, vary=False))
    _, into, _ = gradients_of(model, batch, np.random.default_rng(1))
    for name in ("conv0", "ask2", "give5", "pair", "child", "below", "label", "gain3", "tag", "start"):
        value = model.params[name]
        at = np.unravel_index(np.abs(into[name]).argmax(), value.shape)
        slope = _slope(model, batch, value, at)
        assert slope == pytest.approx(float(into[name][at]), rel=0.08, abs=2e-4), name


def _slope(model: Model, batch: Batch, value: np.ndarray, at: tuple[np.intp, ...]) -> float:
    kept, step = value[at], np.float32(0.01)
    losses = []
    for moved in (kept + step, kept - step):
        value[at] = moved
        losses.append(gradients_of(model, batch, np.random.default_rng(1))[0])
    value[at] = kept
    return (losses[0] - losses[1]) / float(2 * step)


def test_a_few_epochs_learn_a_tiny_grammar_and_the_file_keeps_it(tmp_path: Path) -> None:
    losses: list[float] = []
    model = fit(made_up(), epochs=30, rate=0.01, report=lambda epoch, loss, model: losses.append(loss))
    assert losses[-1] < losses[0] / 4
    save(model, tmp_path / "model.npz")
    again = parser_model(tmp_path / "model.npz")
    assert (again.tags, again.labels, again.vocabulary.names) == (
        model.tags,
        model.labels,
        model.vocabulary.names,
    )
    worst = np.abs(again.params["embedding"] - model.params["embedding"]).max()
    assert worst < np.abs(model.params["embedding"]).max() / 100


def test_the_same_seed_gives_the_same_weights() -> None:
    one, other = (fit(made_up(), epochs=1, seed=3) for _ in range(2))
    assert all(np.array_equal(one.params[name], other.params[name]) for name in one.params)


def test_padding_changes_nothing() -> None:
    model = fresh_model(made_up(), np.random.default_rng(0))
    words = np.random.default_rng(1).standard_normal((1, 4, fitting.WIDTH)).astype(np.float32)
    padded = np.concatenate([words, np.zeros((1, 3, fitting.WIDTH), np.float32)], axis=1)
    short = encode(model.params, words, np.ones((1, 4, 1), np.float32))
    mask = np.array([1, 1, 1, 1, 0, 0, 0], np.float32).reshape(1, 7, 1)
    long = encode(model.params, padded, mask, trace=Trace())
    assert np.allclose(short, long[:, :4], atol=1e-5)
    arcs = arc_scores(model.params, long)[:, :4, :5]
    assert np.allclose(arc_scores(model.params, short), arcs, atol=1e-4)
    heads = np.zeros((1, 4), np.int64)
    assert label_scores(model.params, short, heads).shape == (1, 4, len(model.labels))


def test_the_command_writes_a_file_and_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be used"):
        call_command("train_splitter", data=tmp_path, output=tmp_path / "out.npz")
    for name in TREEBANKS:
        lines = [json.dumps({**RECORD, "doc": f"{name} {at}"}) for at in range(21)]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    call_command("train_splitter", data=tmp_path, output=tmp_path / "out.npz", epochs=1)
    assert parser_model(tmp_path / "out.npz").tags
