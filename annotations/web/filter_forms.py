"""Owns what the filters of every list have in common: fields an address fills, and chips that take one off again.

An unknown value is said and filters nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

ReadAddress = Callable[[QueryDict], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set: the field's label and what it asks for; `address` is the query string without it.

    `count` is how many there would be without it, where somebody counted.
    """

    name: str
    label: str
    value: str
    address: str
    count: int | None = None


class Day(forms.DateField):
    """A day as an address writes it, ISO 8601."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **options)


class FilterForm(forms.Form):
    """`FOLDED` names the fields that are folded away until one is used."""

    FOLDED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")

    def _choose(self, name: str, nothing: Any, choices: Iterable[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", nothing), *choices]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """What is set shows as chips; the fields themselves are there when one was not understood."""
        return any(field.errors for field in self.more)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The label of every field that was not understood, and why."""
        return [(str(self[name].label), " ".join(map(str, errors))) for name, errors in self.errors.items()]

    def chips(self, asked: QueryDict, address_of: ReadAddress) -> list[Chip]:
        """The filters that are set, in the order of the fields. What was not understood filters nothing."""
        self.is_valid()
        given = [(name, self.cleaned_data.get(name)) for name in self.fields]
        return [
            Chip(name, str(self[name].label), self._shown(name, value), without(asked, name, address_of))
            for name, value in given
            if value is not None and value != ""
        ]

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return date_format(value)
        choices: Sequence[tuple[Any, Any]] = getattr(self.fields[name], "choices", ())
        return str(next((label for known, label in choices if known == value), value))


def without(asked: QueryDict, name: str, address_of: ReadAddress) -> str:
    """The query string of the address that asks for everything but this."""
    rest = asked.copy()
    rest.pop(name, None)
    return address_of(rest)


def plausible(day: date | None) -> date | None:
    """A day near the calendar's ends cannot be turned into a moment of another time zone."""
    return day if day and 1 < day.year < 9999 else None
