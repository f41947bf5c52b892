"""Other eyes, other screens, paper: forced colours, more contrast, less motion, 200 % zoom, a tablet, print."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check, sideways
from tests.browser.conftest import OpenPage
from tests.browser.workbench_desk import Desk, make_desk

TABLET: ViewportSize = {"width": 820, "height": 1180}
# A desktop of 1280 x 900 at 200 %, and the narrowest window that WCAG 1.4.10 asks for.
ZOOMED: ViewportSize = {"width": 640, "height": 450}
NARROWEST: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    made = make_desk()
    cast.make_verdict(made.claim, made.reviewer)
    return made


def addresses(desk: Desk) -> list[str]:
    slug = desk.project.slug
    return [
        "/",
        reverse("project", args=[slug]),
        reverse("queue", args=[slug]),
        reverse("article_history", args=[desk.article.pk]),
        reverse("article_paper", args=[desk.article.pk]),
        reverse("account"),
        reverse("exports", args=[slug]),
        desk.claim_address,
    ]


def is_hidden(page: Page, selector: str) -> bool:
    """Whether nothing of it takes room on the page."""
    hidden: bool = page.locator(selector).evaluate_all(
        "all => all.every((one) => !one.getClientRects().length)"
    )
    return hidden


@pytest.mark.parametrize("viewport", [TABLET, ZOOMED, NARROWEST], ids=["tablet", "200 %", "320 px"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_cut_or_scrolls_sideways(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize, language: str
) -> None:
    page = open_page("/", user=desk.editor, viewport=viewport, language=language)
    for address in addresses(desk):
        page.goto(address)
        assert sideways(page) == 0, address


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_more_contrast_is_black_on_white_or_white_on_black(
    open_page: OpenPage,
    desk: Desk,
    dark: bool,  # noqa: FBT001
) -> None:
    page = open_page("/", user=desk.editor, dark=dark)
    page.emulate_media(contrast="more")
    for address in addresses(desk):
        page.goto(address)
        check(page)
        assert page.evaluate("getComputedStyle(document.body).color") in {
            "rgb(0, 0, 0)",
            "rgb(255, 255, 255)",
        }


def test_forced_colours_leave_every_state_to_see(open_page: OpenPage, desk: Desk) -> None:
    page = open_page("/", user=desk.editor)
    page.emulate_media(forced_colors="active")
    for address in addresses(desk):
        page.goto(address)
        check(page)
    # The open claim, the chosen filter and the chips are told apart by lines.
    assert (
        page.locator(".text mark.is-open").first.evaluate("m => getComputedStyle(m).outlineStyle") == "solid"
    )
    widths = page.locator(".chip").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).borderTopWidth)"
    )
    assert widths
    assert "0px" not in widths


def test_nothing_moves_for_those_who_ask_for_stillness(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.editor)
    page.emulate_media(reduced_motion="reduce")
    slowest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].flatMap((one) => {
            const style = getComputedStyle(one);
            return `${style.transitionDuration}, ${style.animationDuration}`.split(", ").map(parseFloat);
        }))"""
    )
    assert slowest <= 0.001
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_workbench_on_paper_is_the_text_with_numbers_and_the_claims(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page(desk.claim_address, user=desk.editor)
    page.emulate_media(media="print")
    for gone in (".site-bar", "#pane", ".workbench__tools", ".claims__head", "button"):
        assert is_hidden(page, gone), gone
    expect(page.get_by_text(desk.claim.statement).first).to_be_visible()
    numbers = page.locator(".text mark[data-numbers]").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    assert numbers
    assert [each for each in numbers if not each.startswith('"[') or "claim" in each] == []
    whole = page.locator(".claims__scroll, .text").evaluate_all(
        "all => all.every((one) => one.scrollHeight <= one.clientHeight + 1)"
    )
    assert whole, "what lies outside the window is on paper too"


def test_the_history_on_paper_has_no_bars_and_no_forms(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("article_history", args=[desk.article.pk]), user=desk.editor)
    page.emulate_media(media="print")
    for gone in (".site-bar", ".project-bar", ".site-foot", "form"):
        assert is_hidden(page, gone), gone
    expect(page.locator(".entry").first).to_be_visible()


def test_the_page_for_paper_has_every_claim_with_its_verdicts_and_sources(
    open_page: OpenPage, desk: Desk
) -> None:
    acting = cast.acting(desk.reviewer)
    cite_address(
        actor=acting, claim=desk.claim, url="https://example.org/notice", title="The notice", stance="refutes"
    )
    page = open_page(desk.address, user=desk.editor)
    page.get_by_role("link", name="Print").click()
    row = page.get_by_role("row").filter(has_text=desk.claim.statement)
    for words in (
        "True",
        "Reviewer",
        "The report lists 14 bolts.",
        "The notice",
        "https://example.org/notice",
    ):
        expect(row.get_by_text(words, exact=True)).to_be_visible()
    assert "suggested" not in page.locator("main").inner_text()
    page.emulate_media(media="print")
    assert is_hidden(page, ".site-bar, .site-foot, .page-head__kicker")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
