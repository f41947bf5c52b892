"""From the verdict to what readers are told, and back, walked with the mouse, with keys alone and with a finger."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Correction, Ruling
from annotations.services.claims import reword_claim
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.hands import Hand
from tests.browser.workbench_desk import Desk, make_desk, says


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def test_a_ruling_is_drafted_published_and_corrected(desk: Desk, hand: Hand) -> None:
    cast.make_verdict(desk.claim, desk.reviewer)
    actor = cast.acting(desk.reviewer)
    cite_address(
        actor=actor,
        claim=desk.claim,
        url="https://example.org/r",
        title="Report",
        stance="supports",
        quote="14 bolts",
    )
    page = hand.open(desk.claim_address, desk.editor)
    hand.do(page.locator("#ruling-fold > summary"), "r")
    hand.write(page.locator("#ruling-summary"), "The city did close it.")
    hand.do(page.get_by_role("button", name="Save the draft"), "Control+Enter")
    says(page, "Ruling drafted.")
    hand.do(page.get_by_role("button", name="Publish the ruling"))
    says(page, "Ruling published.")
    hand.do(page.locator("#correction-fold > summary"), "r")
    form = page.locator("#correction-fold form")
    hand.pick(form.get_by_label("Kind of correction"), "change of rating")
    hand.pick(form.get_by_label("Rating"), "Half true")
    hand.write(form.locator("[name=explanation]"), "It was closed to cars alone.")
    hand.do(form.get_by_role("button", name="Publish the correction"))
    says(page, "Correction published.")
    expect(page.locator(".ruling")).to_contain_text("It was closed to cars alone.")
    correction = Correction.objects.get()
    assert (correction.old_rating.code, correction.new_rating.code) == ("true", "half_true")
    assert Ruling.objects.get().summary == "The city did close it."


def test_a_change_is_taken_back_from_the_history(desk: Desk, hand: Hand) -> None:
    actor = cast.acting(desk.reviewer)
    reword_claim(actor=actor, claim=desk.claim, version=None, statement="Wrong words.")
    page = hand.open(reverse("claim_history", args=[desk.claim.pk]), desk.reviewer)
    hand.do(page.get_by_role("link", name="Take back").first)
    hand.write(page.get_by_label("Why"), "A slip.")
    hand.do(page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("Taken back.")).to_be_visible()
    was = desk.claim.statement
    desk.claim.refresh_from_db()
    assert desk.claim.statement == was
