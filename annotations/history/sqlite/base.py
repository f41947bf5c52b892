"""The database engine named in the settings. Django asks for this file name."""

from __future__ import annotations

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

from annotations.history.schema_editing import TriggerKeeping


class SchemaEditor(TriggerKeeping, DatabaseSchemaEditor):
    """SQLite's own, with the triggers remade after each operation."""


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
