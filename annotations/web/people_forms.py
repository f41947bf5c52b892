"""Owns what is asked of a person about their account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.models import ApiToken, User
from annotations.web.article_forms import Line

# Never shown again, wherever a form is.
SECRETS = frozenset({"password", "old", "new", "again"})


class TokenForm(forms.Form):
    name = Line(label=_("Name"), max_length=100, help_text=_("What it is for, so that you know it again."))
    scope = forms.ChoiceField(label=_("It may"), choices=ApiToken.Scope.choices)
    days = forms.ChoiceField(
        label=_("It expires"),
        required=False,
        initial="90",
        choices=[
            ("30", _("in 30 days")),
            ("90", _("in 90 days")),
            ("365", _("in a year")),
            ("", _("never")),
        ],
    )


class PasswordForm(forms.Form):
    """The rules for a new password are the service's."""

    old = forms.CharField(
        label=_("Your password now"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=1_000,
        help_text=_("At least 12 characters, and no common password."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    revokes_tokens = forms.BooleanField(
        label=_("Also revoke my API tokens"),
        required=False,
        initial=True,
        help_text=_("If somebody else may know your password, they may have made a token with it."),
    )

    def __init__(self, person: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise ValidationError(_("This is not your password."))
        return old

    def clean(self) -> None:
        if self.cleaned_data.get("new") != self.cleaned_data.get("again") and "again" in self.cleaned_data:
            self.add_error("again", _("The two new passwords are not the same."))
