"""Two people change the details of one article, or of one source: what was typed stays, and each field is chosen."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Article, Source
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk

BOTH_SIZES = pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)])


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def save(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Save", exact=True).click()


def take(page: Page, label: str, side: str) -> None:
    page.locator(".conflict").get_by_role("group", name=label).get_by_role("button", name=side).click()


def clash(page: Page) -> None:
    """The conflict is heard at once, and everything still fits."""
    expect(page.locator(".conflict")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check(page)


@BOTH_SIZES
def test_the_details_of_an_article(open_page: OpenPage, desk: Desk, viewport: object, *, dark: bool) -> None:
    address = reverse("article_edit", args=[desk.article.pk])
    mine = open_page(address, user=desk.reviewer, viewport=viewport, dark=dark)
    theirs = open_page(address, user=desk.editor)
    save(theirs, title="Their title", published_on="2026-03-21", publisher="Their paper", language="en")
    expect(theirs.get_by_role("status").first).to_contain_text("Saved.")
    save(mine, title="My title", published_on="2026-03-22", byline="J. Holt", reason="A slip.")
    clash(mine)
    conflict = mine.locator(".conflict")
    for words in ("Bridge closed", "Their title", "My title", "2026-03-21", "2026-03-22", "Their paper"):
        expect(conflict).to_contain_text(words)
    expect(mine.locator("#id_byline")).to_have_value("J. Holt")
    expect(mine.locator("#id_reason")).to_have_value("A slip.")
    expect(mine.locator("#id_language")).to_have_value("en")
    take(mine, "Date of publication", "Take theirs")
    expect(mine.locator("#id_published_on")).to_have_value("2026-03-21")
    take(mine, "Publisher", "Leave it as it was")
    expect(mine.locator("#id_publisher")).to_have_value("")
    take(mine, "Publisher", "Take theirs")
    save(mine)
    expect(mine.get_by_role("status").first).to_contain_text("Saved.")
    article = Article.objects.get(pk=desk.article.pk)
    assert (
        article.title,
        article.byline,
        str(article.published_on),
        article.publisher,
        article.language,
    ) == (
        "My title",
        "J. Holt",
        "2026-03-21",
        "Their paper",
        "en",
    )


@BOTH_SIZES
def test_the_details_of_a_source(open_page: OpenPage, desk: Desk, viewport: object, *, dark: bool) -> None:
    source = cite_address(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        url="https://city.example/report",
        title="Inspection report",
        stance="supports",
    ).source
    address = reverse("source_edit", args=[source.pk])
    mine = open_page(address, user=desk.reviewer, viewport=viewport, dark=dark)
    theirs = open_page(address, user=desk.editor)
    save(theirs, title="Their report", publisher="Their board")
    save(mine, title="My report", archived_url="https://archive.example/1", reason="Found it.")
    clash(mine)
    for words in (source.title, "Their report", "My report", "Their board"):
        expect(mine.locator(".conflict")).to_contain_text(words)
    expect(mine.locator("#id_archived_url")).to_have_value("https://archive.example/1")
    expect(mine.locator("#id_publisher")).to_have_value("Their board")
    take(mine, "Title", "Take theirs")
    save(mine)
    expect(mine.get_by_role("status").first).to_contain_text("Saved.")
    source = Source.objects.get(pk=source.pk)
    assert (source.title, source.publisher, source.archived_url) == (
        "Their report",
        "Their board",
        "https://archive.example/1",
    )
