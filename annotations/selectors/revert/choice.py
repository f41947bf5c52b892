"""Answers how single Changes are told where some of them are chosen to be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotations.models import Change
from annotations.selectors.revert.steps import REVERTIBLE
from annotations.selectors.timeline.entry import FieldChange
from annotations.selectors.timeline.parts import parts_of
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import Words, model_of


@dataclass(frozen=True, slots=True)
class Choice:
    """One Change: what kind of row, which one, what was done to it (`I`, `U`, `D`), its values before and after."""

    id: int
    kind: str
    name: str
    operation: str
    values: tuple[FieldChange, ...]
    can_go_back: bool


def choices_among(changes: Iterable[Change]) -> list[Choice]:
    """In the order in which they were made."""
    changes = list(changes)
    words = Words.of([Gesture(None, 0, changes=changes)])
    return [_choice(change, words) for change in changes]


def _choice(change: Change, words: Words) -> Choice:
    model = model_of(change.entity)
    kind = str(model._meta.verbose_name) if model else change.entity
    label = words.label(change.entity, change.row_id)
    return Choice(
        id=change.pk,
        kind=kind,
        name="" if label == f"{kind} {change.row_id}" else label,
        operation=change.operation,
        values=parts_of([change], words),
        can_go_back=change.entity in REVERTIBLE and change.operation in {"I", "U", "D"},
    )
