"""Answers which single values of a gesture, and of what it changed, may be erased, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from annotations.models import Action, Change
from annotations.selectors.timeline.words import field_label, model_of
from annotations.text.erasing import ERASED

# What people type, by kind of row. Spans and ratings are no personal data.
OF_ROW: dict[str, frozenset[str]] = {
    "article": frozenset({"title", "publisher", "byline"}),
    "claim": frozenset({"statement", "claimant"}),
    "verdict": frozenset({"rationale"}),
    "source": frozenset({"title", "publisher"}),
    "citation": frozenset({"quote", "locator"}),
    "note": frozenset({"text"}),
    "ruling": frozenset({"summary"}),
}
# What of a gesture may be erased. Who did it goes with the account.
OF_ACTION = ("reason", "on_behalf_of", "client")


@dataclass(frozen=True, slots=True)
class Erasable:
    """One value. `change_id` is empty for what the gesture itself tells; `texts` are what it was and became."""

    change_id: int | None
    field: str
    what: str
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        """As a form names it: `action.reason`, `12.title`."""
        return f"{self.change_id or 'action'}.{self.field}"


def erasable_in(action: Action, changes: Iterable[Change]) -> list[Erasable]:
    """What the gesture tells first, then what its Changes hold, in their order."""
    names = {
        "reason": _("reason of the gesture"),
        "on_behalf_of": _("on whose behalf it was done"),
        "client": _("the program it was done with"),
    }
    found = [
        Erasable(None, field, names[field], (text,))
        for field in OF_ACTION
        if (text := getattr(action, field)) and text != ERASED
    ]
    for change in changes:
        found += [
            Erasable(change.pk, field, _what(change, field), texts)
            for field in sorted(OF_ROW.get(change.entity, ()))
            if (texts := texts_of(change, field))
        ]
    return found


def texts_of(change: Change, field: str) -> tuple[str, ...]:
    """What a Change holds of one field, old before new; empty where it holds nothing, or what it held was erased."""
    value = change.values.get(field)
    held = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for text in held if isinstance(text, str) and text and text != ERASED))


def _what(change: Change, field: str) -> str:
    model = model_of(change.entity)
    kind = str(model._meta.verbose_name) if model else change.entity
    named = {"kind": kind, "number": change.row_id, "field": field_label(change.entity, field)}
    return pgettext("a value in a list", "%(kind)s %(number)s, %(field)s") % named
