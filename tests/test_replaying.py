"""What is demanded after every test of a door is not always so: a silent write is told, an honest one is not."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.models import Claim, Role, User
from annotations.services.claims import reword_claim
from tests import cast
from tests.cast import acting
from tests.history.bypass import triggers_off, unexplained_writes_allowed
from tests.replaying import replay_differences


@pytest.fixture
def claim(db: None) -> Claim:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "olena", Role.REVIEWER)
    return cast.make_claim(cast.make_article(project, reviewer), reviewer)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_services_and_raw_sql_write_is_rebuilt(claim: Claim) -> None:
    olena = User.objects.get(username="olena")
    reword_claim(actor=acting(olena), claim=claim, version=None, statement='Odd: \u2028 💡 "quoted" \\ 0.1')
    with unexplained_writes_allowed():
        run("UPDATE annotations_claim SET check_worthiness = 0.1 + 0.2")
        run("DELETE FROM annotations_fragment")
    assert replay_differences(connection) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE annotations_claim SET statement = 'Forged'",
        "UPDATE annotations_claim SET check_worthiness = 0.30000000000000004",
        "DELETE FROM annotations_fragment",
        (
            "INSERT INTO annotations_rating (scale_id, code, label, description, position, tone, value)"
            " SELECT scale_id, 'new', 'New', description, 99, tone, NULL FROM annotations_rating WHERE code = 'true'"
        ),
    ],
)
def test_a_silent_write_is_told(claim: Claim, sql: str) -> None:
    with triggers_off():
        run(sql)
    assert len(replay_differences(connection)) == 1
