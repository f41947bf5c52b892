"""Owns keeping the triggers alive through schema changes: SQLite's table remake drops them, new tables lack them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from annotations.history.log_tables import CONTEXT_TABLE, LOG_TABLES
from annotations.history.migrating import attributed

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor as Editor
else:
    Editor = object


class TriggerKeeping(Editor):
    """Mixed into both engines' schema editors: after each operation the touched table's triggers are remade.

    What the migration writes is attributed to it.
    """

    def __enter__(self) -> Any:
        editor = super().__enter__()
        self._attributed = attributed(self.connection)
        self._attributed.__enter__()
        return editor

    def __exit__(self, kind: Any, value: Any, traceback: Any) -> None:
        self._attributed.__exit__(kind, value, traceback)
        super().__exit__(kind, value, traceback)

    def create_model(self, model: type[models.Model]) -> None:
        super().create_model(model)
        self._remake(model._meta.db_table)

    def add_field(self, model: type[models.Model], field: models.Field[Any, Any]) -> None:
        self._drop(model._meta.db_table)
        super().add_field(model, field)
        self._remake(model._meta.db_table)

    def remove_field(self, model: type[models.Model], field: models.Field[Any, Any]) -> None:
        self._drop(model._meta.db_table)
        super().remove_field(model, field)
        self._remake(model._meta.db_table)

    def alter_field(
        self,
        model: type[models.Model],
        old_field: models.Field[Any, Any],
        new_field: models.Field[Any, Any],
        strict: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        self._drop(model._meta.db_table)
        super().alter_field(model, old_field, new_field, strict)
        self._remake(model._meta.db_table)

    def alter_db_table(self, model: type[models.Model], old_db_table: str, new_db_table: str) -> None:
        self._drop(old_db_table)
        super().alter_db_table(model, old_db_table, new_db_table)
        self._remake(new_db_table)

    def add_constraint(self, model: type[models.Model], constraint: models.BaseConstraint) -> None:
        self._drop(model._meta.db_table)
        super().add_constraint(model, constraint)
        self._remake(model._meta.db_table)

    def remove_constraint(self, model: type[models.Model], constraint: models.BaseConstraint) -> None:
        self._drop(model._meta.db_table)
        super().remove_constraint(model, constraint)
        self._remake(model._meta.db_table)

    def alter_unique_together(self, model: type[models.Model], *togethers: Any) -> None:
        self._drop(model._meta.db_table)
        super().alter_unique_together(model, *togethers)
        self._remake(model._meta.db_table)

    def _remake_table(self, model: type[models.Model], *arguments: Any, **options: Any) -> None:
        """SQLite's way to alter: a new table in place of the old one, also for tables that point at an altered one."""
        self._drop(model._meta.db_table)
        super()._remake_table(model, *arguments, **options)  # type: ignore[misc]
        self._remake(model._meta.db_table)

    def _drop(self, table: str) -> None:
        """Drop the triggers on the table and those that name it: SQLite renames no table while one dangles."""
        if self.connection.vendor != "sqlite":
            return
        named_by_others = table in {*LOG_TABLES, CONTEXT_TABLE}
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (tbl_name = %s OR %s AND instr(sql, %s))"
                " AND (name LIKE 'history\\_%%' ESCAPE '\\' OR name LIKE 'keep\\_%%' ESCAPE '\\'"
                " OR name LIKE 'find\\_%%' ESCAPE '\\')",
                [table, named_by_others, table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')

    def _remake(self, table: str) -> None:
        from annotations.history import sqlite_search
        from annotations.history.installation import install

        if not self.collect_sql:
            install(self.connection, [table])
            if self.connection.vendor == "sqlite":
                sqlite_search.remake_triggers(self.connection, [table])
