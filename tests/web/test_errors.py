"""The pages of errors: the same look, plain words, nothing of what went wrong inside."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from factcheck import urls
from tests.web.conftest import Browse, Desk

SECRET = "the database's own words"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest(SECRET)


# The site with two more addresses, which fail as no page of ours is known to.
urlpatterns = [path("broken/", broken), path("unreadable/", unreadable), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/broken/", 500, "Something went wrong on our side"),
        ("/unreadable/", 400, "This request could not be read"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_is_said_in_words_without_its_details(
    desk: Desk, address: str, status: int, said: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(desk.people["reviewer"])
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert SECRET not in page
    assert "annotations/css/site.css" in page


def test_a_stranger_sees_nothing_of_the_site_on_a_page_of_errors(db: None, client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert reverse("logout") not in answer.content.decode()


def test_the_refusal_of_a_role_is_shown_as_text(desk: Desk, browse: Browse) -> None:
    answer = browse("viewer").get(reverse("article_edit", args=[desk.article.pk]))
    assert answer.status_code == 403
    assert "You may not do this" in answer.content.decode()
