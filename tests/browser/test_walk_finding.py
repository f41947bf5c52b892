"""Finding claims and moving between them, walked with the mouse, with keys alone and with a finger."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Claim, SavedView, State
from tests import cast
from tests.browser.hands import Hand, Way
from tests.browser.workbench_desk import Desk, make_desk


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def test_words_are_filtered_saved_and_done_at_once(desk: Desk, hand: Hand) -> None:
    page = hand.open(f"{reverse('queue', args=['desk'])}?place=suggested", desk.reviewer)
    hand.write(page.get_by_label("Words", exact=True), "bridge")
    hand.do(page.get_by_role("button", name="Filter"))
    page.wait_for_url(re.compile("words=bridge"))
    hand.do(page.get_by_text("Save as a view"))
    hand.write(page.get_by_label("Name of the new view"), "Bridges")
    hand.do(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("link", name="Bridges")).to_be_visible()
    assert "words=bridge" in SavedView.objects.get().query
    rows = page.locator(".claim-row")
    number = rows.count()
    hand.choose(page.locator("#bulk-page"))
    hand.do(page.locator("#bulk button[value=accept]"))
    expect(page.locator(".message")).to_contain_text(f"{number} claims accepted.")
    assert Claim.objects.filter(state=State.OPEN).count() == number + 1
    hand.do(page.locator(".message__undo button"))
    expect(page.locator(".message")).to_contain_text("Undone")
    assert Claim.objects.filter(state=State.OPEN).count() == 1


def test_claims_to_review_and_claims_in_conflict_follow_one_another(desk: Desk, hand: Hand) -> None:
    for person, code in ((desk.reviewer, "true"), (desk.editor, "false")):
        cast.make_verdict(desk.claim, person, code)
    page = hand.open(desk.address, desk.reviewer)
    hand.do(page.locator("#pane-bar").get_by_role("button", name="Next to review"), "n")
    expect(page.locator("#statement")).not_to_have_text(desk.claim.statement)
    if hand.way is Way.KEYS:
        page.keyboard.press("Alt+Shift+ArrowRight")
    else:
        if hand.way is Way.FINGER:
            hand.do(page.get_by_role("button", name="Commands").first)
        else:
            hand.do(page.locator(".workbench__palette"))
        page.keyboard.type("next conflict")
        hand.do(page.locator("#palette-list").get_by_role("option").first)
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)


def test_several_claims_of_an_article_are_accepted_and_that_undone(desk: Desk, hand: Hand) -> None:
    suggested = desk.article.claims.filter(state=State.SUGGESTED).count()
    page = hand.open(f"{desk.address}?show=suggested#claims", desk.reviewer)
    hand.do(page.get_by_role("button", name="Select", exact=True))
    hand.do(page.get_by_role("button", name="Select all"))
    hand.do(page.locator("#several").get_by_role("button", name="Accept"))
    expect(page.locator("#messages")).to_contain_text(f"{suggested} claims accepted.")
    assert not desk.article.claims.filter(state=State.SUGGESTED).exists()
    hand.do(page.get_by_role("button", name="Undo").first, "Control+z")
    expect(page.locator("#messages")).to_contain_text("Undone: you accepted the claim")
    assert desk.article.claims.filter(state=State.SUGGESTED).count() == suggested
