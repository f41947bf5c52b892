"""Whatever goes wrong below /api/ is answered as application/problem+json, with the right status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InternalError, OperationalError, connection
from django.test import Client

from annotations.api.problems import as_api_exception
from annotations.models import Article, Project
from tests.api.caller import PROBLEM, Caller

WORDS = {"project": "desk", "text": "Some words."}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/", 404),
        ("GET", "/api/v2/", 404),
        ("POST", "/api/v1/articles", 404),
        ("GET", "/api/v1/articles/x/", 404),
        ("GET", "/api/v1/articles/٣/", 404),
        ("GET", "/api/v1/articles/99999999999999999999/", 404),
        ("GET", "/api/v1/articles/999999999999999999/", 404),
        ("GET", "/api/v1/projects/%00/", 404),
        ("GET", "/api/v1/projects/no%20where/", 404),
        ("GET", "/api/v1/../../etc/passwd", 404),
        ("PUT", "/api/v1/articles/1/", 405),
        ("DELETE", "/api/v1/claims/1/", 405),
        ("OPTIONS", "/api/v1/claims/", 405),
        ("TRACE", "/api/v1/claims/", 405),
        ("POST", "/api/v1/changes/", 405),
        ("PATCH", "/api/v1/actions/1/", 405),
        ("POST", "/api/schema/", 405),
    ],
)
def test_what_is_not_there_is_answered_as_a_problem(method: str, path: str, status: int, api: Caller) -> None:
    response = api.send(method, path, {})
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)
    problem = response.json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize(
    "path", ["/api/v1/", "/api/v1/me/", "/api/v1/claims/1/", "/api/schema/", "/api/docs/"]
)
def test_nobody_is_sent_to_the_login_page(path: str, db: None) -> None:
    refused = Client().get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (401, PROBLEM)
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_another_media_type_is_406(api: Caller) -> None:
    refused = api.send("GET", "me/", headers={"Accept": "text/html"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (406, PROBLEM)


def test_the_table_of_contents_names_the_lists(api: Caller) -> None:
    assert {"projects", "articles", "claims", "changes"} <= api.get("/api/v1/").json().keys()


def test_a_request_id_is_taken_over_or_made_up(api: Caller) -> None:
    given = api.send("GET", "me/", headers={"X-Request-ID": "import-2024.03"})
    assert given.headers["X-Request-ID"] == "import-2024.03"
    for odd in ("short", "x" * 65, "two words here", "näme-2024"):
        made_up = api.send("GET", "me/", headers={"X-Request-ID": odd}).headers["X-Request-ID"]
        assert len(made_up) == 32


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ValidationError({"text": ["No."]}), 400),
        (PermissionDenied("No."), 403),
        (DataError("value too long: secret row"), 400),
        (IntegrityError("duplicate key: secret row"), 400),
        (RecursionError(), 400),
        (OperationalError("database is locked"), 503),
        (OperationalError("database or disk is full"), 503),
        (InternalError("cannot execute INSERT in a read-only transaction"), 503),
    ],
    ids=repr,
)
def test_what_an_error_means(error: Exception, status: int) -> None:
    known = as_api_exception(error)
    assert known is not None
    assert known.status_code == status
    assert "secret" not in str(known.detail)


def test_a_fault_of_ours_is_not_taken_for_the_callers() -> None:
    assert as_api_exception(KeyError("x")) is None


@contextmanager
def read_only() -> Iterator[None]:
    """The database refuses every write, as on a full disk or a replica."""
    if connection.vendor == "sqlite":
        begin, end = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    else:
        begin, end = "SET default_transaction_read_only = on", "SET default_transaction_read_only = off"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(end)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_no_writes_is_503_and_still_answers_questions(
    api: Caller, project: Project
) -> None:
    with read_only():
        refused = api.post("articles/", WORDS)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5"), refused.content
        assert refused.json()["code"] == "unavailable"
        assert api.get("articles/").status_code == 200
    assert api.post("articles/", WORDS).status_code == 201


def test_a_fault_shows_nothing_of_the_inside(
    api: Caller, article: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("secret of the inside")

    monkeypatch.setattr("annotations.api.articles.ArticleViewSet.rows", broken)
    api.client.raise_request_exception = False
    response = api.get("articles/")
    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in response.content.decode()
    assert "secret of the inside" in caplog.text
