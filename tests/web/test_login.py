"""Logging in and out, and forms that arrive when their sender is logged out."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Article
from annotations.services.people import change_person
from tests import cast
from tests.web.conftest import Browse, Desk

ORIGIN = {"Origin": "http://testserver"}
SAID = "No account has this name and password."


def log_in(client: Client, username: str, password: str, following: str = "") -> tuple[int, str]:
    typed = {"username": username, "password": password, "next": following}
    answer = client.post(reverse("login"), typed)
    return answer.status_code, answer.get("Location") or answer.content.decode()


def test_the_right_password_opens_the_projects(desk: Desk, client: Client) -> None:
    assert log_in(client, "reviewer", cast.PASSWORD) == (302, "/")


def test_the_page_asked_for_opens_after_logging_in(desk: Desk, client: Client) -> None:
    assert log_in(client, "reviewer", cast.PASSWORD, "/account/") == (302, "/account/")


@pytest.mark.parametrize("following", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_a_login_never_leads_to_another_site(desk: Desk, client: Client, following: str) -> None:
    assert log_in(client, "reviewer", cast.PASSWORD, following) == (302, "/")


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("reviewer", "wrong"),
        ("nobody", cast.PASSWORD),
        ("sleeper", cast.PASSWORD),
        ("x" * 150, "y" * 5_000),
    ],
)
def test_a_refused_login_does_not_say_who_exists(
    desk: Desk, client: Client, username: str, password: str
) -> None:
    sleeper = cast.make_person("sleeper")
    change_person(actor=cast.STAGE, person=sleeper, is_active=False)
    status, page = log_in(client, username, password)
    assert status == 200
    assert SAID in page


def test_a_login_with_something_missing_says_so_beside_the_field(desk: Desk, client: Client) -> None:
    page = log_in(client, "", "")[1]
    assert "Type your user name." in page
    assert "Type your password." in page
    assert "Null characters are not allowed." in log_in(client, "reviewer\x00", cast.PASSWORD)[1]


def test_logging_out_ends_the_session(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    assert client.post(reverse("logout"))["Location"] == reverse("login")
    assert client.get("/").status_code == 302


def test_a_form_sent_while_logged_out_keeps_what_was_typed(desk: Desk, client: Client) -> None:
    path = reverse("article_add", args=[desk.project.slug])
    answer = client.post(path, {"text": "A long </textarea> text", "paste": "1"}, headers=ORIGIN)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "A long &lt;/textarea&gt; text</textarea>" in page
    assert f'action="{path}"' in page
    assert Article.objects.count() == 1


def test_the_kept_form_is_taken_after_logging_in_again(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    path = reverse("article_add", args=[desk.project.slug])
    token = token_in(client.get(reverse("login")).content.decode())
    typed = {"text": "The tram has 40 seats.", "paste": "1"}
    late = client.post(path, typed | {"csrfmiddlewaretoken": token}, headers=ORIGIN)
    assert late.status_code == 401
    client.force_login(desk.people["reviewer"])
    sent = client.post(path, typed | {"csrfmiddlewaretoken": token_in(late.content.decode())}, headers=ORIGIN)
    assert sent.status_code == 302
    assert Article.objects.filter(title__contains="tram").exists()


def test_a_form_with_an_old_key_keeps_what_was_typed_but_no_password(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.people["reviewer"])
    typed = {"old": "my secret one", "title": "typed title"}
    answer = client.post(reverse("password"), typed, headers=ORIGIN)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "typed title" in page
    assert "my secret one" not in page


@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Origin": "null"}, {}])
def test_what_another_site_posts_is_not_offered_again(desk: Desk, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.people["reviewer"])
    answer = client.post(
        reverse("article_add", args=[desk.project.slug]), {"text": "planted text"}, headers=headers
    )
    assert answer.status_code == 403
    assert "planted text" not in answer.content.decode()


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]
