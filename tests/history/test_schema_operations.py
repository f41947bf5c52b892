"""Triggers survive every schema operation: SQLite's table remake drops them, new columns would go unrecorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from annotations.history.baseline import restate
from annotations.history.installation import missing
from annotations.history.migrating import announce
from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.management.commands.migrate import Command as Migrate
from annotations.models import Action, Change, RatingScale, Verb
from annotations.models.audit import AUDITED
from tests.cast import STAGE
from tests.history.bypass import triggers_off

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "annotations_ratingscale"
EXTRA = models.CharField(max_length=9, default="x", db_default="x")
CONSTRAINT = models.CheckConstraint(condition=models.Q(edition__gte=0), name="edition_not_negative")

# Each list is applied in turn to the table of scales, and taken back in turn.
OPERATIONS: dict[str, list[Operation]] = {
    "add a field that may be empty": [
        migrations.AddField("ratingscale", "extra", models.CharField(max_length=9, null=True))
    ],
    "add a field with a default": [migrations.AddField("ratingscale", "extra", EXTRA)],
    "add a field with an index": [
        migrations.AddField(
            "ratingscale", "extra", models.CharField(max_length=9, db_index=True, default="x", db_default="x")
        )
    ],
    "alter a field's type": [
        migrations.AlterField("ratingscale", "edition", models.BigIntegerField(default=1))
    ],
    "alter a field's length": [
        migrations.AlterField("ratingscale", "name", models.CharField(max_length=300))
    ],
    "index a field": [
        migrations.AlterField("ratingscale", "name", models.CharField(max_length=120, db_index=True))
    ],
    "allow emptiness": [
        migrations.AlterField("ratingscale", "name", models.CharField(max_length=120, null=True))
    ],
    "rename a field": [migrations.RenameField("ratingscale", "description", "words")],
    "remove a field": [
        migrations.AddField("ratingscale", "extra", EXTRA),
        migrations.RemoveField("ratingscale", "extra"),
    ],
    "remove an indexed field": [
        migrations.AddField(
            "ratingscale", "extra", models.CharField(max_length=9, db_index=True, default="x", db_default="x")
        ),
        migrations.RemoveField("ratingscale", "extra"),
    ],
    "add and remove a constraint": [
        migrations.AddConstraint("ratingscale", CONSTRAINT),
        migrations.RemoveConstraint("ratingscale", "edition_not_negative"),
    ],
    "add, rename and remove an index": [
        migrations.AddIndex("ratingscale", models.Index(fields=["name"], name="by_name")),
        migrations.RenameIndex("ratingscale", new_name="by_its_name", old_name="by_name"),
        migrations.RemoveIndex("ratingscale", "by_its_name"),
    ],
    "alter unique together": [
        migrations.AlterUniqueTogether("ratingscale", {("name", "edition", "slug")}),
        migrations.AlterUniqueTogether("ratingscale", set()),
    ],
    "alter the options": [migrations.AlterModelOptions("ratingscale", {"ordering": ["name"]})],
    "alter the table another one points at": [
        migrations.AlterField("ratingscale", "slug", models.CharField(max_length=90, primary_key=False))
    ],
    "run SQL": [
        migrations.RunSQL("CREATE INDEX by_hand ON annotations_ratingscale (name)", "DROP INDEX by_hand")
    ],
    "create and delete a model": [
        migrations.CreateModel("Passing", [("id", models.BigAutoField(primary_key=True))]),
        migrations.DeleteModel("Passing"),
    ],
}


@pytest.fixture
def scale() -> RatingScale:
    with recorded(STAGE, Verb.SCALE_DEFINED):
        return RatingScale.objects.create(slug="plain", name="Plain", edition=1)


@pytest.fixture
def state() -> ProjectState:
    return MigrationExecutor(connection).loader.project_state()


def applied(operations: list[Operation], state: ProjectState) -> Iterator[ProjectState]:
    """Applies one operation after the other, then takes them back; yields the state after each step."""
    states = [state]
    for operation in operations:
        after = states[-1].clone()
        operation.state_forwards("annotations", after)
        with connection.schema_editor() as editor:
            operation.database_forwards("annotations", editor, states[-1], after)
        states.append(after)
        yield after
    for operation, before, after in reversed(list(zip(operations, states, states[1:], strict=False))):
        with connection.schema_editor() as editor:
            operation.database_backwards("annotations", editor, after, before)
        yield before


@pytest.mark.parametrize("name", OPERATIONS)
def test_triggers_survive(name: str, scale: RatingScale, state: ProjectState) -> None:
    for step, after in enumerate(applied(OPERATIONS[name], state)):
        assert missing(connection) == []
        recorded_columns = write(after, scale.pk, f"Step {step}")
        with connection.cursor() as cursor:
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, TABLE)
            }
        assert recorded_columns == columns
    assert missing(connection) == []


def write(state: ProjectState, pk: int, name: str) -> set[str]:
    """Change one row and add another; the columns that the history holds of the new one."""
    model: Any = state.apps.get_model("annotations", "RatingScale")
    with recorded(STAGE, Verb.SCALE_DEFINED) as action:
        model.objects.filter(pk=pk).update(name=name)
        model.objects.create(slug=name.lower().replace(" ", "-"), name=name, edition=1)
    changed, added = Change.objects.filter(action=action).order_by("id")
    assert changed.values["name"][1] == name
    return set(added.values)


def test_a_renamed_table_is_recorded_under_its_new_name(
    scale: RatingScale, state: ProjectState, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model in the code is renamed with it, so that the registry knows the new name when the migration runs."""
    audit = AUDITED[TABLE]
    monkeypatch.delitem(AUDITED, TABLE)
    monkeypatch.setitem(AUDITED, "renamed_scale", type(audit)("renamed_scale", audit.entity, audit.streams))
    steps = applied([migrations.AlterModelTable("ratingscale", "renamed_scale")], state)
    after = next(steps)
    assert missing(connection) == []
    write(after, scale.pk, "Renamed")
    monkeypatch.undo()
    next(steps)
    assert missing(connection) == []


def test_what_a_migration_changed_is_stated_and_replays(scale: RatingScale, state: ProjectState) -> None:
    steps = applied([migrations.AddField("ratingscale", "extra", EXTRA)], state)
    next(steps)
    assert {found.column for found in verify(connection).findings} == {"extra"}
    assert restate(connection) == [TABLE]
    assert restate(connection) == []
    assert verify(connection).findings == []
    stated = Change.objects.get(entity="ratingscale", operation="B")
    assert stated.values["extra"] == "x"
    assert stated.action
    assert (stated.action.channel, stated.action.verb) == ("migration", "schema.changed")
    next(steps)
    assert restate(connection) == [TABLE]
    assert verify(connection).findings == []


def test_a_silent_change_is_found_behind_a_migration(scale: RatingScale, state: ProjectState) -> None:
    with transaction.atomic(), triggers_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_ratingscale SET name = 'Forged'")
    steps = applied([migrations.AddField("ratingscale", "extra", EXTRA)], state)
    next(steps)
    restate(connection)
    found = [finding for finding in verify(connection).findings if finding.kind == "value"]
    assert [(one.column, one.expected, one.found) for one in found] == [("name", "Plain", "Forged")]
    next(steps)


def rewrite(apps: Any, editor: Any) -> None:
    """What a data migration does, in every way it might."""
    model = apps.get_model("annotations", "RatingScale")
    model.objects.using(editor.connection.alias).update(name="Migrated")
    one = model.objects.using(editor.connection.alias).get(slug="plain")
    one.description = "By a migration."
    one.save()


def data_migration(*operations: Operation) -> migrations.Migration:
    made: type[migrations.Migration] = type(
        "Rewriting", (migrations.Migration,), {"operations": list(operations)}
    )
    return made("0999_rename_scales", "annotations")


@pytest.mark.parametrize("how", ["python", "sql"])
def test_a_data_migration_is_attributed(scale: RatingScale, state: ProjectState, how: str) -> None:
    by_sql = migrations.RunSQL("UPDATE annotations_ratingscale SET name = 'Migrated'")
    migration = data_migration(migrations.RunPython(rewrite) if how == "python" else by_sql)
    last = Change.objects.latest("id").pk
    announce(connection, migration)
    try:
        with connection.schema_editor(atomic=True) as editor:
            migration.apply(state, editor)
    finally:
        announce(connection, None)
    changes = list(Change.objects.filter(id__gt=last).order_by("id"))
    assert len(changes) == (2 if how == "python" else 1)
    action = changes[0].action
    assert action
    assert {change.action_id for change in changes} == {action.pk}
    assert (action.actor_label, action.channel, action.reason) == (
        "migration",
        "migration",
        "annotations.0999_rename_scales",
    )
    assert verify(connection).findings == []


def test_a_data_migration_that_fails_leaves_nothing(scale: RatingScale, state: ProjectState) -> None:
    broken = migrations.RunSQL("UPDATE annotations_ratingscale SET nothing = 1")
    migration = data_migration(migrations.RunPython(rewrite), broken)
    last, actions = Change.objects.latest("id").pk, Action.objects.count()
    announce(connection, migration)
    with pytest.raises(DatabaseError), connection.schema_editor(atomic=True) as editor:
        migration.apply(state, editor)
    announce(connection, None)
    assert (Change.objects.latest("id").pk, Action.objects.count()) == (last, actions)
    write(state, scale.pk, "Afterwards")
    assert verify(connection).findings == []


def test_migrate_announces_each_migration() -> None:
    command = Migrate()
    command.alias, command.verbosity = "default", 0
    migration = data_migration(migrations.RunPython(rewrite))
    command.migration_progress_callback("apply_start", migration)
    assert getattr(connection, "history_migration", "") == "annotations.0999_rename_scales"
    command.migration_progress_callback("apply_success", migration)
    assert getattr(connection, "history_migration", "") == ""
