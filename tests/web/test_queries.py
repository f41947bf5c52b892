"""At most 15 queries a page, whatever the page holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Role
from annotations.services.articles import split_article
from annotations.services.people import add_member
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.pages import EVERY_PAGE, address

MOST = 15


def queries(browse: Browse, path: str) -> int:
    client = browse("reviewer")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


def fill(desk: Desk) -> None:
    """Three more projects, and ten articles, each split, with a verdict each."""
    reviewer = desk.people["reviewer"]
    for number in range(3):
        other = cast.make_project(f"other-{number}")
        add_member(actor=cast.STAGE, project=other, person=reviewer, role=Role.EDITOR)
    for number in range(10):
        article = cast.make_article(desk.project, reviewer, text=f"Number {number}. {cast.TEXT}")
        split_article(actor=cast.acting(reviewer), article=article)
        cast.make_verdict(cast.make_claim(article, reviewer), reviewer)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_page_asks_no_more_when_it_holds_more(desk: Desk, browse: Browse, page: str) -> None:
    path = address(page, desk)
    if page == "queue":
        path = f"{path}?place=suggested&words=bridge&rating=true&article={desk.article.pk}"
    before = queries(browse, path)
    fill(desk)
    after = queries(browse, path)
    assert after <= MOST
    # Looking at an empty list may spare a query that a full one needs, never more than two.
    assert after <= before + 2
