"""Writes from outside are shown to those responsible until somebody has looked at them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from annotations.models import Acknowledgement, Action, Verb
from tests.history.bypass import unexplained_writes_allowed
from tests.web.conftest import Browse, Desk


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.getvalue().decode()


def tampered(desk: Desk, statement: str = "Tampered") -> None:
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE annotations_claim SET statement = %s WHERE id = %s", [statement, desk.claim.pk]
        )


@pytest.mark.django_db(transaction=True)
def test_owners_are_told_of_writes_from_outside_until_they_have_looked(desk: Desk, browse: Browse) -> None:
    tampered(desk)
    tampered(desk, "Tampered once more")
    project, page = reverse("project", args=["desk"]), reverse("project_outside", args=["desk"])
    notice = "2 writes reached the database outside factcheck since you last looked."
    assert notice in read(browse("owner"), project)
    assert notice in read(browse("owner"), "/")
    for who in ("viewer", "editor", "outsider"):
        assert "outside-bar" not in read(browse(who), "/")
    assert "outside-bar" not in read(browse("editor"), project)
    listed = read(browse("owner"), page)
    for exact in ("annotations_claim", "statement", "Tampered once more", "not looked at yet"):
        assert exact in listed
    newest = listed.partition('name="change_id" value="')[2].partition('"')[0]
    assert browse("owner").post(page, {"change_id": newest}).status_code == 302
    assert Acknowledgement.objects.get().change_id == int(newest)
    assert Action.objects.latest("pk").verb == Verb.HISTORY_ACKNOWLEDGED
    assert "outside-bar" not in read(browse("owner"), project)
    assert "looked at writes from outside" in read(
        browse("viewer"), reverse("project_history", args=[desk.project.slug])
    )
    tampered(desk, "And again")
    assert "One write reached the database" in read(browse("owner"), project)


@pytest.mark.django_db(transaction=True)
def test_only_owners_and_operators_say_they_have_looked(desk: Desk, browse: Browse) -> None:
    tampered(desk)
    page = reverse("project_outside", args=["desk"])
    for who, status in (("viewer", 403), ("editor", 403), ("outsider", 404)):
        assert browse(who).get(page).status_code == status
        assert browse(who).post(page, {"change_id": "1"}).status_code == status
    for wrong in ("", "0", "nonsense", "99999999999999999999", "1"):
        answer = browse("owner").post(page, {"change_id": wrong}, follow=True)
        assert "This is no write from outside that belongs here." in answer.content.decode()
    assert not Acknowledgement.objects.exists()
