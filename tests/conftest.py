"""Owns what every test stands on: the test database, the refused network, quick password hashing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests.evaluation import evaluation_folder
from tests.flushing import flush_past_the_guards
from tests.network import own_machine_only
from tests.replaying import DOORS, replay_differences

# A busy machine is no bug: how long things take is measured by benchmarks.
hypothesis_settings.register_profile("factcheck", deadline=None)
hypothesis_settings.load_profile("factcheck")

STORING_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks `database` on whatever touches the database, so that `-m database` finds all of it."""
    for item in items:
        fixtures = STORING_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if fixtures or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After each test of a door, the history alone rebuilds every table byte for byte."""
    passed = yield
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if folder in DOORS and item.get_closest_marker("database"):
        assert replay_differences(connection) == []
    return passed


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """A file, never memory: locks and write-ahead logging are half of what is tested."""
    database = settings.DATABASES["default"]
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    if "sqlite" in database["ENGINE"]:
        name = str(settings.DATA_DIR / f"tests-{worker}.sqlite3")
    else:
        name = f"test_{database['NAME']}_{worker}"
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's own set-up, with a flush that the append-only log survives."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(flush_past_the_guards(connection))
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page that a test asked for in another language leaves that language in the thread."""
    with translation.override("en", deactivate=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with own_machine_only(), override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="session")
def evaluation_data() -> Path:
    """The evaluation data's folder; the test is skipped, with the remedy, when there is none."""
    return evaluation_folder()
