"""Owns reading the values that a gesture left, and quoting and counting them for a sentence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from annotations.models import Change
from annotations.selectors.timeline.window import Gesture
from annotations.selectors.timeline.words import model_of

QUOTED_LENGTH = 120
# Kinds of rows that a very large gesture is summed up by; the rest is "more".
COUNTED_KINDS = 4


def quoted(text: str) -> str:
    """The text in quotation marks, on one line, shortened where it is long.

    In a sentence from the right it stands apart by FSI and PDI (Unicode Standard Annex 9, section 2.4).
    """
    text = " ".join(str(text)[: 8 * QUOTED_LENGTH].split())
    text = text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1].rstrip() + "…"
    return f"“\u2068{text}\u2069”" if get_language_bidi() else f"“{text}”"


def counted(gesture: Gesture) -> str:
    """For instance `60 claims added, 1 article changed`."""
    operations = dict(Change.Operation.choices)
    told = [
        _("%(number)s %(noun)s %(operation)s")
        % {
            "number": number,
            "noun": _noun(entity, number),
            "operation": operations.get(operation, operation),
        }
        for (entity, operation), number in sorted(gesture.counts.items(), key=lambda item: -item[1])
    ]
    if len(told) > COUNTED_KINDS + 1:
        told[COUNTED_KINDS:] = [_("and more")]
    return ", ".join(told)


def _noun(entity: str, number: int) -> str:
    model = model_of(entity)
    if model is None:
        return entity
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def main_values(gesture: Gesture, entity: str) -> dict[str, Any]:
    """The values of the first Change of a kind of row; a changed value is a list of old and new."""
    changes = gesture.of(entity)
    return changes[0].values if changes else {}


def changed_rows(gesture: Gesture, entity: str) -> int:
    """How many Changes of rows of this kind the gesture made."""
    return gesture.counts.get((entity, Change.Operation.UPDATE), 0)


def new_value(value: Any) -> Any:
    return value[-1] if isinstance(value, list) and value else value


def is_cleared(value: Any) -> bool:
    return isinstance(value, list) and value[0] is not None and value[1] is None
