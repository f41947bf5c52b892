"""Fitting a check-worthiness scorer to somebody's own data, and using it by naming its file."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from annotations.splitting.proposal import Kind
from annotations.splitting.training.descent import minimum
from annotations.splitting.training.worthiness_training import fitted, statements, train
from annotations.splitting.worthiness import MODEL_VARIABLE, worthiness
from annotations.splitting.worthiness_model import worthiness_model

TOWNS = ("Vik", "Bergen", "Lom", "Hamar", "Moss", "Odda", "Alta", "Skien")
WORTHY = [f"In {town} the fire injured {count} people." for town in TOWNS for count in (3, 14, 250)]
UNWORTHY = [f"I {verb} that {town} is lovely." for town in TOWNS for verb in ("think", "hope", "feel")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    pairs = [pair for one, other in zip(WORTHY, UNWORTHY, strict=True) for pair in ((one, 1), (other, 0))]
    lines = [json.dumps({"text": text, "label": label}) for text, label in pairs]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_fitted_model_tells_the_classes_apart_and_survives_its_file(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    train(data, output=file)
    model = worthiness_model(file)
    assert model.odds("In Tromso the fire injured 40 people.") > 0
    assert model.odds("I think that Tromso is lovely.") < 0


def test_the_command_fits_a_scorer_to_a_file(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    call_command("train_splitter", data=data, output=file, stdout=StringIO())
    assert worthiness_model(file).odds("In Tromso the fire injured 40 people.") > 0


def test_the_command_asks_where_to_write_a_scorer(data: Path) -> None:
    with pytest.raises(CommandError, match="--output"):
        call_command("train_splitter", data=data)


def test_the_same_data_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.npz", tmp_path / "two.npz"
    train(data, output=first)
    train(data, output=second)
    assert first.read_bytes() == second.read_bytes()


def test_the_score_is_the_models_when_its_file_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "model.npz"
    train(data, output=file)
    statement = "I think that 14 people are lovely."
    before = worthiness(statement, kind=Kind.OTHER)
    monkeypatch.setenv(MODEL_VARIABLE, str(file))
    after = worthiness(statement, kind=Kind.OTHER)
    assert after.score != before.score
    assert after.reasons == before.reasons


def test_the_matrix_and_the_model_agree_on_every_statement() -> None:
    texts = [*WORTHY, *UNWORTHY]
    data = statements(texts, [1.0] * len(WORTHY) + [0.0] * len(UNWORTHY))
    model = fitted(data)
    expected = [model.odds(text) for text in texts]
    assert np.allclose(data.odds(model), expected, atol=1e-3)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"text": "a"}',
        '{"text": 1, "label": 1}',
        '{"text": "a", "label": 2}',
        '{"text": "a", "label": 1}',
    ],
)
def test_data_of_another_shape_are_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        train(file, output=tmp_path / "model.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04K\x01."])
def test_a_file_that_is_no_model_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="is not a check-worthiness model"):
        worthiness_model(file)


def test_descent_finds_the_lowest_point_of_a_bowl() -> None:
    centre = np.array([3.0, -2.0, 0.5])
    steep = np.array([1.0, 50.0, 400.0])

    def bowl(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, np.ndarray]:
        away = point - centre
        return float((steep * away**2).sum() / 2), steep * away

    assert np.allclose(minimum(bowl, np.zeros(3), rounds=60), centre, atol=1e-3)
