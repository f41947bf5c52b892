"""Owns the admin site's name and door. Apart from annotations.admin, whose registrations need a finished site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.services.logging_in import PAUSED, is_paused


class StaffLogin(AdminAuthenticationForm):
    """Says when the account's name was guessed at too often."""

    def get_invalid_login_error(self) -> ValidationError:
        if is_paused(self.request, self.cleaned_data["username"]):
            return ValidationError(PAUSED, code="paused")
        return super().get_invalid_login_error()


class FactcheckAdminSite(admin.AdminSite):
    site_header = _("factcheck administration")
    login_form = StaffLogin
    site_title = "factcheck"
    index_title = _("Everything that is stored")

    def password_change(  # type: ignore[override]  # a redirect is an answer too
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One's own password is changed on the account page, by the service that records it."""
        return HttpResponseRedirect(reverse("account"))
