"""What a narrow window must still show: every way on, and how much lies above and below."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from annotations.models import Article
from annotations.services.articles import change_article
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk

NARROWEST: ViewportSize = {"width": 320, "height": 640}
LONG = "\n\n".join(
    f"Line {number} says that {number} bolts cracked on the bridge." for number in range(1, 41)
)


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"] / 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_tools_of_the_workbench_stand_on_one_line(open_page: OpenPage, desk: Desk, language: str) -> None:
    page = open_page(desk.address, user=desk.reviewer, viewport=PHONE, language=language)
    history = f".workbench__tools a[href='{reverse('article_history', args=[desk.article.pk])}']"
    assert abs(top_of(page, history) - top_of(page, "#progress")) < 8
    assert page.locator("details.menu > summary").inner_text().strip()
    check(page)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("viewport", [PHONE, NARROWEST])
def test_every_place_of_the_project_is_in_sight(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize, language: str
) -> None:
    page = open_page(
        reverse("project", args=[desk.project.slug]), user=desk.reviewer, viewport=viewport, language=language
    )
    assert page.evaluate(
        "(bar => bar.scrollWidth <= bar.clientWidth)(document.querySelector('.project-bar .tabs'))"
    )
    for link in page.locator(".project-bar a").all():
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert box["height"] >= 24
    check(page)


def test_a_phone_counts_what_lies_above_and_below(open_page: OpenPage, transactional_db: None) -> None:
    desk = make_desk(LONG, "Line 40 says that 40 bolts cracked")
    page = open_page(desk.address, user=desk.reviewer, viewport=PHONE)
    above, below = page.locator("#beyond-above"), page.locator("#beyond-below")
    expect(above).to_be_hidden()
    expect(below).to_be_visible()
    first = below.inner_text()
    check(page)
    below.click()
    expect(above).to_be_visible()
    expect(below).not_to_have_text(first)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(below).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    expect(above).to_be_hidden()


def test_the_account_leads_to_ones_own_history(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("account"), user=desk.reviewer, viewport=PHONE)
    page.get_by_role("link", name="What I did").click()
    page.wait_for_url(f"**{reverse('person_history', args=[desk.reviewer.pk])}")
    expect(page.get_by_role("heading", level=1)).to_have_text("What I did")
    check(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_a_short_value_of_the_other_direction_stands_beside_its_label(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize
) -> None:
    article: Article = desk.article
    change_article(actor=cast.acting(desk.editor), article=article, version=None, byline="Holt")
    page = open_page(
        reverse("article_history", args=[article.pk]), user=desk.reviewer, viewport=viewport, language="ar"
    )
    row = page.locator(".changes__one", has_text="Holt").first
    label, value, frame = (row.locator(name).bounding_box() for name in ("dt", "dd", "xpath=.."))
    assert label
    assert value
    assert frame
    assert value["x"] > frame["x"] + frame["width"] / 3
    check(page)
