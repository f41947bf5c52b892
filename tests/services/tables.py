"""Owns reading audited tables whole, to tell whether two states are the same: no version numbers, no mere records."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from annotations.models.audit import AUDITED

# What was taken back stays on record, whatever is taken back.
RECORDS = {"annotations_reversal"}


def tables() -> dict[str, dict[int, dict[str, Any]]]:
    """Table -> id -> column -> value. Versions only grow, so they are left out."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {
        table: {
            row["id"]: {name: value for name, value in row.items() if name != "version"}
            for row in models[table]._default_manager.values()
        }
        for table in AUDITED
        if table not in RECORDS
    }
