"""Every way to write a row leaves its record: the matrix of what histories usually miss, on both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations.history.recording import recorded
from annotations.history.verification import verify
from annotations.models import Action, Article, Change, Claim, Rating, RatingScale, User, Verb
from annotations.services.people import add_person
from tests.cast import STAGE
from tests.history.bypass import unexplained_writes_allowed
from tests.history.ways_to_write import (
    Operation,
    failing_gesture,
    many_to_many,
    rating,
    rows_of,
    save_changed,
    save_new,
    sql,
    three,
)


@pytest.fixture
def scale(db: None) -> RatingScale:
    """Rows of a plain table: a scale with three ratings."""
    with recorded(STAGE, Verb.SCALE_DEFINED):
        scale = RatingScale.objects.create(slug="plain", name="Plain", edition=1)
        Rating.objects.bulk_create(rating(scale, number) for number in (1, 2, 3))
    return scale


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
