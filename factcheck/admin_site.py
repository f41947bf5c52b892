"""Owns the admin site's name. Apart from annotations.admin, whose registrations need a finished site to go to."""

from __future__ import annotations

from django.contrib import admin


class FactcheckAdminSite(admin.AdminSite):
    site_header = "factcheck administration"
    site_title = "factcheck"
    index_title = "Everything that is stored"
