"""Keys of one's own: pressed on their page, obeyed by the workbench, shown on its buttons; or no single keys at all."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import KeyBinding
from annotations.services.preferences import bind_key
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_of_keys_is_sound(open_page: OpenPage, desk: Desk, viewport: object, *, dark: bool) -> None:
    bind_key(actor=cast.acting(desk.reviewer), gesture="next", key="z")
    page = open_page(reverse("keys"), user=desk.reviewer, viewport=viewport, dark=dark)
    expect(page.get_by_role("button", name="Back to j next claim")).to_be_visible()
    check(page)


def test_a_key_is_pressed_set_and_obeyed(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("keys"), user=desk.reviewer)
    page.get_by_label("Next claim", exact=True).press("k")
    expect(page.locator("#taken-next")).to_have_text("This is the key for “previous claim”.")
    page.get_by_label("Next claim", exact=True).press("Control+Shift+Y")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The key is set.")).to_be_visible()
    assert KeyBinding.objects.get().key == "Control+Shift+Y"
    page.goto(desk.address)
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.locator("#main").get_attribute("data-open") == ""
    page.keyboard.press("Control+Shift+Y")
    expect(page.locator("#place")).to_have_text("Claim 1")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("ctrl shift y")


def test_a_key_that_is_taken_is_refused_beside_it(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("keys"), user=desk.reviewer)
    field = page.get_by_label("Next claim", exact=True)
    field.press("k")
    page.keyboard.press("Enter")
    expect(field).to_have_accessible_description(
        "This is the key for “previous claim”. Give that another key first."
    )
    check(page)


def test_the_hint_on_a_button_is_ones_own_key(open_page: OpenPage, desk: Desk) -> None:
    bind_key(actor=cast.acting(desk.reviewer), gesture="reword", key="w")
    page = open_page(desk.claim_address, user=desk.reviewer)
    expect(page.locator("#wording-fold > summary kbd")).to_have_text("w")
    page.keyboard.press("w")
    expect(page.locator("#wording-statement")).to_be_focused()


def test_without_single_keys_only_those_with_a_modifier_work(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("account"), user=desk.reviewer)
    page.get_by_label("Single-key shortcuts").focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Save my preferences").press("Enter")
    expect(page.get_by_text("Saved. It holds wherever you log in.")).to_be_visible()
    page.goto(desk.claim_address)
    expect(page.locator("#wording-fold > summary kbd")).to_have_count(0)
    for key in ("e", "3", "?", "["):
        page.keyboard.press(key)
    expect(page.locator("#wording-fold form")).to_be_hidden()
    expect(page.locator("#verdict-form").get_by_label("False")).not_to_be_checked()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_letters_work_on_a_cyrillic_keyboard(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))"
    )
    expect(page.locator("#place")).to_have_text("Claim 1")


def test_the_look_is_the_persons(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("account"), user=desk.reviewer)
    page.get_by_label("Colours").select_option("dark")
    page.get_by_role("button", name="Save my preferences").click()
    expect(page.get_by_text("Saved. It holds wherever you log in.")).to_be_visible()
    check(page)
    other = open_page(desk.address, user=desk.reviewer)
    assert other.locator("html").get_attribute("data-theme") == "dark"
