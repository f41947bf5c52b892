"""Every audited table on its own: a raw change of a row is recorded in it, and TRUNCATE is refused."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from annotations.history.installation import missing
from annotations.models import Change
from annotations.models.audit import AUDITED, Audit
from tests import cast
from tests.api.stage import set_stage
from tests.history.bypass import settle, unexplained_writes_allowed

# What a column may be set to, whatever it holds.
VALUES = ("CAST({column} AS text) || '1'", "{column} + 1", "NULL")


def changes_by_hand(audit: Audit) -> list[Change]:
    """What is recorded when some column of the first row is changed in whatever way its rules allow; then it is taken
    back. Empty for a table without rows."""
    last = Change.objects.latest("id").pk
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, audit.table)
        names = [one.name for one in described if one.name not in {"id", *audit.omitted}]
        for column, value in ((name, value) for name in names for value in VALUES):
            changed = f'SET "{column}" = {value.format(column=f"{chr(34)}{column}{chr(34)}")}'
            statement = f'UPDATE "{audit.table}" {changed} WHERE id = (SELECT min(id) FROM "{audit.table}")'  # noqa: S608
            try:
                with transaction.atomic():
                    cursor.execute(statement)
                    settle()
                    if found := list(Change.objects.filter(id__gt=last, entity=audit.entity)):
                        transaction.set_rollback(True)
                        return found
            except DatabaseError:
                continue
    return []


def test_a_raw_change_of_every_table_is_recorded(db: None) -> None:
    cast.make_scale()
    set_stage(cast.make_project())
    assert missing(connection) == []
    recorded = set()
    with unexplained_writes_allowed():
        for table, audit in AUDITED.items():
            for change in changes_by_hand(audit):
                recorded.add(table)
                assert (change.action_id, change.operation in "UM") == (None, True)
    with connection.cursor() as cursor:
        for table in AUDITED:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
            assert (table in recorded) == bool(cursor.fetchone()[0]), table
    assert len(recorded) >= 12


@pytest.mark.parametrize("table", sorted(AUDITED))
def test_no_audited_table_is_truncated(db: None, table: str) -> None:
    """SQLite has no TRUNCATE: its DELETE fires the triggers."""
    if connection.vendor != "postgresql":
        return
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'TRUNCATE "{table}" CASCADE')
