"""A person logs in, in both colour schemes and at phone width, and the console stays empty."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.cast import PASSWORD, make_person


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_person_logs_in(open_page: OpenPage, viewport: ViewportSize, *, dark: bool) -> None:
    make_person("reviewer")
    page = open_page("/", viewport=viewport, dark=dark)
    page.locator("input[name=username]").fill("reviewer")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/")
    expect(page.locator("input[name=password]")).to_have_count(0)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"], "the page scrolls sideways"


def test_a_session_opens_a_page_at_once(open_page: OpenPage) -> None:
    page = open_page("/account/", user=make_person("reviewer"))
    expect(page.locator("body")).to_contain_text("reviewer")
