"""Looking back in a real browser: the slider, links and going back; without a script; sound in every look."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim, Rating, Role, Seal, User
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from annotations.services.rulings import correct_ruling, draft_ruling, publish_ruling
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, session_key
from tests.cast import acting

LOOKS = [
    pytest.param(DESKTOP, False, id="desktop-light"),
    pytest.param(DESKTOP, True, id="desktop-dark"),
    pytest.param(PHONE, False, id="phone-light"),
    pytest.param(PHONE, True, id="phone-dark"),
    pytest.param({"width": 320, "height": 640}, False, id="narrow"),
]
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
HOSTILE = f"<script>alert(1)</script> \u202e{LONG_WORD} مرحبا بالعالم 💡"


@pytest.fixture
def olena(transactional_db: None) -> User:
    cast.make_scale()
    project = cast.make_project()
    cast.make_member(project, "ruth", Role.EDITOR)
    return cast.make_member(project, "olena", Role.REVIEWER)


@pytest.fixture
def ruth(olena: User) -> User:
    return User.objects.get(username="ruth")


@pytest.fixture
def claim(olena: User, ruth: User) -> Claim:
    """Ten moments: a claim that is judged, reworded, published and corrected."""
    made = cast.make_claim(cast.make_article(olena.memberships.get().project, olena), olena)
    cast.make_verdict(made, olena)
    cite_address(
        actor=acting(olena), claim=made, url="https://example.org/r", title=HOSTILE[:300], stance="supports"
    )
    leave_note(actor=acting(ruth), about=made, text=HOSTILE)
    reword_claim(actor=acting(olena), claim=made, version=None, statement="Inspectors found 13 bolts.")
    draft = draft_ruling(
        actor=acting(ruth), claim=made, rating=Rating.objects.get(code="true"), summary="It is so."
    )
    told = publish_ruling(actor=acting(ruth), ruling=draft, version=None)
    correct_ruling(
        actor=acting(ruth), ruling=told, version=None, kind="typo", explanation=HOSTILE, summary=HOSTILE
    )
    reword_last(made, olena)
    return made


def reword_last(claim: Claim, olena: User) -> None:
    leave_note(actor=acting(olena), about=claim.article, text="The last one.")


def address(claim: Claim, number: int, *, is_open: bool = True) -> str:
    path = reverse("as_of", args=[claim.article_id, number])
    return f"{path}?claim={claim.pk}" if is_open else path


def shows(page: Page, number: int) -> None:
    """The page shows this moment, in its address and its words."""
    expect(page.locator("#moment")).to_have_attribute("data-number", str(number))
    expect(page).to_have_url(re.compile(rf"/as-of/{number}/"))


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_the_pages_are_sound_in_every_look(
    open_page: OpenPage, claim: Claim, ruth: User, viewport: ViewportSize, *, dark: bool
) -> None:
    page = open_page(address(claim, 9), user=ruth, viewport=viewport, dark=dark)
    check(page)
    page.locator(".moments__more > summary").click()
    check(page)
    article = claim.article_id
    others = [
        address(claim, 1),
        address(claim, 10, is_open=False),
        reverse("as_of_compare", args=[article, 2, 10]),
        reverse("as_of_any", args=[article]) + "?at=nonsense",
        reverse("readers", args=["desk"]),
        reverse("claim_restore_to", args=[claim.pk, 2]),
        reverse("changes_choose", args=[Seal.objects.get(stream=f"article:{article}", number=6).action_id]),
    ]
    for path in others:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        check(page)


def test_the_slider_works_by_keyboard_and_says_where_it_stands(
    open_page: OpenPage, claim: Claim, olena: User
) -> None:
    page = open_page(address(claim, 7), user=olena)
    slider = page.get_by_role("slider", name="Moment")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Olena reworded the claim"))
    expect(page.locator("#moments-bubble")).to_contain_text("Olena reworded the claim")
    shows(page, 6)
    expect(page.locator("#said")).to_contain_text("Olena reworded the claim")
    expect(page.locator("#statement")).to_have_text("Inspectors found 13 bolts.")
    page.keyboard.press("ArrowLeft")
    shows(page, 5)
    expect(page.locator("#statement")).to_have_text(claim.statement)
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    shows(page, 10)
    expect(page.locator("#moment")).to_contain_text("as it is now")
    page.keyboard.press("Home")
    shows(page, 1)
    expect(page.locator("#pane")).to_contain_text("This claim was not here then")
    check(page)
    page.go_back()
    shows(page, 10)
    expect(slider).to_have_value("10")


def test_the_page_changes_in_place_and_every_address_stands_for_itself(
    open_page: OpenPage, claim: Claim, olena: User
) -> None:
    page = open_page(address(claim, 6, is_open=False), user=olena)
    page.evaluate("window.untouched = true")
    page.locator("mark").first.click(position={"x": 6, "y": 6})  # it may run over two lines
    expect(page.locator("#statement")).to_have_text("Inspectors found 13 bolts.")
    expect(page.locator("#statement")).to_be_focused()
    page.get_by_role("link", name="Previous gesture").click()
    shows(page, 5)
    expect(page.locator("#statement")).to_have_text(claim.statement)
    page.get_by_role("link", name="Next gesture").click()
    shows(page, 6)
    assert page.evaluate("window.untouched")
    page.reload()
    shows(page, 6)
    expect(page.locator("#statement")).to_have_text("Inspectors found 13 bolts.")


def test_moments_that_are_not_told_yet_are_asked_for(open_page: OpenPage, claim: Claim, olena: User) -> None:
    for number in range(230):
        leave_note(actor=acting(olena), about=claim, text=f"Note {number}.")
    page = open_page(address(claim, 240), user=olena)
    slider = page.get_by_role("slider", name="Moment")
    slider.focus()
    with page.expect_response(lambda answer: "/as-of/labels/" in answer.url):
        page.evaluate(
            """() => {
                const slider = document.getElementById("moments-range");
                slider.value = 2;
                slider.dispatchEvent(new Event("input"));
            }"""
        )
    expect(page.locator("#moments-bubble")).to_contain_text("Olena marked a claim")
    shows(page, 240)


def test_without_a_script_it_is_a_form_with_links(
    browser: Browser, live_server: LiveServer, claim: Claim, olena: User
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": session_key(olena), "url": live_server.url}])
    page = context.new_page()
    page.goto(address(claim, 6))
    page.get_by_role("link", name="Previous gesture").click()
    shows(page, 5)
    slider = page.get_by_role("slider", name="Moment")
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Show", exact=True).click()
    shows(page, 1)
    expect(page.locator("#pane")).to_contain_text("This claim was not here then")
    page.locator(".moments__more > summary").click()
    page.get_by_role("button", name="Show that moment").click()
    shows(page, 10)
    context.close()


def test_a_claim_is_restored_from_the_past(open_page: OpenPage, olena: User, ruth: User) -> None:
    made = cast.make_claim(cast.make_article(olena.memberships.get().project, olena), olena)
    reword_claim(actor=acting(olena), claim=made, version=None, statement="Reworded.")
    page = open_page(address(made, 2), user=ruth)
    page.get_by_role("link", name="Restore the claim to this moment").click()
    page.get_by_label("Why").fill("A slip.")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert Claim.objects.get().statement == made.statement


def test_a_day_is_chosen_to_see_what_readers_saw(open_page: OpenPage, claim: Claim, olena: User) -> None:
    page = open_page(reverse("readers", args=["desk"]), user=olena)
    expect(page.get_by_role("cell").first).to_contain_text("Inspectors found 13 bolts.")
    page.get_by_label("Day").fill("2020-01-01")
    page.get_by_label("Time").fill("")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No ruling was published then")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Inspectors found 13 bolts.").click()
    expect(page.get_by_role("slider", name="Moment")).to_have_value("10")
