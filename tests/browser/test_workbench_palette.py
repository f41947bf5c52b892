"""The palette: gestures, claims, pages and saved views by typing a few letters, with keys alone and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.services.claims import reword_claim
from annotations.services.saved_views import save_view
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def selected(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option", selected=True)


def lines(page: Page) -> list[str]:
    return page.locator("#palette-list bdi").all_inner_texts()


def test_a_gesture_is_found_and_done(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(selected(page)).to_have_count(1)
    page.keyboard.type("rew")
    expect(selected(page)).to_contain_text("reword")
    expect(selected(page)).to_contain_text("e")
    check(page)
    page.keyboard.press("Enter")
    expect(page.locator("#wording-statement")).to_be_focused()


def test_a_claim_is_found_by_number_and_by_words(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Control+k")
    page.keyboard.type("3")
    expect(selected(page)).to_contain_text("claim")
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_have_text("Claim 3")
    page.keyboard.press("Control+k")
    page.keyboard.type("BRIDGE closed the city")
    page.keyboard.press("Enter")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    expect(page.locator("#statement")).to_be_focused()


def test_pages_and_saved_views_are_reached(open_page: OpenPage, desk: Desk) -> None:
    save_view(
        actor=cast.acting(desk.reviewer), project=desk.project, name="Only numbers", query="place=suggested"
    )
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Control+k")
    page.keyboard.type("only num")
    expect(selected(page)).to_contain_text("saved view")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/queue/\?place=suggested"))


def test_arrows_go_round_and_escape_gives_the_focus_back(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    note = page.locator("#note-fold > summary")
    note.focus()
    page.keyboard.press("Control+k")
    expect(options(page).filter(has_text="My keys")).to_be_attached()
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    active = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert active == options(page).first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(note).to_be_focused()


def test_nothing_found_is_said(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Control+k")
    page.keyboard.type("zzzzqqq")
    expect(page.get_by_text("Nothing like it is here.")).to_be_visible()
    expect(page.locator("#palette-count")).to_have_text("0 found")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_only_what_can_be_done_now_is_offered(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Control+k")
    assert "reword" not in lines(page)
    assert "next claim" in lines(page)


def test_what_undo_would_do_is_told(open_page: OpenPage, desk: Desk) -> None:
    reword_claim(actor=cast.acting(desk.reviewer), claim=desk.claim, version=None, statement="Other words.")
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.locator("#undo-form button").hover()
    expect(page.get_by_role("button", name="Undo: you reworded the claim")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("undo")
    expect(selected(page)).to_contain_text("undo: reworded the claim")
    page.keyboard.press("Enter")
    says(page, "Undone: you reworded the claim.")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)


@pytest.mark.parametrize("dark", [False, True])
def test_the_palette_on_a_phone(open_page: OpenPage, desk: Desk, *, dark: bool) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=PHONE, dark=dark)
    page.get_by_role("button", name="Commands").click()
    page.get_by_role("combobox").fill("leave a note")
    check(page)
    options(page).first.click()
    expect(page.locator("#note-text")).to_be_focused()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_articles_follow_one_another(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    older = desk.article
    cast.make_article(desk.project, desk.reviewer, text="A second text stands here.", title="The second")
    page = open_page(desk.address, user=desk.reviewer, viewport=viewport)
    page.keyboard.press("Shift+K")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second")
    page.keyboard.press("Shift+K")
    expect(page.get_by_text("This is the first article of the project.")).to_be_visible()
    page.keyboard.press("Shift+J")
    expect(page.get_by_role("heading", level=1)).to_have_text(older.title)
