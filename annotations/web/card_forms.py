"""Owns what every form on a claim's card has beyond a row's: a key against doing it twice, and where to go on to;
and the fields that forms are made of."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from annotations.models.fields import refuse_unsafe_address
from annotations.web.row_forms import RowForm


class CardForm(RowForm):
    """A gesture on a claim. `name` is the stem of its ids."""

    name: ClassVar[str] = "gesture"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.RegexField("^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    then = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, ident: str = "", **options: Any) -> None:
        options["initial"] = {"key": uuid4().hex} | options.get("initial", {})
        self.ident = f"{self.name}-{ident}" if ident else self.name
        super().__init__(data, auto_id=f"{self.ident}-%s", label_suffix="", **options)

    @property
    def goes_on(self) -> bool:
        """Whether the next waiting claim is asked for after this gesture."""
        return bool(self.cleaned_data["then"])


class ButtonForm(CardForm):
    """A gesture that needs no more than a button."""


class Prose(forms.CharField):
    """Text of several lines, exactly as it is typed; a browser sends their ends as two characters."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def prose(
    label: Any, *, rows: int, required: bool = True, limit: int, help_text: Any = "", **attributes: Any
) -> forms.CharField:
    """A field for text of several lines."""
    return Prose(
        label=label,
        required=required,
        max_length=limit,
        help_text=help_text,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"} | attributes),
        error_messages={"required": gettext_lazy("Write something here.")},
    )


def line(
    label: Any, *, limit: int, required: bool = False, help_text: Any = "", **attributes: Any
) -> forms.CharField:
    """A field for a single line."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=limit,
        help_text=help_text,
        widget=forms.TextInput(attrs={"dir": "auto"} | attributes),
        error_messages={"required": gettext_lazy("Fill this in.")},
    )


def address(label: Any, *, required: bool = False) -> forms.CharField:
    """A field for a web address, refused here already when it is none, so that all mistakes are shown at once."""
    field = line(label, limit=2_000, required=required, inputmode="url", placeholder="https://")
    field.validators.append(refuse_unsafe_address)
    return field


def day(label: Any, *, help_text: Any = "") -> forms.DateField:
    """A field for a date."""
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("This is not a date. Write it like 2026-03-21.")},
    )


def why(label: Any, *, required: bool = False) -> forms.CharField:
    """A field for why something is done, for the history."""
    field = line(label, limit=500, required=required)
    field.error_messages["required"] = gettext_lazy("Say why.")
    return field


class WithdrawalForm(CardForm):
    """Taking back what one gave, which is never done without saying why."""

    name = "withdrawal"

    reason = why(gettext_lazy("Why it is withdrawn"), required=True)
