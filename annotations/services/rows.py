"""Owns how a row is locked, checked and stored. Knows no particular row."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from annotations.models.versioned import Versioned

Row = TypeVar("Row", bound=models.Model)
VersionedRow = TypeVar("VersionedRow", bound=Versioned)


class Stale(Exception):  # noqa: N818  # what the row is, as Django names DoesNotExist
    """Somebody else changed the row meanwhile. `current` is the row as it is now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(_("Somebody else changed this meanwhile."))
        self.current = current


def locked(row: VersionedRow, version: int | None) -> VersionedRow:
    """The row as it is now, held until the transaction ends. Raises Stale when its version is another one.

    None for the version skips the comparison: for gestures that do not depend on what was seen.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and current.version != version:
        raise Stale(current)
    return current


def changed(row: VersionedRow, **values: Any) -> VersionedRow:
    """Set the values, check the row, store it as the next version."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    return stored(row)


def stored(row: Row) -> Row:
    """Check the row against its fields and constraints and store it. Raises ValidationError, field by field."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    row.clean_fields(exclude=relations)
    row.clean()
    row.validate_constraints()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        # Two at once: the constraint saw what the check before it could not.
        clash = _("This clashes with something that was stored at the same moment. Try again.")
        raise ValidationError({NON_FIELD_ERRORS: [clash]}) from error
    return row


def refuse(field: str, message: str, code: str = "refused") -> ValidationError:
    """A ValidationError beside one field, to be raised."""
    return ValidationError({field: [ValidationError(message, code=code)]})
