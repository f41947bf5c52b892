"""Owns logging in. Says nothing about which accounts exist."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.services.logging_in import PAUSED, is_paused


class LoginForm(AuthenticationForm):
    """One message for every reason why a login fails."""

    error_messages = {
        "invalid_login": _("No account has this name and password. Both are case-sensitive."),
        "inactive": _("No account has this name and password. Both are case-sensitive."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].label = _("User name")
        self.fields["username"].error_messages["required"] = _("Type your user name.")
        self.fields["password"].error_messages["required"] = _("Type your password.")

    def get_invalid_login_error(self) -> ValidationError:
        if is_paused(self.request, self.cleaned_data["username"]):
            return ValidationError(PAUSED, code="paused")
        return super().get_invalid_login_error()


class LoginView(views.LoginView):
    template_name = "annotations/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
