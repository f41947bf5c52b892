"""Loads the seeds, and keeps the passwords of the two demo logins in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from annotations.models import User
from seeds.loading import load, logins


class Command(BaseCommand):
    help = (
        "Load the demo desk: a rating scale, three articles under review, two logins. Twice changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        passwords = {
            table["username"]: secrets.token_urlsafe(12)
            for table in logins()
            if not User.objects.filter(username=table["username"]).exists()
        }
        added = load(passwords)
        if passwords:
            _keep(settings.DATA_DIR / "demo-logins.txt", passwords)
        self.stdout.write(f"{len(added)} articles loaded." if added else "Nothing to load: the seeds are in.")


def _keep(path: Path, passwords: dict[str, str]) -> None:
    """Readable by the person who runs the server and by nobody else."""
    lines = [
        f"{table['role']}: {table['username']} / {passwords[table['username']]}\n"
        for table in logins()
        if table["username"] in passwords
    ]
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
