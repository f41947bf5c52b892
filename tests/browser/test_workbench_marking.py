"""Claims made and moved in the text, by mouse, touch and keys alone: exactly the characters chosen are stored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, Fragment
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says, select

FAMILY, FLAG = "👩‍👩‍👧", "🇺🇦"
TEXT = (
    "Die Brücke 💡 ist zu\n\n"
    f"Der Cafe\u0301besitzer {FAMILY} sah {FLAG} die Brücke. Danach 🚧 ging er 12 km weit.\n\n"
    "قال العمدة إن الجسر أغلق 🚧 يوم الاثنين بعد فحص جديد.\n\n"
    "Der letzte Satz steht hier. Er ist kurz."
)
QUOTES = [
    "Brücke 💡 ist",
    "Cafe\u0301besitzer",
    f"{FAMILY} sah {FLAG}",
    "Danach 🚧 ging er 12 km weit",
    "العمدة إن الجسر",
    "🚧 يوم الاثنين",
]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk(TEXT, "sah")


def newest(desk: Desk) -> list[Fragment]:
    claim = Claim.objects.filter(article=desk.article).order_by("-id")[0]
    return list(claim.fragments.order_by("position"))


def finish(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    says(page, "Marked as a claim.")


@pytest.mark.parametrize("quote", QUOTES)
def test_a_selection_is_stored_letter_for_letter(open_page: OpenPage, desk: Desk, quote: str) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    select(page, quote)
    page.get_by_role("button", name="New claim").click()
    expect(page.get_by_label("Statement")).to_be_focused()
    finish(page)
    start = TEXT.index(quote)
    assert [(f.start, f.end, f.quote) for f in newest(desk)] == [(start, start + len(quote), quote)]


def test_a_drag_from_the_right_to_the_left_over_marks(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    box = page.locator(".passage").nth(3).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 14, steps=6)
    page.mouse.move(box["x"] + 1, box["y"] + 14, steps=3)
    page.mouse.up()
    page.get_by_role("button", name="New claim").click()
    finish(page)
    assert newest(desk)[0].quote == "Der letzte Satz steht hier. Er ist kurz."


def test_half_an_emoji_is_taken_whole(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    select(page, f"{FAMILY[:3]}")  # ends inside the family, after its second person
    page.keyboard.press("Enter")
    finish(page)
    assert newest(desk)[0].quote == FAMILY


def test_a_selection_over_two_paragraphs_is_two_fragments(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.evaluate(
        """() => {
            const [first, , third] = document.querySelectorAll(".passage");
            document.getSelection().setBaseAndExtent(first, 0, third, third.childNodes.length);
        }"""
    )
    page.keyboard.press("Enter")
    finish(page)
    assert [fragment.quote for fragment in newest(desk)] == TEXT.split("\n\n")[:3]


def test_two_fragments_make_one_claim(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    select(page, "ging er")
    page.keyboard.press("+")
    says(page, "Fragment kept.")
    select(page, "Brücke")
    page.keyboard.press("Enter")
    finish(page)
    assert [fragment.quote for fragment in newest(desk)] == ["Brücke", "ging er"]


def test_a_claim_is_made_with_keys_alone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("v")
    says(page, "Caret on.")
    expect(page.locator(".caret")).to_be_visible()
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Control+ArrowRight")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    says(page, f"Selected: Cafe\u0301besitzer {FAMILY} sah")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Der Besitzer sah sie.")
    finish(page)
    [fragment] = newest(desk)
    assert fragment.quote == f"Cafe\u0301besitzer {FAMILY} sah {FLAG}"
    assert fragment.claim.statement == "Der Besitzer sah sie."


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (["Shift+ArrowRight"] * 3, "Die"),
        (["Shift+End"], "Die Brücke 💡 ist zu"),
        (["Control+ArrowRight", "Control+Shift+ArrowRight"], "Brücke"),
        (["Control+ArrowDown", "ArrowDown", "Shift+ArrowDown"], "Danach 🚧 ging er 12 km weit."),
        (["Control+ArrowDown", "End", "Shift+Home"], TEXT.split("\n\n")[1]),
    ],
)
def test_the_caret_moves_by_character_word_sentence_and_paragraph(
    open_page: OpenPage, desk: Desk, keys: list[str], quote: str
) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("v")
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    finish(page)
    assert newest(desk)[0].quote == quote


def test_the_caret_follows_the_writing_from_the_right(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("v")
    for key in ["Control+ArrowDown", "Control+ArrowDown", *["Control+Shift+ArrowLeft"] * 2]:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    finish(page)
    assert newest(desk)[0].quote == "قال العمدة"


def test_caret_mode_is_sound(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer, dark=True)
    page.keyboard.press("v")
    page.keyboard.press("Shift+Control+ArrowRight")
    expect(page.locator(".caret")).to_be_visible()
    check(page)


def test_space_lists_the_claims_at_the_caret(open_page: OpenPage, desk: Desk) -> None:
    cast.make_claim(desk.article, desk.reviewer, "sah 🇺🇦", "He saw it.")
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("v")
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="Claims at this place")).to_contain_text("He saw it.")


@pytest.mark.parametrize(("keys", "quote"), [("}[", f"{FAMILY} sah {FLAG}"), ("]", "ah"), ("{", "sa")])
def test_the_edges_of_a_claim_are_nudged(open_page: OpenPage, desk: Desk, keys: str, quote: str) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    for key in keys:
        page.keyboard.press(key)
    says(page, quote)
    page.keyboard.press("Enter")
    says(page, "Moved in the text.")
    assert desk.claim.fragments.get().quote == quote


def test_a_nudge_is_left_with_escape(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("{")
    expect(page.locator("#span-form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#span-form")).to_be_hidden()
    assert desk.claim.fragments.get().quote == "sah"


def test_a_selection_on_a_phone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer, viewport=PHONE)
    select(page, "12 km weit")
    page.get_by_role("button", name="New claim").click()
    page.get_by_role("button", name="Mark as a claim").click()
    says(page, "Marked as a claim.")
    assert newest(desk)[0].quote == "12 km weit"


def test_the_text_never_moves_when_a_claim_is_marked(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    boxes = "[...document.querySelectorAll('.passage')].map((p) => JSON.stringify(p.getBoundingClientRect()))"
    before = page.evaluate(boxes)
    select(page, "Danach 🚧 ging er")
    page.keyboard.press("Enter")
    finish(page)
    page.locator("#verdict-form").get_by_text("False").click()
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Verdict saved.")
    page.locator("#text").evaluate("text => { text.scrollTop = 0; }")
    assert page.evaluate(boxes) == before
