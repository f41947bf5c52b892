"""The same work from the right to the left: a review in Arabic, of an Arabic text and of an English one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, ViewportSize, expect

from annotations.models import Claim, Fragment, Ruling, State
from annotations.services.people import set_password
from annotations.services.preferences import change_preferences
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, select

TEXT = (
    "إغلاق الجسر الطويل\n\n"
    "أغلقت البلدية الجسر الطويل يوم الاثنين 🚧 بعد العثور على شقوق في ثلاث من دعائمه السبع. "
    "وقال رئيس البلدية إن الإصلاح سيكلّف 4.2 مليون يورو.\n\n"
    "The bridge carries 18,000 cars a day, a spokesman said."
)
QUOTE = "أغلقت البلدية الجسر الطويل يوم الاثنين 🚧"
PASSWORD = "a long pass phrase"


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk(TEXT, QUOTE)


def ar(words: str) -> str:
    with translation.override("ar"):
        said = translation.gettext(words)
    assert said != words, f"“{words}” is not translated"
    return said


def is_arabic(page: Page) -> None:
    """Runs from the right, and is as every page must be."""
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "ar")
    expect(html).to_have_attribute("dir", "rtl")
    check(page)


def newest(desk: Desk) -> list[Fragment]:
    claim = Claim.objects.filter(article=desk.article).order_by("-id")[0]
    return list(claim.fragments.order_by("position"))


def test_from_the_login_to_the_verdict(open_page: OpenPage, desk: Desk) -> None:
    set_password(actor=cast.acting(desk.reviewer), person=desk.reviewer, password=PASSWORD)
    page = open_page(reverse("login"), language="ar")
    is_arabic(page)
    page.get_by_label(ar("User name")).fill(desk.reviewer.username)
    page.get_by_label(ar("Password")).fill(PASSWORD)
    page.get_by_role("button", name=ar("Log in")).click()
    expect(page.get_by_role("heading", name=ar("My projects"))).to_be_visible()
    is_arabic(page)
    page.goto(reverse("queue", args=[desk.project.slug]))
    is_arabic(page)
    page.get_by_role("link", name=desk.claim.statement).click()
    is_arabic(page)
    page.locator("#verdict-form").get_by_text("False").click()
    page.get_by_label(ar("Rationale")).fill("الجسر مفتوح بحسب إشعار البلدية.")
    page.get_by_role("button", name=ar("Save"), exact=True).click()
    expect(page.locator("#said")).to_contain_text(ar("Verdict saved."))
    assert desk.claim.verdicts.get().rationale == "الجسر مفتوح بحسب إشعار البلدية."
    check(page)


def test_from_the_verdict_to_the_export(open_page: OpenPage, desk: Desk) -> None:
    acting = cast.acting(desk.reviewer)
    cast.make_verdict(desk.claim, desk.reviewer, rationale="قرأنا إشعار البلدية.")
    cite_address(
        actor=acting, claim=desk.claim, url="https://example.org/notice", title="إشعار", stance="refutes"
    )
    page = open_page(desk.claim_address, user=desk.editor, language="ar")
    page.locator("#ruling-fold summary").click()
    page.locator("#ruling-fold").get_by_label(ar("What readers are told")).fill("الجسر مغلق منذ الاثنين.")
    page.get_by_role("button", name=ar("Save the draft")).click()
    page.get_by_role("button", name=ar("Publish the ruling")).click()
    expect(page.get_by_text(ar("published"), exact=True).first).to_be_visible()
    check(page)
    ruling = Ruling.objects.get()
    assert (ruling.state, ruling.summary) == (Ruling.State.PUBLISHED, "الجسر مغلق منذ الاثنين.")
    page.goto(reverse("exports", args=[desk.project.slug]))
    is_arabic(page)
    with page.expect_download() as started:
        page.get_by_role("link", name=ar("Spreadsheet (CSV)")).click()
    file = started.value.path().read_text()
    assert "الجسر مغلق منذ الاثنين." in file
    assert State.PUBLISHED.value in file
    assert ar("published") not in file


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_reads_from_the_right(open_page: OpenPage, desk: Desk, viewport: ViewportSize) -> None:
    cast.make_verdict(desk.claim, desk.reviewer)
    slug, article = desk.project.slug, desk.article.pk
    page = open_page("/", user=desk.editor, language="ar", viewport=viewport)
    for address in (
        "/",
        reverse("account"),
        reverse("keys"),
        reverse("mentions"),
        reverse("project", args=[slug]),
        reverse("tags", args=[slug]),
        reverse("exports", args=[slug]),
        reverse("articles", args=[slug]),
        reverse("article_add", args=[slug]),
        reverse("article_edit", args=[article]),
        reverse("sources", args=[slug]),
        reverse("find", args=[slug]) + "?q=الجسر",
        reverse("article_history", args=[article]),
        reverse("article_paper", args=[article]),
        reverse("as_of", args=[article, 1]),
        reverse("as_of_compare", args=[article, 1, 2]),
        reverse("readers", args=[slug]),
        reverse("claim_split", args=[desk.claim.pk]),
        desk.claim_address,
        "/nothing-is-here/",
    ):
        page.goto(address)
        is_arabic(page)


def test_an_arabic_text_is_marked_with_the_mouse(open_page: OpenPage, desk: Desk) -> None:
    quote = "وقال رئيس البلدية إن الإصلاح سيكلّف 4.2 مليون يورو"
    page = open_page(desk.address, user=desk.reviewer, language="ar")
    select(page, quote)
    page.get_by_role("button", name=ar("New claim")).click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text(ar("Marked as a claim."))
    start = TEXT.index(quote)
    assert [(f.start, f.end, f.quote) for f in newest(desk)] == [(start, start + len(quote), quote)]


def test_an_arabic_text_is_marked_with_the_caret(open_page: OpenPage, desk: Desk) -> None:
    """Arrows move the caret the way they point, as everywhere: in a line from the right, forward is to the left."""
    page = open_page(desk.address, user=desk.reviewer, language="ar")
    page.keyboard.press("v")
    page.keyboard.press("Control+ArrowDown")
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text(ar("Marked as a claim."))
    quote = "أغلقت البلدية الجسر"
    start = TEXT.index(quote)
    assert [(f.start, f.end, f.quote) for f in newest(desk)] == [(start, start + len(quote), quote)]


def test_keys_work_on_an_arabic_keyboard(open_page: OpenPage, desk: Desk) -> None:
    """The key that writes ت there is the one that writes j on a Latin keyboard: the next claim."""
    page = open_page(desk.claim_address, user=desk.reviewer, language="ar")
    opened = page.locator("#rows li:has(a[aria-current])")
    before = opened.get_attribute("data-claim")
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "ت", code: "KeyJ", bubbles: true}))"""
    )
    expect(opened).not_to_have_attribute("data-claim", before or "")


def test_each_paragraph_runs_as_its_own_language_does(open_page: OpenPage, desk: Desk) -> None:
    for language in ("ar", "en"):
        page = open_page(desk.address, user=desk.reviewer, language=language)
        ways = [
            page.locator(".passage").nth(number).evaluate("p => getComputedStyle(p).direction")
            for number in (1, 2)
        ]
        assert ways == ["rtl", "ltr"]
        check(page)


def test_what_people_wrote_does_not_turn_the_words_around_it(open_page: OpenPage, desk: Desk) -> None:
    """A name in the other direction stands apart, so that a full stop or a number beside it stays where it belongs."""
    page = open_page(reverse("queue", args=[desk.project.slug]), user=desk.reviewer, language="en")
    kinds = page.locator(".claim-row__statement bdi, .claim-row__meta bdi").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).unicodeBidi)"
    )
    assert kinds
    assert set(kinds) == {"isolate"}


def test_arrows_point_the_other_way(open_page: OpenPage, desk: Desk) -> None:
    def scales(language: str) -> set[str]:
        page = open_page(desk.claim_address, user=desk.reviewer, language=language)
        icons = page.locator("svg.icon--along").evaluate_all(
            "all => all.map((one) => getComputedStyle(one).scale)"
        )
        return set(icons)

    assert scales("en") == {"none"}
    assert scales("ar") == {"-1 1"}


def test_the_language_is_chosen_at_the_door_and_kept(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(reverse("login"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="العربيّة").click()
    is_arabic(page)
    page.goto(reverse("login"))
    is_arabic(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_preference_goes_before_the_browser(open_page: OpenPage, desk: Desk) -> None:
    change_preferences(actor=cast.acting(desk.reviewer), version=0, language="ar")
    page = open_page("/", user=desk.reviewer, language="en")
    is_arabic(page)
    expect(page.locator(".languages")).to_have_count(0)
