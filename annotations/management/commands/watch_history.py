"""Mails owners and operators what reached the database outside factcheck since the last run. Meant for a schedule."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from annotations.models import Project
from annotations.services.history_watch import watch_history


class Command(BaseCommand):
    help = "Mail the owners of each project, once, what was written to the database outside factcheck."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = watch_history(address_of=address_of)
        self.stdout.write(f"{sent.alerts} digests in {sent.mails} mails.")
        for trouble in sent.troubles:
            self.stderr.write(self.style.WARNING(trouble))
        if sent.troubles:
            raise CommandError("Not everybody could be told. The next run tries again.")


def address_of(project: Project | None) -> str:
    path = reverse("site_outside") if project is None else reverse("project_outside", args=[project.slug])
    base: str = settings.PUBLIC_BASE_URL
    return base.rstrip("/") + path
