"""Guessing at a password is braked at every door by the same count."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from annotations.models import User
from annotations.services.logging_in import FAILURES_ALLOWED, PAUSE_SECONDS
from tests.cast import PASSWORD, make_person

Door = Callable[[str, str], bool]


def web(name: str, password: str) -> bool:
    return Client().post("/login/", {"username": name, "password": password}).status_code == 302


def admin(name: str, password: str) -> bool:
    return Client().post("/admin/login/", {"username": name, "password": password}).status_code == 302


def api(name: str, password: str) -> bool:
    proof = base64.b64encode(f"{name}:{password}".encode()).decode()
    made = Client().post(
        "/api/v1/tokens/", {"name": "x"}, "application/json", headers={"Authorization": f"Basic {proof}"}
    )
    return made.status_code == 201


@pytest.fixture(autouse=True)
def fresh_count() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def operator(db: None) -> User:
    return make_person("operator", is_operator=True)


@pytest.mark.parametrize("guessed_at", [web, admin, api])
@pytest.mark.parametrize("door", [web, admin, api])
def test_guesses_at_one_door_pause_the_name_at_every_door(
    operator: User, guessed_at: Door, door: Door
) -> None:
    for _ in range(FAILURES_ALLOWED - 1):
        assert not guessed_at("operator", "wrong")
    assert door("operator", PASSWORD)  # and the count begins anew
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(FAILURES_ALLOWED):
            assert not guessed_at("operator", "wrong")
        assert not door("operator", PASSWORD)
        clock.shift(PAUSE_SECONDS + 1)
        assert door("operator", PASSWORD)


@pytest.mark.parametrize("address", ["/login/", "/admin/login/"])
@pytest.mark.parametrize("name", ["operator", "nobody"])
def test_the_pause_is_told_and_does_not_say_who_exists(operator: User, address: str, name: str) -> None:
    for _ in range(FAILURES_ALLOWED):
        page = Client().post(address, {"username": name, "password": "wrong"})
    assert "Too many tries." in page.content.decode()
    others = Client().post(address, {"username": "somebody", "password": "wrong"})
    assert "Too many tries." not in others.content.decode()
