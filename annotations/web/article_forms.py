"""Owns what is asked of a person about an article. Checks shape only; what may be stored the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.ingest.document import (
    BYLINE_LIMIT,
    LANGUAGE_LIMIT,
    PUBLISHER_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
)
from annotations.models.fields import (
    refuse_invisible,
    refuse_line_breaks,
    refuse_unsafe_address,
    refuse_unstorable,
)

LINE = [refuse_unstorable, refuse_line_breaks, refuse_invisible]


class Line(forms.CharField):
    """A single line; what cannot be stored is said in the product's words, not in Django's."""

    def __init__(self, *validators: Any, **options: Any) -> None:
        super().__init__(**options)
        lengths = [check for check in self.validators if hasattr(check, "limit_value")]
        self.validators = [*lengths, *(validators or LINE)]


class WholeText(forms.Field):
    """A text of any length, exactly as it was typed."""

    widget = forms.Textarea


class DetailsForm(forms.Form):
    """What is known about an article beside its text."""

    title = Line(label=_("Title"), max_length=TITLE_LIMIT)
    published_on = forms.DateField(
        label=_("Date of publication"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Write it like 2026-03-21.")},
    )
    url = Line(
        refuse_unstorable,
        refuse_unsafe_address,
        label=_("Address"),
        required=False,
        max_length=URL_LIMIT,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    publisher = Line(label=_("Publisher"), required=False, max_length=PUBLISHER_LIMIT)
    byline = Line(label=_("Byline"), required=False, max_length=BYLINE_LIMIT)
    language = Line(
        label=_("Language"),
        required=False,
        max_length=LANGUAGE_LIMIT,
        help_text=_("A language tag, such as en or zh-Hant."),
    )

    def blame(self, error: ValidationError) -> None:
        """Put a service's refusal beside the fields it names, and what names none of these above the form."""
        named = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, refusals in named.items():
            self.add_error(name if name in self.fields else None, refusals)


class ChangeForm(DetailsForm):
    """`version` is that of the article as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)
    reason = Line(label=_("Why"), required=False, max_length=300, help_text=_("Kept in the history."))


class PasteForm(DetailsForm):
    text = WholeText(
        label=_("Text"),
        help_text=_(
            "The whole article, as it was published. Its words are kept; a date line above it is only read."
        ),
        error_messages={"required": _("Paste the text of the article.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is found in the text.")
        self.fields["published_on"].help_text = _("Left empty, it is found in the text if it stands there.")
        self.fields["text"].widget.attrs |= {"rows": 12, "dir": "auto", "class": "reading"}


class FileList(forms.FileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Names the files; they are read one by one, so that a bad one never stops the others."""

    uploads = forms.Field(
        label=_("Files"),
        widget=FileList(attrs={"multiple": True}),
        error_messages={"required": _("Choose at least one file.")},
    )
