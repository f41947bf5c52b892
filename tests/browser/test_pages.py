"""The main job in a browser, without the workbench: log in, paste, find the claims in the queue, export.

And every page: no axe finding, nothing wider than the window, no complaint in the console.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from annotations.models import Article, Claim, Project, Role, User
from annotations.services.articles import split_article
from annotations.services.claims import reword_claim
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
HOSTILE = f"<script>alert(1)</script> \u202e{LONG_WORD} مرحبا بالعالم 💡"

# The other two looks are those of test_every_page.py.
LOOKS = [pytest.param(DESKTOP, True, id="desktop-dark"), pytest.param(PHONE, False, id="phone-light")]


@pytest.fixture
def project(transactional_db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def reviewer(project: Project) -> User:
    return cast.make_member(project, "reviewer", Role.REVIEWER)


@pytest.fixture
def claim(project: Project, reviewer: User) -> Claim:
    """A claim under review in a split article, with hostile text wherever people may type."""
    acting = cast.acting(reviewer)
    article = cast.make_article(project, reviewer, title=HOSTILE[:300])
    split_article(actor=acting, article=article)
    marked = cast.make_claim(article, reviewer)
    cast.make_verdict(marked, reviewer, rationale=HOSTILE)
    cite_address(
        actor=acting,
        claim=marked,
        url=f"https://example.org/{LONG_WORD}",
        title=HOSTILE[:300],
        publisher=HOSTILE[:200],
        stance="context",
        quote=HOSTILE,
    )
    return reword_claim(actor=acting, claim=marked, version=None, statement=HOSTILE, reason=HOSTILE)


def pages(claim: Claim) -> list[str]:
    slug, article, source = claim.article.project.slug, claim.article_id, claim.citations.get().source_id
    queue = reverse("queue", args=[slug])
    return [
        reverse("home"),
        reverse("account"),
        reverse("project", args=[slug]),
        f"{queue}?place=reviewed",
        f"{queue}?place=suggested&words=bridge&kind=nonsense&article={article}",
        f"{queue}?place=published",
        reverse("articles", args=[slug]),
        reverse("article_add", args=[slug]),
        reverse("article_edit", args=[article]),
        reverse("article_history", args=[article]),
        reverse("claim_history", args=[claim.pk]),
        reverse("sources", args=[slug]),
        reverse("source", args=[source]),
        reverse("exports", args=[slug]),
    ]


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_pages_with_their_filters_are_sound(
    open_page: OpenPage, claim: Claim, reviewer: User, viewport: ViewportSize, *, dark: bool
) -> None:
    page = open_page("/", user=reviewer, viewport=viewport, dark=dark)
    for path in pages(claim):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        check(page)


def test_the_main_job_from_login_to_export(open_page: OpenPage, reviewer: User) -> None:
    page = open_page("/")
    check(page)
    page.get_by_label("User name").fill("reviewer")
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Add the first article").click()
    page.get_by_label("Text", exact=True).fill(cast.TEXT)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("This is what was found.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("heading", name="Bridge closed after inspection", level=1)).to_be_visible()
    open_queue(page)
    page.get_by_label("Words").fill("cracked")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".claim-row").first).to_contain_text("14 cracked bolts")
    page.get_by_role("link", name="Exports").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Download .jsonl").click()
    assert begun.value.suggested_filename == "desk-jsonl.jsonl"
    assert "14 cracked bolts" in begun.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def open_queue(page: Page) -> None:
    page.goto(reverse("queue", args=["desk"]))
    expect(page.get_by_role("heading", name="Queue", level=1)).to_be_visible()


def test_a_refused_form_is_sound_and_keeps_what_was_typed(open_page: OpenPage, reviewer: User) -> None:
    page = open_page(reverse("article_add", args=["desk"]), user=reviewer)
    page.get_by_label("Text", exact=True).fill(cast.TEXT)
    page.get_by_label("Date of publication").fill("2026-03-21")
    page.get_by_text("Where it was published").click()
    page.get_by_label("Address").fill("javascript:alert(1)")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_label("Address")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Address")).to_have_value("javascript:alert(1)")
    expect(page.get_by_label("Text", exact=True)).to_have_value(cast.TEXT)
    expect(page.get_by_label("Date of publication")).to_have_value("2026-03-21")
    check(page)
    assert not Article.objects.exists()


def test_what_was_typed_survives_a_session_that_ended(open_page: OpenPage, reviewer: User) -> None:
    page = open_page(reverse("article_add", args=["desk"]), user=reviewer)
    page.get_by_label("Text", exact=True).fill(cast.TEXT)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Add the article").click()
    expect(page.get_by_role("heading", name="You are logged out")).to_be_visible()
    check(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in, in another tab").click()
    tab = opened.value
    tab.get_by_label("User name").fill("reviewer")
    tab.get_by_label("Password").fill(cast.PASSWORD)
    tab.get_by_role("button", name="Log in").click()
    expect(tab.get_by_role("heading", name="My projects")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="Bridge closed after inspection", level=1)).to_be_visible()


def test_a_queue_row_opens_from_the_keyboard(open_page: OpenPage, claim: Claim, reviewer: User) -> None:
    page = open_page(f"{reverse('queue', args=['desk'])}?place=suggested", user=reviewer)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    row = page.locator(".claim-row__statement").first
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/{claim.article_id}/?claim=*")


def test_a_chosen_theme_goes_before_the_devices(open_page: OpenPage, reviewer: User) -> None:
    page = open_page("/account/", user=reviewer, dark=False)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Colours").select_option("dark")
    page.get_by_role("button", name="Save my preferences").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    check(page)
