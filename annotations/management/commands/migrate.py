"""Django's `migrate`, without the checks of triggers: it is what puts a missing or outdated trigger back."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    def check(self, *args: Any, **options: Any) -> None:
        """All checks but those of the database, which hold only for the schema that this command leaves behind."""
        super().check(*args, **(options | {"databases": None}))
