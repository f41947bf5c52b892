"""Owns what is asked of a person about an article. Checks shape only; what may be stored the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
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
from annotations.web.card_forms import day
from annotations.web.row_forms import RowForm, ServiceForm

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


class DetailsForm(ServiceForm):
    """What is known about an article beside its text."""

    title = Line(label=_("Title"), max_length=TITLE_LIMIT)
    published_on = day(_("Date of publication"))
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


class ChangeForm(RowForm, DetailsForm):
    compared = ("title", "published_on", "url", "publisher", "byline", "language")

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
