"""Registers the app and the admin site with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = _("Fact-checking")

    def ready(self) -> None:
        from annotations.history import checks, installation, search_checks

        checks.register()
        installation.register()
        search_checks.register()


class AnnotationsAdminConfig(AdminConfig):
    default_site = "factcheck.admin_site.FactcheckAdminSite"
