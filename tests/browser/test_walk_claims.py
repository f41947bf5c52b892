"""What becomes of a claim in the text, walked with the mouse, with keys alone and with a finger.

Dismissed, restored, undone, marked elsewhere, split, merged, made of two fragments.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Claim, Lineage, State
from tests import cast
from tests.browser.accessibility import check
from tests.browser.hands import Hand, Way
from tests.browser.workbench_desk import Desk, make_desk, place_of, says

TEXT = (
    "Bridges of the town\n\n"
    "The Long Bridge was closed on Monday. Inspectors found 14 cracked bolts.\n\n"
    "The mayor said: the Long Bridge was closed on Monday."
)
QUOTE = "Long Bridge was closed on Monday"


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk(TEXT, QUOTE)


def quotes(desk: Desk) -> list[list[str]]:
    """Of every claim that is under review, in the order of the text."""
    claims = desk.article.claims.filter(state=State.OPEN).order_by("start", "-end")
    return [[fragment.quote for fragment in claim.fragments.order_by("position")] for claim in claims]


def test_a_claim_is_dismissed_restored_and_that_undone(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#dismissal-fold > summary"), "x")
    hand.choose(page.get_by_label("not worth checking"))
    hand.do(page.get_by_role("button", name="Dismiss the claim"))
    says(page, "Dismissed.")
    assert quotes(desk) == []
    hand.do(page.get_by_role("button", name="Restore"), "a")
    says(page, "Restored.")
    assert quotes(desk) == [[QUOTE]]
    hand.do(page.get_by_role("button", name="Undo"), "Control+z")
    says(page, "Undone: you restored the claim.")
    assert quotes(desk) == []
    hand.do(page.get_by_role("button", name="Redo"), "Control+Shift+z")
    says(page, "Done again: you restored the claim.")
    assert quotes(desk) == [[QUOTE]]


def test_the_same_words_are_marked_elsewhere(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#elsewhere-fold > summary"))
    places = page.get_by_role("group", name="The same words stand at 1 other place.")
    expect(places).to_contain_text("The mayor said")
    hand.do(page.get_by_role("button", name="Mark the chosen places"))
    expect(page.locator("#messages")).to_contain_text("1 place marked.")
    assert quotes(desk) == [[QUOTE], [QUOTE]]
    hand.do(page.locator("#pane-bar [data-do=next]"), "j")
    expect(page.locator("#messages")).to_be_empty()


def test_a_claim_is_split(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.get_by_role("link", name="Split"))
    hand.write(page.get_by_label("Words of the first claim"), "Long Bridge")
    hand.write(page.get_by_label("Words of the second claim"), "closed on Monday")
    hand.write(page.get_by_label("Statement").last, "It was on a Monday.")
    hand.do(page.get_by_role("button", name="Split", exact=True))
    says_so = page.get_by_text("Split. The old claim is dismissed and keeps its verdicts.")
    expect(says_so).to_be_visible()
    assert quotes(desk) == [["Long Bridge"], ["closed on Monday"]]
    assert Claim.objects.filter(statement="It was on a Monday.", state=State.OPEN).exists()
    assert Lineage.objects.filter(predecessor=desk.claim).count() == 2


def test_two_claims_are_merged(desk: Desk, hand: Hand) -> None:
    cast.make_claim(desk.article, desk.reviewer, "Inspectors found 14 cracked bolts", "They found bolts.")
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.get_by_role("link", name="Merge"))
    expect(page.get_by_label(desk.claim.statement)).to_be_checked()
    hand.choose(page.get_by_label("They found bolts."))
    hand.write(page.get_by_label("Statement"), "Closed, for cracked bolts.")
    hand.do(page.get_by_role("button", name="Merge", exact=True))
    expect(page.get_by_text("Merged. The old claims are dismissed")).to_be_visible()
    expect(page.locator("#statement")).to_have_text("Closed, for cracked bolts.")
    assert quotes(desk) == [[QUOTE, "Inspectors found 14 cracked bolts"]]


def test_two_fragments_make_one_claim(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.address, desk.reviewer)
    hand.mark("mayor said")
    hand.do(page.get_by_role("button", name="Fragment"), "+")
    says(page, "Fragment kept.")
    hand.mark("Inspectors found")
    hand.do(page.get_by_role("button", name="New claim"), "Enter")
    expect(page.locator("#mark-form").get_by_label("Statement")).to_be_in_viewport()
    check(page)
    hand.write(page.locator("#mark-form").get_by_label("Statement"), "The mayor spoke of inspectors.")
    hand.do(page.get_by_role("button", name="Mark as a claim"), "Control+Enter")
    says(page, "Marked as a claim.")
    newest = Claim.objects.order_by("-id")[0]
    assert [each.quote for each in newest.fragments.order_by("position")] == [
        "Inspectors found",
        "mayor said",
    ]
    assert newest.statement == "The mayor spoke of inspectors."


def test_the_claims_at_one_place_are_all_offered(desk: Desk, hand: Hand) -> None:
    inner = cast.make_claim(desk.article, desk.reviewer, "Long Bridge", "It is called Long Bridge.")
    page = hand.open(desk.claim_address, desk.reviewer)
    if hand.way is Way.KEYS:
        page.locator("#text").focus()
        page.keyboard.press("Space")
    else:
        x, y = place_of(page, "Bridge was")
        (page.mouse.click if hand.way is Way.MOUSE else page.touchscreen.tap)(x, y)
    dialog = page.get_by_role("dialog", name="Claims at this place")
    hand.do(dialog.get_by_role("link").filter(has_text=inner.statement))
    expect(page.locator("#statement")).to_have_text(inner.statement)
