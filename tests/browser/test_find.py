"""Finding in a browser: `/` leads to the search, words are marked, and the queue takes several claims by keyboard."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import ViewportSize, expect

from annotations.models import Claim, Project, Role, State, User
from annotations.services.articles import split_article
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage


@pytest.fixture
def project(transactional_db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


@pytest.fixture
def suggested(project: Project, reviewer: User) -> list[Claim]:
    article = cast.make_article(project, reviewer)
    return split_article(actor=cast.acting(reviewer), article=article)


@pytest.mark.parametrize(
    ("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop", "phone-dark"]
)
def test_the_pages_are_sound(
    open_page: OpenPage, suggested: list[Claim], reviewer: User, viewport: ViewportSize, *, dark: bool
) -> None:
    find, queue = reverse("find", args=["desk"]), reverse("queue", args=["desk"])
    page = open_page(find, user=reviewer, viewport=viewport, dark=dark)
    check(page)
    for path in (f"{find}?q=bridge", f"{find}?q=zeppelin", f"{queue}?place=suggested&words=bridge&worth=1"):
        page.goto(path)
        check(page)


def test_a_slash_leads_to_what_is_looked_for(
    open_page: OpenPage, suggested: list[Claim], reviewer: User
) -> None:
    page = open_page(reverse("articles", args=["desk"]), user=reviewer)
    page.goto(reverse("project", args=["desk"]))
    page.keyboard.press("/")
    expect(page.get_by_role("heading", name="Find", level=1)).to_be_visible()
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    expect(page.locator("mark.hit").first).to_have_text("Bridge")
    page.get_by_role("link", name="The city closed").first.click()
    expect(page.locator("main.workbench")).to_be_visible()


def test_several_claims_are_chosen_by_keyboard(
    open_page: OpenPage, suggested: list[Claim], reviewer: User
) -> None:
    page = open_page(reverse("queue", args=["desk"]) + "?place=suggested", user=reviewer)
    links = page.locator(".claim-row__statement")
    accept = page.get_by_role("button", name="Accept")
    expect(accept).to_be_hidden()
    links.nth(0).focus()
    page.keyboard.press("x")
    expect(page.get_by_text("1 selected")).to_be_visible()
    links.nth(2).focus()
    page.keyboard.press("Shift+X")
    expect(page.get_by_text("3 selected")).to_be_visible()
    check(page)
    accept.click()
    expect(page.get_by_text("3 claims accepted.")).to_be_visible()
    assert Claim.objects.filter(state=State.OPEN).count() == 3


def test_a_view_is_saved_from_the_filter(open_page: OpenPage, suggested: list[Claim], reviewer: User) -> None:
    page = open_page(reverse("queue", args=["desk"]) + "?place=suggested", user=reviewer)
    page.get_by_label("Words", exact=True).fill('"long bridge" -tunnel')
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("mark.hit").first).to_have_text("Long Bridge")
    page.get_by_text("Save as a view").click()
    page.get_by_label("Name of the new view").fill("Bridges")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(
        page.get_by_role("navigation", name="My views").get_by_role("link", name="Bridges")
    ).to_be_visible()
    check(page)
