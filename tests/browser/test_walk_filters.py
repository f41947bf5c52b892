"""Filters, chips, views and gestures on many claims, walked with the mouse, with keys alone and with a finger."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from annotations.models import Assignment, Claim, ClaimTag, SavedView, State
from annotations.services.preferences import bind_key
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.hands import Hand, Way
from tests.browser.workbench_desk import Desk, make_desk

LONG = "Verwaltungsgerichtspräsidentinnenvereinigung" * 4


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def fold(page: Page, words: str) -> Locator:
    return page.locator("summary", has_text=words)


def unfold_filters(page: Page, hand: Hand, words: str) -> None:
    """With its key, or by pressing what unfolds them."""
    hand.do(fold(page, words), "f")
    expect(page.locator("#more-filters")).to_have_attribute("open", "")


def test_a_search_is_narrowed_loosened_and_kept(desk: Desk, hand: Hand) -> None:
    page = hand.open(f"{reverse('find', args=['desk'])}?in=claims", desk.reviewer)
    hand.write(page.get_by_role("searchbox"), "bridge")
    hand.do(page.get_by_role("button", name="Search"))
    page.wait_for_url(re.compile("q=bridge"))
    number = page.locator(".found__row").count()
    if hand.way is Way.KEYS:
        page.locator("h1").click()
    unfold_filters(page, hand, "Filter the claims")
    check(page)
    hand.pick(page.get_by_label("State"), "To review")
    hand.do(page.locator("#more-filters").get_by_role("button", name="Filter"))
    page.wait_for_url(re.compile("state=open"))
    expect(page.locator(".found__row")).to_have_count(1)
    check(page)
    chip = page.get_by_role("link", name="State To review")
    hand.do(chip)
    expect(page.locator(".found__row")).to_have_count(number)

    # Nothing has all of it: the way out says how much there is without each.
    page.goto(f"{reverse('find', args=['desk'])}?in=claims&q=bridge&state=published")
    expect(page.get_by_role("heading", name="Nothing passes all the filters")).to_be_visible()
    check(page)
    hand.do(page.locator(".looser").get_by_role("link", name="State Published"))
    expect(page.locator(".found__row")).to_have_count(number)

    hand.do(page.get_by_text("Save as a view"))
    hand.write(page.get_by_label("Name of the new view"), "Bridges")
    hand.do(page.get_by_role("button", name="Save", exact=True))
    views = page.get_by_role("navigation", name="My views")
    expect(views.get_by_role("link", name="Bridges")).to_be_visible()
    assert SavedView.objects.get().query == "in=claims&q=bridge"

    page.goto(reverse("find", args=["desk"]))
    hand.do(views.get_by_role("link", name="Bridges"))
    expect(page.locator(".found__row")).to_have_count(number)


@pytest.mark.parametrize("name", ["queue", "find"])
def test_a_view_is_made_renamed_and_deleted(desk: Desk, hand: Hand, name: str) -> None:
    page = hand.open(f"{reverse(name, args=['desk'])}?in=claims&place=suggested&kind=event", desk.reviewer)
    views = page.get_by_role("navigation", name="My views")
    hand.do(page.get_by_text("Save as a view"))
    hand.write(page.get_by_label("Name of the new view"), "Event")
    hand.do(page.get_by_role("button", name="Save", exact=True))
    expect(views.get_by_role("link", name="Event")).to_have_attribute("aria-current", "true")
    hand.do(page.get_by_text("Change this view"))
    check(page)
    hand.write(page.get_by_label("Name of the view"), "Happenings")
    hand.do(page.get_by_role("button", name="Rename"))
    expect(views.get_by_role("link", name="Happenings")).to_be_visible()
    hand.do(page.get_by_text("Change this view"))
    hand.do(page.get_by_role("button", name="Delete", exact=True))
    expect(page.locator("#messages")).to_contain_text("is deleted.")
    expect(views).to_have_count(0)
    assert not SavedView.objects.exists()


def test_claims_of_the_queue_are_tagged_given_set_aside_and_each_undone(desk: Desk, hand: Hand) -> None:
    page = hand.open(f"{reverse('queue', args=['desk'])}?place=suggested", desk.editor)
    number = page.locator(".claim-row").count()
    bar = page.locator("#bulk")

    def begin(words: str) -> None:
        hand.choose(page.locator("#bulk-page"))
        hand.do(bar.locator("summary", has_text=words))

    def undo() -> None:
        hand.do(page.locator(".message__undo button"))
        expect(page.locator("#messages")).to_contain_text("Undone: you")

    begin("Tag")
    check(page)
    hand.write(page.get_by_label("Tags, with commas between"), "bridges, roads")
    hand.do(bar.get_by_role("button", name="Put on"))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims tagged.")
    assert ClaimTag.objects.count() == 2 * number
    undo()
    assert not ClaimTag.objects.exists()

    begin("Assign")
    hand.pick(page.get_by_label("Who reviews them"), "Reviewer")
    hand.do(bar.get_by_role("button", name="Assign", exact=True))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims assigned.")
    assert set(Assignment.objects.values_list("person__username", flat=True)) == {"reviewer"}
    undo()
    assert not Assignment.objects.exists()

    begin("Dismiss")
    hand.pick(page.get_by_label("Why they are set aside"), "not checkable")
    hand.do(bar.get_by_role("button", name="Dismiss"))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims dismissed.")
    undo()
    assert not Claim.objects.filter(state=State.DISMISSED).exists()


def test_claims_of_an_article_are_tagged_given_set_aside_restored_and_undone(desk: Desk, hand: Hand) -> None:
    page = hand.open(f"{desk.address}?show=suggested#claims", desk.editor)
    number = page.locator("#rows > li").count()
    bar = page.locator("#several")

    def begin(words: str) -> None:
        hand.do(page.get_by_role("button", name="Select", exact=True))
        hand.do(page.get_by_role("button", name="Select all"))
        hand.do(bar.locator("summary", has_text=words))

    def undo() -> None:
        hand.do(page.locator(".message__undo button"))
        expect(page.locator("#messages")).to_contain_text("Undone: you")
        page.goto(f"{desk.address}?show=suggested#claims")

    begin("Tag")
    check(page)
    hand.write(page.locator("#several-tags"), "bridges, roads")
    hand.do(bar.get_by_role("button", name="Put on"))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims tagged.")
    assert ClaimTag.objects.count() == 2 * number
    check(page)
    undo()
    assert not ClaimTag.objects.exists()

    begin("Assign")
    hand.write(page.locator("#several-person"), "reviewer")
    hand.do(bar.get_by_role("button", name="Assign", exact=True))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims assigned.")
    assert set(Assignment.objects.values_list("person__username", flat=True)) == {"reviewer"}
    undo()
    assert not Assignment.objects.exists()

    begin("Dismiss")
    hand.pick(page.get_by_label("Why they are set aside"), "not checkable")
    hand.do(bar.get_by_role("button", name="Dismiss"))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims dismissed.")
    page.goto(f"{desk.address}?show=dismissed#claims")
    hand.do(page.get_by_role("button", name="Select", exact=True))
    hand.do(page.get_by_role("button", name="Select all"))
    expect(bar.get_by_role("button", name="Accept")).to_be_hidden()
    hand.do(bar.get_by_role("button", name="Restore"))
    expect(page.locator("#messages")).to_contain_text(f"{number} claims restored.")
    assert "show=dismissed" in page.url
    assert not Claim.objects.filter(state=State.DISMISSED).exists()


def test_enter_and_escape_in_a_panel_mean_that_panel(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"{desk.address}?show=suggested", user=desk.reviewer)
    page.get_by_role("button", name="Select", exact=True).click()
    page.locator("#rows .row__box").nth(1).check()
    tag = page.locator("#several summary", has_text="Tag")
    tag.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#several-tags")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tag).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#several-tags")).to_be_focused()  # a panel is opened before it is typed in
    page.keyboard.type("bridges")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("1 claim tagged.")
    assert not Claim.objects.filter(state=State.OPEN).exclude(pk=desk.claim.pk).exists()


def test_a_key_leads_to_the_filters(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("queue", args=["desk"]), user=desk.reviewer)
    page.keyboard.press("f")
    expect(page.get_by_label("Kind")).to_be_focused()
    page.keyboard.press("Escape")
    page.goto(f"{reverse('find', args=['desk'])}?q=bridge")
    page.keyboard.press("f")
    expect(page.get_by_label("Added or written by")).to_be_focused()
    page.goto(desk.address)
    page.keyboard.press("f")
    expect(page.locator("#filters a[aria-current]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#filters a[aria-current]")).to_contain_text("To review")


def test_the_key_is_the_readers_own(open_page: OpenPage, desk: Desk) -> None:
    bind_key(actor=cast.acting(desk.reviewer), gesture="filter", key="y")
    page = open_page(reverse("queue", args=["desk"]), user=desk.reviewer)
    page.keyboard.press("f")
    expect(page.get_by_label("Kind")).not_to_be_focused()
    page.keyboard.press("y")
    expect(page.get_by_label("Kind")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_long_names_fit_the_smallest_phone(
    open_page: OpenPage, desk: Desk, language: str, *, dark: bool
) -> None:
    asked = f"in=claims&place=suggested&claimant={LONG}&words={LONG}&q={LONG}&kind=event&since=2020-01-01"
    smallest = {**PHONE, "width": 320}
    page = open_page(
        f"{reverse('find', args=['desk'])}?{asked}",
        user=desk.reviewer,
        viewport=smallest,
        dark=dark,
        language=language,
    )
    check(page)
    page.locator("#more-filters summary").click()
    check(page)
    page.goto(f"{reverse('queue', args=['desk'])}?{asked}")
    check(page)
    page.goto(f"{reverse('queue', args=['desk'])}?place=suggested")
    page.locator("#bulk-page").check()
    check(page)
    page.goto(f"{desk.address}?show=suggested#claims")
    page.locator("[data-do=select-several]").first.click()
    page.locator("[data-do=select-all]").click()
    check(page)
