"""Django's `migrate`, whose writes of rows are attributed, and without the checks of triggers: it puts them back."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from annotations.history.migrating import announce


class Command(migrate.Command):
    def check(self, *args: Any, **options: Any) -> None:
        """All checks but those of the database, which hold only for the schema that this command leaves behind."""
        super().check(*args, **(options | {"databases": None}))

    def handle(self, *args: Any, **options: Any) -> None:
        self.alias = options["database"]
        super().handle(*args, **options)

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:  # noqa: FBT001, FBT002
        """Told before and after each migration."""
        announce(connections[self.alias], migration if action in {"apply_start", "unapply_start"} else None)
        super().migration_progress_callback(action, migration, fake)
