"""Every way to write a row leaves its record: the matrix of what histories usually miss, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F

from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Action, Article, Change, Claim, Rating, RatingScale, User, Verb
from annotations.services.people import add_person
from tests.cast import STAGE
from tests.history.bypass import unexplained_writes_allowed

Operation = Callable[[], object]


@pytest.fixture
def scale(db: None) -> RatingScale:
    """Rows of a plain table: a scale with three ratings."""
    with recorded(STAGE, Verb.SCALE_DEFINED):
        scale = RatingScale.objects.create(slug="plain", name="Plain", edition=1)
        Rating.objects.bulk_create(rating(scale, number) for number in (1, 2, 3))
    return scale


def rating(scale: RatingScale, number: int, **values: Any) -> Rating:
    given = {"code": f"r{number}", "label": f"R{number}", "position": number, "tone": "true"} | values
    return Rating(scale=scale, **given)


def three() -> models.QuerySet[Rating]:
    return Rating.objects.filter(scale__slug="plain").order_by("position")


def first() -> Rating:
    return three()[0]


def sql(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def save_new() -> None:
    rating(RatingScale.objects.get(slug="plain"), 9).save()


def save_changed() -> None:
    row = first()
    row.label = "Other"
    row.save()


def save_by_expression() -> None:
    row = first()
    row.position = F("position") + 50
    row.save()


def save_over_existing() -> None:
    old = first()
    rating(old.scale, 1, pk=old.pk, label="Over").save()


def bulk_create() -> None:
    scale = RatingScale.objects.get(slug="plain")
    Rating.objects.bulk_create(rating(scale, number) for number in (4, 5, 6))


def upsert() -> None:
    rows = list(three())
    for row in rows:
        row.label += "!"
    Rating.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=["label"])


def bulk_update() -> None:
    rows = list(three())
    for row in rows:
        row.label += "?"
    Rating.objects.bulk_update(rows, ["label"])


def delete_raw() -> None:
    three()._raw_delete(using="default")


def insert_raw() -> None:
    sql(
        "INSERT INTO annotations_rating (scale_id, code, label, description, position, tone)"
        " SELECT scale_id, code || 'x', label, description, position + 20, tone FROM annotations_rating"
    )


def replace_raw() -> None:
    sql(
        "INSERT OR REPLACE INTO annotations_rating (id, scale_id, code, label, description, position, tone)"
        " VALUES (%s, %s, 'r1', 'Replaced', '', 1, 'true')",
        first().pk,
        first().scale_id,
    )


def change_id() -> None:
    sql("UPDATE annotations_rating SET id = id + 1000 WHERE id = %s", first().pk)


def change_row_id() -> None:
    """SQLite's own name for the id: a trigger on the column alone would miss it."""
    sql("UPDATE annotations_rating SET _rowid_ = _rowid_ + 1000 WHERE id = %s", first().pk)


def replace_by_update() -> None:
    """The second rating takes the first one's place, which goes without a word."""
    one, two = three()[0], three()[1]
    sql("UPDATE OR REPLACE annotations_rating SET code = %s, position = 99 WHERE id = %s", one.code, two.pk)


def upsert_raw() -> None:
    sql(
        "INSERT INTO annotations_rating (scale_id, code, label, description, position, tone)"
        " SELECT scale_id, code, 'Upserted', description, position, tone FROM annotations_rating WHERE code = 'r1'"
        " ON CONFLICT (scale_id, code) DO UPDATE SET label = excluded.label"
    )


def update_by_join() -> None:
    sql(
        "UPDATE annotations_rating SET label = found.label || '?' FROM annotations_rating AS found"
        " WHERE found.id = annotations_rating.id"
    )


def merge() -> None:
    sql(
        "MERGE INTO annotations_rating AS kept USING annotations_rating AS given ON kept.id = given.id"
        " WHEN MATCHED AND kept.code = 'r1' THEN DELETE WHEN MATCHED THEN UPDATE SET label = 'Merged'"
    )


def as_a_replica() -> None:
    """A superuser who plays replica skips ordinary triggers."""
    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE annotations_rating SET label = 'Replicated'")
    sql("SET LOCAL session_replication_role = origin")


def copy_in() -> None:
    scale = RatingScale.objects.get(slug="plain")
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(
            "COPY annotations_rating (scale_id, code, label, description, position, tone) FROM STDIN"
        ) as copy,
    ):
        copy.write_row((scale.pk, "c1", "C1", "", 31, "true"))
        copy.write_row((scale.pk, "c2", "C2", "", 32, "true"))


def many_to_many(person: User, groups: list[Group]) -> None:
    person.groups.add(*groups)


def failing_gesture() -> None:
    with recorded(STAGE, Verb.SCALE_DEFINED):
        save_changed()
        raise ZeroDivisionError


def in_savepoint() -> None:
    with transaction.atomic():
        save_changed()


# What is done, and how many Changes it must leave. "I" added, "U" changed, "D" removed.
MATRIX: list[tuple[str, Operation, str]] = [
    ("save of a new row", save_new, "I"),
    ("save of a changed row", save_changed, "U"),
    ("save of an unchanged row", lambda: first().save(), ""),
    ("save with an expression", save_by_expression, "U"),
    ("save over an existing id", save_over_existing, "U"),
    ("update_or_create", lambda: three().update_or_create(code="r1", defaults={"label": "New"}), "U"),
    ("delete of an instance", lambda: first().delete(), "D"),
    ("bulk_create", bulk_create, "III"),
    ("bulk_create that updates", upsert, "UUU"),
    ("bulk_update", bulk_update, "UUU"),
    ("queryset update", lambda: three().update(label="Same"), "UUU"),
    ("queryset delete", lambda: three().delete(), "DDD"),
    ("delete without collecting", delete_raw, "DDD"),
    ("SQL insert", insert_raw, "III"),
    ("SQL update", lambda: sql("UPDATE annotations_rating SET description = 'x'"), "UUU"),
    ("SQL update of nothing", lambda: sql("UPDATE annotations_rating SET label = label"), ""),
    ("SQL delete", lambda: sql("DELETE FROM annotations_rating"), "DDD"),
    ("SQL change of an id", change_id, "DI"),
]
MATRIX += [
    ("SQL upsert", upsert_raw, "U"),
    ("SQL update by a join", update_by_join, "UUU"),
    ("get_or_create", lambda: three().get_or_create(scale=first().scale, code="r8", position=8), "I"),
    ("in a savepoint that is kept", in_savepoint, "U"),
]
SQLITE: list[tuple[str, Operation, str]] = [
    ("SQL replace", replace_raw, "DI"),
    ("SQL update that replaces", replace_by_update, "DU"),
    ("SQL change of a row id", change_row_id, "DI"),
]
POSTGRESQL: list[tuple[str, Operation, str]] = [
    ("COPY", copy_in, "II"),
    ("MERGE", merge, "DUU"),
    ("as a replica", as_a_replica, "UUU"),
]


def rows_of(engine: str) -> list[tuple[str, Operation, str]]:
    return MATRIX + (SQLITE if engine == "sqlite" else POSTGRESQL)


@pytest.mark.parametrize(("name", "operation", "expected"), rows_of(connection.vendor))
@pytest.mark.parametrize("is_attributed", [True, False])
def test_no_way_of_writing_is_missed(
    scale: RatingScale, name: str, operation: Operation, expected: str, *, is_attributed: bool
) -> None:
    last = Change.objects.latest("id").pk
    if is_attributed:
        with recorded(STAGE, Verb.SCALE_DEFINED) as action:
            operation()
        explained = action.pk
    else:
        with unexplained_writes_allowed():
            operation()
        explained = None
    changes = Change.objects.filter(id__gt=last).order_by("id")
    assert "".join(change.operation for change in changes) == expected
    assert {change.action_id for change in changes} <= {explained}
    assert {change.stream for change in changes} <= {f"scale:{scale.pk}"}
    assert verify(connection).findings == []


def test_the_matrix_is_refused_when_no_action_explains_it(scale: RatingScale) -> None:
    for name, operation, expected in rows_of(connection.vendor):
        if not expected:
            continue
        with pytest.raises(DatabaseError, match="no Action explains"), transaction.atomic():
            operation()
        assert verify(connection).findings == [], name


def test_many_to_many_rows_are_recorded(db: None) -> None:
    person = add_person(actor=STAGE, username="rita", password=None)
    groups = [Group.objects.create(name=name) for name in ("one", "two")]
    last = Change.objects.latest("id").pk
    with recorded(STAGE, Verb.PERSON_CHANGED):
        many_to_many(person, groups)
        through = User.groups.through
        through.objects.all().delete()
        through.objects.bulk_create(through(user=person, group=group) for group in groups)
    changes = Change.objects.filter(id__gt=last, stream=f"person:{person.pk}").order_by("id")
    assert "".join(change.operation for change in changes) == "IIDDII"


def test_a_fixture_is_recorded(scale: RatingScale, tmp_path: Path) -> None:
    fixture = tmp_path / "rows.json"
    fields = {
        "slug": "loaded",
        "edition": 1,
        "name": "Loaded",
        "description": "",
        "created_at": "2026-01-02T03:04:05Z",
    }
    fixture.write_text(json.dumps([{"model": "annotations.ratingscale", "pk": 77, "fields": fields}]))
    with recorded(STAGE, Verb.SCALE_DEFINED) as action:
        call_command("loaddata", str(fixture), verbosity=0)
    change = Change.objects.get(entity="ratingscale", row_id=77)
    assert (change.operation, change.action_id) == ("I", action.pk)


def test_a_password_is_recorded_as_changed_and_never_shown(db: None) -> None:
    person = add_person(actor=STAGE, username="rita", password="correct horse battery")
    with recorded(STAGE, Verb.PERSON_CHANGED):
        person.set_password("another horse battery")
        person.save()
    bodies = [
        change.values for change in Change.objects.filter(entity="user", row_id=person.pk).order_by("id")
    ]
    assert bodies[0]["password"] == "***"
    assert bodies[1] == {"password": ["***", "***"]}
    assert "last_login" not in bodies[0]


def test_a_row_that_moves_is_told_in_both_streams(claim: Claim) -> None:
    with recorded(STAGE, Verb.ARTICLE_ADDED):
        other = Article.objects.create(project=claim.article.project, title="Other", received_sha256="0")
    old = claim.article_id
    with recorded(STAGE, Verb.CLAIM_CHANGED) as action:
        Claim.objects.filter(pk=claim.pk).update(article=other)
    found = Change.objects.filter(action=action).order_by("id").values_list("operation", "stream")
    assert list(found) == [("U", f"article:{other.pk}"), ("M", f"article:{old}")]
    assert verify(connection).findings == []


def test_nested_actions_are_one_and_a_failed_one_leaves_nothing(scale: RatingScale) -> None:
    actions, changes = Action.objects.count(), Change.objects.count()
    with recorded(STAGE, Verb.SCALE_DEFINED) as outer, recorded(STAGE, Verb.PROJECT_CREATED) as inner:
        save_changed()
    assert inner == outer
    assert Action.objects.count() == actions + 1
    with pytest.raises(ZeroDivisionError):
        failing_gesture()
    assert Action.objects.count() == actions + 1
    assert Change.objects.count() == changes + 1
    with pytest.raises(DatabaseError, match="no Action explains"), transaction.atomic():
        sql("UPDATE annotations_rating SET label = 'After the failed gesture'")


def test_a_failed_inner_gesture_takes_only_itself_back(scale: RatingScale) -> None:
    with recorded(STAGE, Verb.SCALE_DEFINED) as action:
        save_new()
        with pytest.raises(ZeroDivisionError):
            failing_gesture()
        three().filter(code="r2").update(label="Second")
    operations = Change.objects.filter(action=action).order_by("id").values_list("operation", flat=True)
    assert list(operations) == ["I", "U"]
    assert verify(connection).findings == []


def test_an_action_of_another_transaction_is_not_believed(scale: RatingScale) -> None:
    """Whoever writes raw may name any Action: on PostgreSQL only one opened by the same transaction counts."""
    if connection.vendor != "postgresql":
        return
    with unexplained_writes_allowed():
        sql("SELECT set_config('factcheck.action', '999999', true)")
        sql("UPDATE annotations_rating SET label = 'Forged' WHERE code = 'r1'")
    assert Change.objects.latest("id").action_id is None
