"""One's own preferences over the API, with their version."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast

ADDRESS = "/api/v1/me/preferences/"
JSON = "application/json"


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(cast.make_person("reviewer"))
    return client


def test_defaults_then_a_change_then_a_stale_one(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.headers["ETag"] == '"v0"'
    assert answer.json()["single_keys"] is True
    assert answer.json()["keys"]["next"] == "j"
    changed = client.patch(ADDRESS, {"look": "dark"}, JSON, headers={"If-Match": '"v0"'})
    assert (changed.status_code, changed.headers["ETag"], changed.json()["look"]) == (200, '"v1"', "dark")
    stale = client.patch(ADDRESS, {"look": "light"}, JSON, headers={"If-Match": '"v0"'})
    assert (stale.status_code, stale.json()["current"]["look"]) == (412, "dark")


@pytest.mark.parametrize(
    ("sent", "status"), [({"look": "pink"}, 400), ({"keys": {}}, 400), ({}, 400), ({"language": "tlh"}, 400)]
)
def test_what_cannot_be_is_refused(client: Client, sent: dict[str, object], status: int) -> None:
    assert client.patch(ADDRESS, sent, JSON, headers={"If-Match": '"v0"'}).status_code == status


def test_the_version_must_be_named(client: Client) -> None:
    assert client.patch(ADDRESS, {"look": "dark"}, JSON).status_code == 428
