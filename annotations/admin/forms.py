"""Owns the admin's forms: they carry the version that was seen, and show what a service refused. They store nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    Form = ModelForm[Any]
else:
    Form = ModelForm


class Refusal(Exception):  # noqa: N818  # it carries an error, and is none of its own
    """A service's refusal of one form of the page; the main form has no prefix."""

    def __init__(self, error: ValidationError, prefix: str = "") -> None:
        super().__init__(prefix)
        self.error = error
        self.prefix = prefix


class GesturesForm(ActionForm):
    """Beside the list of gestures on selected rows: why it is done."""

    reason = forms.CharField(
        required=False, max_length=1_000, label=_("Why:"), widget=forms.TextInput(attrs={"size": 30})
    )


def reason_in(request: HttpRequest) -> str:
    """What was typed beside the list of gestures, on one line and no longer than a reason is."""
    return " ".join(request.POST.get("reason", "").replace("\x00", "").split())[:1_000]


class ServiceForm(Form):
    """`refusal` is what a service said to an earlier try with the same data, and to which form of the page."""

    refusal: Refusal | None = None
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=1_000,
        label=_("Why"),
        help_text=_("Kept in the history."),
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seen_version"].initial = getattr(self.instance, "version", None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None and self.refusal.prefix == (self.prefix or ""):
            for field, messages in _by_field(self.refusal.error).items():
                self.add_error(field if field in self.fields else None, messages)
        return cleaned

    def _post_clean(self) -> None:
        """Field checks only: the service checks the row as it is then, under its lock."""


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return {field: [*error.messages] for field, error in _errors(refusal).items()}
    return {NON_FIELD_ERRORS: [*refusal.messages]}


def _errors(refusal: ValidationError) -> dict[str, ValidationError]:
    return {field: ValidationError(errors) for field, errors in refusal.error_dict.items()}
