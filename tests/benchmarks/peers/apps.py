"""Owns the application's name and the registration of its model with the library that asks for it."""

from __future__ import annotations

from django.apps import AppConfig

from tests.benchmarks.peers.libraries import PRESENT


class Peers(AppConfig):
    name = "tests.benchmarks.peers"
    label = "peers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if "auditlog" in PRESENT:
            from auditlog.registry import auditlog

            auditlog.register(self.get_model("Auditlog"))
