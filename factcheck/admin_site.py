"""Owns the admin site's name and door. Apart from annotations.admin, whose registrations need a finished site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class FactcheckAdminSite(admin.AdminSite):
    site_header = "factcheck administration"
    site_title = "factcheck"
    index_title = "Everything that is stored"

    def password_change(  # type: ignore[override]  # a redirect is an answer too
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One's own password is changed on the account page, by the service that records it."""
        return HttpResponseRedirect(reverse("account"))
