"""One's own keys over the API: read, changed one by one, put back; with the version of the preferences."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from annotations.models import Action, KeyBinding, Verb
from annotations.services.preferences import bind_key
from tests import cast

ADDRESS = "/api/v1/me/keys/"
JSON = "application/json"


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(cast.make_person("reviewer"))
    return client


def put(client: Client, gesture: str, body: Any, version: str | None = '"v0"') -> Any:
    headers = {"If-Match": version} if version else {}
    return client.put(f"{ADDRESS}{gesture}/", body, JSON, headers=headers)


def test_all_keys_then_one_changed_then_a_stale_change(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.headers["ETag"] == '"v0"'
    assert {key["gesture"]: key["key"] for key in answer.json()["keys"]}["filter"] == "f"
    changed = put(client, "next", {"key": "shift + y"})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"v1"')
    assert changed.json() == {
        "gesture": "next",
        "words": "next claim",
        "key": "Shift+Y",
        "standard_key": "j",
        "is_own": True,
        "works_in_fields": False,
        "version": 1,
    }
    stale = put(client, "next", {"key": "z"})
    assert (stale.status_code, stale.json()["current"]["key"]) == (412, "Shift+Y")
    assert Action.objects.filter(verb=Verb.PREFERENCES_CHANGED).count() == 1


def test_the_preferences_tell_the_same_version_because_they_show_the_keys(client: Client) -> None:
    put(client, "next", {"key": "z"})
    answer = client.get("/api/v1/me/preferences/")
    assert (answer.headers["ETag"], answer.json()["keys"]["next"]) == ('"v1"', "z")
    look = client.patch("/api/v1/me/preferences/", {"look": "dark"}, JSON, headers={"If-Match": '"v0"'})
    assert look.status_code == 412
    assert put(client, "next", {"key": "z"}, '"v1"').headers["ETag"] == '"v1"'


def test_one_key_and_all_of_them_are_put_back(client: Client) -> None:
    put(client, "next", {"key": "z"})
    put(client, "note", {"key": "y"}, '"v1"')
    back = client.delete(f"{ADDRESS}next/", headers={"If-Match": '"v2"'})
    assert (back.status_code, back.json()["key"], back.json()["is_own"], back.json()["version"]) == (
        200,
        "j",
        False,
        3,
    )
    assert client.delete(ADDRESS).status_code == 428
    every = client.delete(ADDRESS, headers={"If-Match": '"v3"'})
    assert not any(key["is_own"] for key in every.json()["keys"])
    assert not KeyBinding.objects.exists()


@pytest.mark.parametrize(
    ("gesture", "body", "status"),
    [
        ("next", {"key": "k"}, 400),  # another gesture's
        ("next", {"key": "3"}, 400),
        ("next", {"key": ""}, 400),
        ("next", {"key": "\x00"}, 400),
        ("next", {"key": "x" * 100_000}, 400),
        ("next", {"key": 7}, 400),
        ("next", {}, 400),
        ("next", {"key": "z", "person": 1}, 400),
        ("next", ["z"], 400),
        ("save-and-next", {"key": "y"}, 400),
        ("dance", {"key": "y"}, 404),
    ],
)
def test_what_cannot_be_is_refused(client: Client, gesture: str, body: Any, status: int) -> None:
    assert put(client, gesture, body).status_code == status
    assert not KeyBinding.objects.exists()


def test_the_version_must_be_named(client: Client) -> None:
    assert put(client, "next", {"key": "z"}, None).status_code == 428
    assert client.get(f"{ADDRESS}dance/").status_code == 404
    assert client.get(f"{ADDRESS}next/?person=2").status_code == 400


def test_nobody_meets_the_keys_of_anybody_else(client: Client) -> None:
    other = cast.make_person("editor")
    bind_key(actor=cast.acting(other), gesture="next", key="z")
    assert client.get(f"{ADDRESS}next/").json()["key"] == "j"
    put(client, "next", {"key": "y"})
    client.delete(ADDRESS, headers={"If-Match": '"v1"'})
    assert [(row.person, row.key) for row in KeyBinding.objects.all()] == [(other, "z")]
    assert Client().get(ADDRESS).status_code == 401
