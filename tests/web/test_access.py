"""Who sees which page. What a person may not know of is a 404, the same as what does not exist."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import Browse, Desk
from tests.web.pages import EVERY_PAGE, FOR_EVERYBODY, FOR_WRITERS, address

ROLES = ("viewer", "reviewer", "editor", "owner", "outsider")


def expected(page: str, who: str) -> int:
    if page in FOR_EVERYBODY:
        return 200
    if who == "outsider":
        return 404
    return 403 if who == "viewer" and page in FOR_WRITERS else 200


@pytest.mark.parametrize("page", EVERY_PAGE)
@pytest.mark.parametrize("who", ROLES)
def test_a_page_opens_for_those_who_may_see_it(desk: Desk, browse: Browse, page: str, who: str) -> None:
    assert browse(who).get(address(page, desk)).status_code == expected(page, who)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_stranger_is_asked_to_log_in(desk: Desk, client: Client, page: str) -> None:
    answer = client.get(address(page, desk))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "claimreview"])
@pytest.mark.parametrize(("who", "status"), [("viewer", 200), ("editor", 200), ("outsider", 404)])
def test_a_file_is_for_members(desk: Desk, browse: Browse, format_name: str, who: str, status: int) -> None:
    answer = browse(who).get(reverse("export", args=[desk.project.slug, format_name]))
    assert answer.status_code == status


def test_what_is_hidden_looks_like_what_does_not_exist(desk: Desk, browse: Browse) -> None:
    outsider = browse("outsider")
    hidden = outsider.get(address("project", desk)).content
    missing = outsider.get(reverse("project", args=["no-such-project"])).content
    assert _without_tokens(hidden) == _without_tokens(missing)


@pytest.mark.parametrize(
    "path",
    [
        "/projects/no-such-project/",
        "/projects/desk/exports/docx/",
        "/articles/99999999999999999999999/history/",
        "/claims/0/",
        "/sources/99999999999999999999999/",
        "/nothing/at/all/",
    ],
)
def test_an_address_that_leads_nowhere_says_so(desk: Desk, browse: Browse, path: str) -> None:
    answer = browse("owner").get(path)
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()


def test_the_refusal_names_the_role_that_is_missing(desk: Desk, browse: Browse) -> None:
    answer = browse("viewer").get(address("article_add", desk))
    assert "Only a reviewer of the project may do this." in answer.content.decode()


def test_home_lists_only_my_projects(desk: Desk, browse: Browse) -> None:
    assert "Desk" in browse("viewer").get("/").content.decode()
    page = browse("outsider").get("/").content.decode()
    assert "Desk" not in page
    assert "Ask the owner of a project to add you." in page


def test_health_is_for_everybody(db: None, client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\ncheckpoint none\n")


def _without_tokens(page: bytes) -> list[bytes]:
    return [line for line in page.splitlines() if b"csrfmiddlewaretoken" not in line]
