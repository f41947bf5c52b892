"""The ends of the open claim, dragged with mouse and finger; selections grown to words; letters counted exactly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, place_of, says

FAMILY = "👩\u200d👩\u200d👧"
TEXT = (
    "Reports of the day\n\n"
    f"Inspectors found 14 cracked bolts. The cafe\u0301 owner {FAMILY} saw it on Monday morning.\n\n"
    "قال العمدة إن الجسر أغلق يوم الاثنين بعد فحص جديد."
)


def quote_of(claim: Claim) -> str:
    fragment = claim.fragments.get()
    assert TEXT[fragment.start : fragment.end] == fragment.quote
    return fragment.quote


def drag(page: Page, edge: str, to: tuple[float, float]) -> None:
    box = page.locator(f".grip[data-edge={edge}]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def make(quote: str) -> Desk:
    return make_desk(TEXT, quote)


@pytest.mark.parametrize(
    ("quote", "runs_backward"), [("report names", False), ("صدر التقرير", True), ("seven bridges", False)]
)
def test_the_ends_stand_where_their_own_words_begin_and_end(
    open_page: OpenPage,
    transactional_db: None,
    quote: str,
    runs_backward: bool,  # noqa: FBT001
) -> None:
    """Words of both directions in one passage: a grip goes by its words, not by the passage."""
    desk = make_desk("صدر التقرير. The report names seven bridges. انتهى.", quote)
    page = open_page(desk.claim_address, user=desk.reviewer)
    start, end = (page.locator(f".grip[data-edge={edge}]").bounding_box() for edge in ("start", "end"))
    assert start
    assert end
    assert (end["x"] < start["x"]) is runs_backward


@pytest.mark.parametrize(
    ("quote", "edge", "towards", "at_end", "becomes"),
    [
        ("found 14", "end", "cracked", True, "found 14 cracked"),
        ("found 14", "start", "Inspectors", False, "Inspectors found 14"),
        ("owner", "end", FAMILY, True, f"owner {FAMILY}"),
        ("owner", "start", "cafe\u0301", False, "cafe\u0301 owner"),
        ("الجسر أغلق", "end", "الاثنين", True, "الجسر أغلق يوم الاثنين"),
    ],
)
def test_an_end_is_dragged(
    open_page: OpenPage,
    transactional_db: None,
    quote: str,
    edge: str,
    towards: str,
    at_end: bool,  # noqa: FBT001
    becomes: str,
) -> None:
    desk = make(quote)
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.locator(".text mark.is-open").first.scroll_into_view_if_needed()
    drag(page, edge, place_of(page, towards, at_end=at_end))
    says(page, becomes)
    page.keyboard.press("Enter")
    says(page, "Moved in the text.")
    assert quote_of(desk.claim) == becomes


def test_a_dragged_end_snaps_to_words_unless_alt_is_held(open_page: OpenPage, transactional_db: None) -> None:
    desk = make("found 14")
    page = open_page(desk.claim_address, user=desk.reviewer)
    middle = place_of(page, "crac", at_end=True)
    drag(page, "end", middle)
    says(page, "found 14 cracked: ")
    page.keyboard.press("Escape")
    page.keyboard.down("Alt")
    drag(page, "end", middle)
    page.keyboard.up("Alt")
    says(page, "found 14 crac: ")


def test_a_dragged_end_is_left_with_escape(open_page: OpenPage, transactional_db: None) -> None:
    desk = make("found 14")
    page = open_page(desk.claim_address, user=desk.reviewer)
    before = page.locator(".grip[data-edge=end]").bounding_box()
    drag(page, "end", place_of(page, "bolts", at_end=True))
    page.keyboard.press("Escape")
    assert page.locator(".grip[data-edge=end]").bounding_box() == before
    assert quote_of(desk.claim) == "found 14"


@pytest.mark.parametrize(
    ("edge", "towards", "becomes"),
    [("end", "cracked", "found 14 cracked"), ("start", "Inspectors", "Inspectors found 14")],
)
def test_an_end_is_dragged_with_a_finger(
    open_page: OpenPage, transactional_db: None, edge: str, towards: str, becomes: str
) -> None:
    desk = make("found 14")
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=PHONE)
    box = page.locator(f".grip[data-edge={edge}]").bounding_box()
    assert box
    x, y = place_of(page, towards, at_end=edge == "end")
    touch = page.context.new_cdp_session(page)
    start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for part in (0.1, 0.4, 0.7, 1, 1, 1):  # a finger comes to rest before it is lifted
        point = {axis: start[axis] + part * (goal - start[axis]) for axis, goal in (("x", x), ("y", y))}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.wait_for_timeout(40)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    says(page, becomes)
    page.get_by_role("button", name="Move the claim here").tap()
    says(page, "Moved in the text.")
    assert quote_of(desk.claim) == becomes


def test_a_drawn_selection_grows_to_words_and_back(open_page: OpenPage, transactional_db: None) -> None:
    desk = make("morning")
    page = open_page(desk.address, user=desk.reviewer)
    from_, to = place_of(page, "ectors found"), place_of(page, "14 cra", at_end=True)
    page.mouse.move(*from_)
    page.mouse.down()
    page.mouse.move(*to, steps=4)
    page.mouse.up()
    chosen = "getSelection().toString()"
    expect(page.get_by_role("button", name="Exact letters")).to_be_visible()
    assert page.evaluate(chosen) == "Inspectors found 14 cracked"
    page.get_by_role("button", name="Exact letters").click()
    assert page.evaluate(chosen) == "ectors found 14 cra"
    page.get_by_role("button", name="New claim").click()
    page.keyboard.press("Control+Enter")
    says(page, "Marked as a claim.")
    newest = Claim.objects.filter(article=desk.article).order_by("-id")[0]
    assert quote_of(newest) == "ectors found 14 cra"


def test_counters_tell_what_is_off_the_screen(open_page: OpenPage, transactional_db: None) -> None:
    desk = make_desk(
        "\n\n".join(f"Paragraph {number} says that {number} bolts were found." for number in range(60)),
        "0 bolts",
    )
    page = open_page(desk.address, user=desk.reviewer, viewport={"width": 1366, "height": 768})
    below, above = page.locator("#beyond-below"), page.locator("#beyond-above")
    expect(below).to_be_visible()
    expect(above).to_be_hidden()
    below.click()
    expect(above).to_be_visible()
    page.locator("#text").evaluate("text => text.scrollTo(0, text.scrollHeight)")
    expect(below).to_be_hidden()
    page.wait_for_timeout(300)
    all_claims = desk.article.claims.count()
    words = above.inner_text()
    on_screen = page.evaluate(
        """() => {
            const frame = document.getElementById("text").getBoundingClientRect();
            const first = new Map();
            for (const mark of document.querySelectorAll(".text mark"))
                for (const id of mark.dataset.claims.split(" ")) if (!first.has(id)) first.set(id, mark);
            return [...first.values()].filter((mark) => mark.getBoundingClientRect().bottom > frame.top).length;
        }"""
    )
    assert words == f"↑ {all_claims - on_screen} above"
