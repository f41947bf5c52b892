"""Owns every way to write a row that histories usually miss, and how many Changes each must leave. Tests nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.db.models import F

from annotations.history.recording import recorded
from annotations.models import Rating, RatingScale, User, Verb
from tests.cast import STAGE

Operation = Callable[[], object]


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
