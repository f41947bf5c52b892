"""Owns the address by which another process finds the database that a test stands on."""

from __future__ import annotations

import os

from django.db.backends.base.base import BaseDatabaseWrapper


def database_address(connection: BaseDatabaseWrapper) -> str:
    """A value for DATABASE_URL."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    address, question, options = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{name}{question}{options}"
