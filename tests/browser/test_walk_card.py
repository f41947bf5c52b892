"""From the article to the open claim and its details, walked with the mouse, with keys alone and with a finger.

Found in the list and by the search, reached by the outline, described, tagged, seen as it was.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Claim
from annotations.services.claims import reword_claim
from tests import cast
from tests.browser.hands import Hand, Way
from tests.browser.workbench_desk import Desk, make_desk, says

TEXT = "\n\n".join(
    [
        "Bridges of the town",
        cast.TEXT,
        *["Nothing else happened on that day."] * 40,
        "What comes next",
        "It opens.",
    ]
)


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk(TEXT)


def test_the_article_is_gone_through_by_outline_and_list(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.address, desk.reviewer)
    hand.do(page.locator("summary", has_text="Outline"))
    hand.do(page.get_by_role("navigation", name="Outline").get_by_role("link", name="What comes next"))
    expect(page.locator(".passage", has_text="What comes next")).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Outline")).to_be_hidden()
    if hand.way is Way.FINGER:
        hand.do(page.get_by_role("link", name="Claims", exact=True))
    hand.write(page.get_by_label("Find a claim by its words"), "closed THE bridge.")
    row = page.locator("#rows > li:visible")
    expect(row).to_have_count(1)
    hand.do(row.locator("a"))
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    expect(page.locator(".text mark.is-open").first).to_be_in_viewport()


def test_a_claim_is_described_and_tagged(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#wording-fold > summary"), "e")
    hand.write(page.locator("#wording-statement"), "The Long Bridge was closed.")
    hand.write(page.locator("#wording-claimant"), "The mayor")
    hand.pick(page.locator("#wording-kind"), "event")
    page.locator("#wording-said_on").fill("2026-03-21")
    hand.do(page.get_by_role("button", name="Save the wording"))
    says(page, "Wording saved.")
    hand.do(page.locator("#tag-fold > summary"), "t")
    hand.write(page.locator("#tags-form [name=tags]"), "bridges")
    hand.do(page.get_by_role("button", name="Put on"))
    expect(page.locator("#tags .tag")).to_have_text(["bridges"])
    hand.do(page.get_by_role("button", name="Take the tag bridges off"))
    expect(page.locator("#tags .tag")).to_have_count(0)
    claim = Claim.objects.get(pk=desk.claim.pk)
    assert (claim.statement, claim.claimant) == ("The Long Bridge was closed.", "The mayor")
    assert (claim.kind, claim.said_on) == ("event", date(2026, 3, 21))


def test_a_claim_is_found_by_the_search_of_the_project(desk: Desk, hand: Hand) -> None:
    page = hand.open(reverse("project", args=["desk"]), desk.reviewer)
    hand.do(page.get_by_role("link", name="Find"), "/")
    hand.write(page.get_by_label("Words", exact=True), "cracked bolts")
    hand.do(page.get_by_role("button", name="Search"), "Enter")
    expect(page.locator("mark.hit").first).to_be_visible()
    hand.do(page.locator(".found__row .rows__title", has_text="cracked").first)
    expect(page.locator("#statement")).to_contain_text("cracked bolts")


def test_two_moments_are_compared(desk: Desk, hand: Hand) -> None:
    reword_claim(actor=cast.acting(desk.reviewer), claim=desk.claim, version=None, statement="It was shut.")
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.get_by_role("link", name="History", exact=True).first)
    hand.do(page.get_by_role("link", name="Look back"))
    hand.do(page.locator("#gesture-before"))
    hand.do(page.get_by_role("link", name="Compare with now"))
    expect(page.locator("main")).to_contain_text("It was shut.")
