"""An article's details are changed on a page, and two people at once lose nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Action, Verb
from annotations.services.articles import change_article
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import words_of


def save(client: Client, desk: Desk, **typed: str | int) -> tuple[int, str]:
    fields = {"title": "Bridge closed", "version": desk.article.version, **typed}
    answer = client.post(reverse("article_edit", args=[desk.article.pk]), fields)
    return answer.status_code, answer.content.decode()


def test_details_are_saved_with_the_reason(desk: Desk, reviewer: Client) -> None:
    status, _ = save(
        reviewer, desk, title="Bridge shut", published_on="2026-03-21", publisher="Courier", reason="typo"
    )
    assert status == 302
    desk.article.refresh_from_db()
    assert (desk.article.title, desk.article.publisher, str(desk.article.published_on)) == (
        "Bridge shut",
        "Courier",
        "2026-03-21",
    )
    assert Action.objects.get(verb=Verb.ARTICLE_CHANGED).reason == "typo"


def test_saving_what_is_there_records_nothing(desk: Desk, reviewer: Client) -> None:
    before = Action.objects.count()
    status, _ = save(reviewer, desk, reason="no reason")
    assert status == 302
    assert Action.objects.count() == before


def test_two_people_at_once_are_shown_both_versions(desk: Desk, reviewer: Client) -> None:
    change_article(
        actor=cast.acting(desk.people["editor"]), article=desk.article, version=None, title="Their title"
    )
    status, page = save(reviewer, desk, title="My title", publisher="My publisher")
    assert status == 409
    assert "Their title" in page
    assert 'value="My title"' in page
    assert 'value="My publisher"' in page
    desk.article.refresh_from_db()
    assert desk.article.title == "Their title"
    assert f'name="version" value="{desk.article.version}"' in page
    assert save(reviewer, desk, title="My title", version=desk.article.version)[0] == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "\x00"}, "NUL"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"published_on": "soon"}, "This is not a date."),
        ({"url": "javascript:alert(1)"}, "A web address starts with http:// or https://."),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(
    desk: Desk, reviewer: Client, typed: dict[str, str], said: str
) -> None:
    status, page = save(reviewer, desk, byline="J. Holt", **typed)
    assert status == 422
    assert said in page
    assert 'value="J. Holt"' in page
    desk.article.refresh_from_db()
    assert desk.article.byline == ""


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_none_changes_nothing(desk: Desk, reviewer: Client, version: str) -> None:
    status, _ = save(reviewer, desk, title="Other", version=version)
    assert status == 422
    desk.article.refresh_from_db()
    assert desk.article.title == "Bridge closed"


def test_a_wrong_date_is_taken_away(desk: Desk, reviewer: Client) -> None:
    save(reviewer, desk, published_on="2026-03-21")
    desk.article.refresh_from_db()
    status, _ = save(reviewer, desk, published_on="", version=desk.article.version)
    assert status == 302
    desk.article.refresh_from_db()
    assert desk.article.published_on is None


def test_a_published_ruling_is_named_and_shows_what_changed_after_it(desk: Desk, browse: Browse) -> None:
    address = reverse("article_edit", args=[desk.article.pk])
    assert "published ruling" not in words_of(browse("reviewer").get(address))
    cast.make_published_ruling(desk.claim, desk.people["reviewer"], desk.people["owner"])
    assert "Its title, address and date are an editor's to change." in words_of(
        browse("reviewer").get(address)
    )
    assert save(browse("reviewer"), desk, title="Bridge shut", reason="A slip.")[0] == 403
    status, page = save(browse("editor"), desk, title="Bridge shut")
    assert (status, "say why its title, address or date changes" in page) == (422, True)
    assert save(browse("editor"), desk, title="Bridge shut", reason="A slip.")[0] == 302
    card = words_of(browse("viewer").get(reverse("claim", args=[desk.claim.pk])))
    assert "After it was published, the article's title was changed by Editor" in card
    assert "A slip. What it was" in card
