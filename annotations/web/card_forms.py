"""Owns what every form on a claim's card has: the version it was made from, a key against doing it twice, and how
a refusal or somebody else's change is shown beside what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy

from annotations.models.fields import refuse_unsafe_address
from annotations.models.versioned import Versioned


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a form that somebody else changed meanwhile, in words to show; the values as the form sends them."""

    name: str
    label: str
    was: str
    theirs: str
    mine: str
    their_value: str
    my_value: str

    @property
    def is_changed_by_them(self) -> bool:
        return self.was != self.theirs


class CardForm(forms.Form):
    """A gesture on a claim. `name` is the stem of its ids; `compared` the fields that two people may both change.

    Compared fields carry the value they started from in a hidden twin, so that a conflict shows all three.
    """

    name: ClassVar[str] = "gesture"
    compared: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.RegexField("^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    then = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, ident: str = "", **options: Any) -> None:
        options["initial"] = {"key": uuid4().hex} | options.get("initial", {})
        self.ident = f"{self.name}-{ident}" if ident else self.name
        self.differences: list[Difference] = []
        self.is_stale = False
        super().__init__(data, auto_id=f"{self.ident}-%s", label_suffix="", **options)
        for name in self.compared:
            self.fields[name].show_hidden_initial = True

    @property
    def base(self) -> int | None:
        """The version of the row as it was seen, None for none."""
        value: int | None = self.cleaned_data["version"]
        return value

    @property
    def goes_on(self) -> bool:
        """Whether the next waiting claim is asked for after this gesture."""
        return bool(self.cleaned_data["then"])

    def stored(self, row: Any, name: str) -> str:
        """What the row holds for a field, as the form would send it."""
        value = getattr(row, name)
        return "" if value is None else str(value)

    def meet(self, current: Versioned) -> None:
        """Somebody else changed the row: show what it was, what they made of it, what was typed; then it may be
        saved anew."""
        data = dict(self.data.items())
        self.is_stale = True
        self.differences = []
        for name in self.compared:
            theirs = self.stored(current, name)
            was, mine = data.get(f"initial-{name}", ""), data.get(name, "")
            self.differences.append(
                Difference(
                    name=name,
                    label=str(self.fields[name].label or name),
                    was=self._words(name, was),
                    theirs=self._words(name, theirs),
                    mine=self._words(name, mine),
                    their_value=theirs,
                    my_value=mine,
                )
            )
            data[f"initial-{name}"] = theirs
        data["version"] = str(current.version)
        self.data = data

    @property
    def is_untouched_by_them(self) -> bool:
        """Whether the other change left alone everything that this form compares."""
        return bool(self.compared) and not any(d.is_changed_by_them for d in self.differences)

    def refuse(self, error: ValidationError) -> None:
        """Put a service's refusal beside the fields it names; what the form lacks a field for goes on top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            shown = (
                name in self.fields and name != NON_FIELD_ERRORS and not self.fields[name].widget.is_hidden
            )
            self.add_error(name if shown else None, problems)

    def _words(self, name: str, value: str) -> str:
        value = value.replace("\r\n", "\n")
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            found = (
                field.queryset.filter(**{field.to_field_name or "pk": value}).first()
                if field.queryset
                else None
            )
            return str(found or value)
        if value and isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return value


class ButtonForm(CardForm):
    """A gesture that needs no more than a button."""


def prose(
    label: Any, *, rows: int, required: bool = True, limit: int, help_text: Any = "", **attributes: Any
) -> forms.CharField:
    """A field for text of several lines, kept exactly as it is typed."""
    return forms.CharField(
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
