"""Owns what every form that changes a stored row has: the version it was made from, and how a refusal or somebody
else's change is shown beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from annotations.models.versioned import Versioned
from annotations.services.rows import Stale


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

    @property
    def is_changed_by_me(self) -> bool:
        return self.was != self.mine


class ServiceForm(forms.Form):
    """A form whose values a service takes or refuses."""

    def refuse(self, error: ValidationError) -> None:
        """Put a service's refusal beside the fields it names; what the form shows no field for goes on top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            is_shown = (
                name in self.fields and name != NON_FIELD_ERRORS and not self.fields[name].widget.is_hidden
            )
            self.add_error(name if is_shown else None, problems)


class RowForm(ServiceForm):
    """A change of one row. `compared` are the fields that two people may both change.

    Compared fields carry the value they started from in a hidden twin, so that a conflict shows all three.
    """

    compared: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, data: Any = None, **options: Any) -> None:
        self.differences: list[Difference] = []
        self.is_stale = False
        super().__init__(data, **options)
        for name in self.compared:
            self.fields[name].show_hidden_initial = True

    @classmethod
    def of_row(cls, row: Versioned) -> Self:
        """The form as it is before anything is typed."""
        return cls(initial={name: getattr(row, name) for name in (*cls.compared, "version")})

    def changes_to(self, row: Versioned) -> dict[str, Any]:
        """The compared values that are not the row's."""
        given = {name: self.cleaned_data[name] for name in self.compared}
        return {name: value for name, value in given.items() if value != getattr(row, name)}

    def point_out(self, name: str = "") -> None:
        """The page opens with the focus in the first field that is wrong, else in the named one."""
        wrong = next((each for each in self.fields if each in self.errors), name)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True

    @property
    def base(self) -> int | None:
        """The version of the row as it was seen, None for none."""
        value: int | None = self.cleaned_data["version"]
        return value

    def stored(self, row: Any, name: str) -> str:
        """What the row holds for a field, as the form would send it."""
        value = getattr(row, name)
        return "" if value is None else str(value)

    def meet(self, current: Versioned) -> None:
        """Somebody else changed the row: show what it was, what they made of it, what was typed; then it may be
        saved anew. A field that was left alone here follows them."""
        data = dict(self.data.items())
        self.is_stale = True
        self.differences = []
        for name in self.compared:
            twin = f"initial-{name}"
            difference = self._difference(name, data.get(twin, ""), self.stored(current, name))
            self.differences.append(difference)
            if twin in data and not difference.is_changed_by_me:
                data[name] = difference.their_value
            data[twin] = difference.their_value
        data["version"] = str(current.version)
        self.data = data

    def _difference(self, name: str, was: str, theirs: str) -> Difference:
        mine = self._typed(name)
        return Difference(
            name=name,
            label=str(self.fields[name].label or name),
            was=self._words(name, was),
            theirs=self._words(name, theirs),
            mine=self._words(name, mine),
            their_value=theirs,
            my_value=mine,
        )

    @property
    def is_untouched_by_them(self) -> bool:
        """Whether the other change left alone everything that this form compares."""
        return bool(self.compared) and not any(d.is_changed_by_them for d in self.differences)

    def _typed(self, name: str) -> str:
        """What was sent for a field; of a box to tick, which sends nothing when it is empty, True or False."""
        if isinstance(self.fields[name], forms.BooleanField):
            return str(bool(self[name].data))
        return str(self.data.get(name, ""))

    def _words(self, name: str, value: str) -> str:
        value = value.replace("\r\n", "\n")
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return _("yes") if value == "True" else _("no")
        if value and isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return value


def refusal_of(form: RowForm, work: Callable[[], object]) -> HTTPStatus | None:
    """Do the work of a service. The status of its refusal, which is put into the form; None when it is done."""
    try:
        work()
    except Stale as stale:
        form.meet(stale.current)
        return HTTPStatus.CONFLICT
    except ValidationError as error:
        form.refuse(error)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except PermissionDenied as denied:
        form.add_error(None, str(denied))
        return HTTPStatus.FORBIDDEN
    return None
