"""Splitting a claim by selecting its words, with the mouse or by typing them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Lineage
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def choose(page: Page, words: str) -> None:
    page.evaluate(
        """words => {
            const node = document.querySelector("#split-text p").firstChild;
            const at = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        words,
    )


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_words_are_selected_for_each_claim(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    page = open_page(reverse("claim_split", args=[desk.claim.pk]), user=desk.reviewer, viewport=viewport)
    first, second = (
        page.get_by_label("Words of the first claim"),
        page.get_by_label("Words of the second claim"),
    )
    expect(page.get_by_role("button", name="To the first claim")).to_be_disabled()
    choose(page, "The city clo")
    page.get_by_role("button", name="To the first claim").click()
    expect(first).to_have_value("The city closed")
    expect(second).to_have_value("the Long Bridge")
    choose(page, "Long Bridge")
    page.get_by_role("button", name="To the second claim").click()
    expect(second).to_have_value("Long Bridge")
    check(page)
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.get_by_text("Split. The old claim is dismissed")).to_be_visible()
    quotes = [row.claim.fragments.get().quote for row in Lineage.objects.order_by("pk")]
    assert quotes == ["The city closed", "Long Bridge"]
