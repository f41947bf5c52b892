"""Owns the forms for what hangs on a claim: tags, and who is asked to review it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Project, User
from annotations.models.fields import refuse_unstorable
from annotations.policy import reviewers_of
from annotations.web.card_forms import CardForm, line


def tag_line(*, required: bool = False) -> forms.CharField:
    """A field for names of tags."""
    completing = {"autocomplete": "off", "data-completes": "tags"}
    return line(gettext_lazy("Tags, with commas between"), limit=400, required=required, **completing)


class TagForm(CardForm):
    name = "tags"

    tags = tag_line(required=True)


class AssignForm(CardForm):
    """Somebody who may review, by user name."""

    name = "assign"

    person = line(
        gettext_lazy("Who reviews it"),
        limit=150,
        required=True,
        **{"autocomplete": "off", "data-completes": "people", "placeholder": gettext_lazy("user name")},
    )

    def __init__(self, data: Any = None, *, project: Project, **options: Any) -> None:
        super().__init__(data, **options)
        self.project = project

    def clean_person(self) -> User:
        name = self.cleaned_data["person"].strip().removeprefix("@")
        refuse_unstorable(name)
        found = reviewers_of(self.project).filter(username=name).first()
        if found is None:
            raise ValidationError(_("Nobody of this name may review in the project."))
        return found
