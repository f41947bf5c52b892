"""How much a statement deserves a check, from 0 to 1, and why, as codes the UI can show.

Ranks, never hides. The weights below were set by hand from what can be looked up and what cannot; they were
fitted to no corpus. Where `FACTCHECK_WORTHINESS_FILE` names a model that `train_splitter` fitted to data its user
may use, the score is the model's; the reasons stay these.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.splitting.worthiness_features import signs
from annotations.splitting.worthiness_model import worthiness_model

if TYPE_CHECKING:
    from annotations.splitting.proposal import Kind


MODEL_VARIABLE = "FACTCHECK_WORTHINESS_FILE"


@dataclass(frozen=True, slots=True)
class Worthiness:
    """`score` from 0 to 1; `reasons` are short codes such as "number" or "opinion", weightiest first."""

    score: float
    reasons: tuple[str, ...]


_BIAS = -1.0
# What each sign adds to the log-odds, per unit of the sign.
_WEIGHTS: dict[str, float] = {
    "number": 0.9, "number_word": 0.5, "amount": 0.6, "money": 0.4, "year": 0.5, "date": 0.4, "span_of_time": 0.3,
    "ranking": 0.45, "superlative": 0.4, "comparison": 0.4, "cause": 0.3, "named_source": 0.4, "name": 0.3,
    "past": 0.4, "past_ending": 0.3, "present_state": 0.1, "public_record": 0.3, "death": 0.3, "third_person": 0.2,
    "long": 0.5, "short": -1.0,
    "verbless": -0.5, "question": -3.0, "prediction": -0.9, "obligation": -0.9, "opinion": -0.6,
    "flourish": -0.9, "first_person": -0.4, "we": 0.0, "second_person": -0.5, "courtesy": -1.0, "negation": 0.0,
    "condition": -0.4, "vague": -0.4, "imperative": -1.0,
}  # fmt: skip
_KINDS: dict[str, float] = {
    "quantity": 0.4, "ranking": 0.5, "comparison": 0.4, "causal": 0.2, "event": 0.3, "rule": 0.1, "position": 0.0,
    "time": 0.0, "place": 0.0, "quotation": -0.1, "prediction": -0.8, "opinion": -0.8, "other": -0.2,
}  # fmt: skip
# The code shown for a sign; signs without one are not shown.
_CODE_OF: dict[str, str] = {
    "number": "number", "number_word": "number", "amount": "number", "money": "number", "year": "date",
    "date": "date", "ranking": "ranking", "superlative": "ranking", "comparison": "comparison", "cause": "cause",
    "named_source": "named_source", "name": "name", "question": "question", "prediction": "prediction",
    "obligation": "opinion", "opinion": "opinion", "flourish": "flourish", "first_person": "first_person",
    "second_person": "second_person", "courtesy": "courtesy", "vague": "vague", "imperative": "request",
    "short": "short", "public_record": "public_record", "death": "casualties",
}  # fmt: skip
CODES = frozenset({*_CODE_OF.values(), "opinion", "prediction"})
# A figure can be checked however it is coloured: beside one, colour takes only this share of its weight.
_COLOUR = frozenset({"opinion", "flourish"})
_SOFTENED = 0.3
_LEAST = 0.3  # of the log-odds, to be worth a reason


def worthiness(statement: str, *, kind: Kind, context: str = "") -> Worthiness:
    """Rate one statement. `context` is the sentence it comes from. Never raises, whatever the text.

    Raises OSError or ValueError when `FACTCHECK_WORTHINESS_FILE` names no model.
    """
    if not any(character.isalnum() for character in statement):
        return Worthiness(0.0, ())
    found = signs(statement, context=context)
    soft = _SOFTENED if "number" in found else 1.0
    shares = {
        sign: _WEIGHTS[sign] * value * (soft if sign in _COLOUR else 1.0) for sign, value in found.items()
    }
    file = os.environ.get(MODEL_VARIABLE)
    if file:
        odds = worthiness_model(Path(file)).odds(statement, context=context)
    else:
        odds = _BIAS + _KINDS.get(kind, 0.0) * (soft if kind == "opinion" else 1.0) + sum(shares.values())
    return Worthiness(round(1 / (1 + math.exp(-odds)), 4), _reasons(shares, kind))


def _reasons(shares: dict[str, float], kind: str) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for sign, share in shares.items():
        if sign in _CODE_OF:
            weights[_CODE_OF[sign]] = weights.get(_CODE_OF[sign], 0.0) + share
    if kind in ("opinion", "prediction"):
        weights[str(kind)] = weights.get(kind, 0.0) + _KINDS[kind]
    ordered = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    return tuple(code for code, share in ordered if abs(share) >= _LEAST)
