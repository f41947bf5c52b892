"""Two people change one row: each field stays who changed it, and a clash is shown in three."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from annotations.services.articles import change_article
from tests import cast
from tests.web.conftest import Desk
from tests.web.filled_forms import form_on, words_of


def test_a_field_left_alone_follows_them_and_a_typed_one_stays(desk: Desk, reviewer: Client) -> None:
    address = reverse("article_edit", args=[desk.article.pk])
    form = form_on(reviewer, reviewer.get(address), address)
    change_article(
        actor=cast.acting(desk.people["editor"]),
        article=desk.article,
        version=None,
        title="Theirs",
        publisher="Their paper",
    )
    answer = form.send(title="Mine", byline="J. Holt")
    assert answer.status_code == 409
    assert "Title It was Bridge closed They made it Theirs You have Mine" in words_of(answer)
    again = form_on(reviewer, answer, address)
    assert (again.fields["title"], again.fields["publisher"], again.fields["byline"]) == (
        "Mine",
        "Their paper",
        "J. Holt",
    )
    assert again.send().status_code == 302
    desk.article.refresh_from_db()
    assert (desk.article.title, desk.article.publisher, desk.article.byline) == (
        "Mine",
        "Their paper",
        "J. Holt",
    )
