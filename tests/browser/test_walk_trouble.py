"""Trouble in the middle of the work, walked with the mouse, with keys alone and with a finger."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from annotations.models import Claim, Note, Verdict
from annotations.services.claims import change_claim
from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.hands import Hand
from tests.browser.workbench_desk import Desk, make_desk, says


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def test_what_was_typed_outlives_the_tab_and_the_session(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#verdict-form").get_by_text("Half true"), "2")
    hand.write(page.get_by_label("Rationale"), "Half a thought")
    expect(page.locator("#verdict-form [data-draft-note]")).to_have_text("Draft kept")
    context = page.context
    page.close()
    page = hand.page = context.new_page()
    page.goto(desk.claim_address)
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    Session.objects.all().delete()
    hand.do(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url(re.compile("/login/[?]next=/claims/"))
    hand.write(page.get_by_label("User name"), "reviewer")
    hand.write(page.get_by_label("Password"), cast.PASSWORD)
    hand.do(page.get_by_role("button", name="Log in"))
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    hand.do(page.get_by_role("button", name="Save", exact=True))
    says(page, "Verdict saved.")
    verdict = Verdict.objects.get()
    assert (verdict.rating.code, verdict.rationale) == ("half_true", "Half a thought")


def test_somebody_was_faster_and_each_field_is_chosen(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    editor = cast.acting(desk.editor)
    change_claim(
        actor=editor, claim=desk.claim, version=None, statement="Theirs.", claimant="The mayor", said_on=None
    )
    hand.do(page.locator("#wording-fold > summary"), "e")
    hand.write(page.locator("#wording-statement"), "Mine.")
    hand.write(page.locator("#wording-claimant"), "The inspectors")
    hand.do(page.get_by_role("button", name="Save the wording"))
    conflict = page.locator(".conflict")
    for words in (desk.claim.statement, "Theirs.", "Mine.", "The mayor", "The inspectors"):
        expect(conflict).to_contain_text(words)
    hand.do(conflict.get_by_role("group", name="Claimant").get_by_role("button", name="Take theirs"))
    hand.do(page.get_by_role("button", name="Save the wording"))
    says(page, "Wording saved.")
    claim = Claim.objects.get(pk=desk.claim.pk)
    assert (claim.statement, claim.claimant) == ("Mine.", "The mayor")


def test_what_is_typed_ahead_of_a_slow_card_is_typed_into_it(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.evaluate(
        """() => {
            const ask = window.fetch;
            window.fetch = (...given) => new Promise((done) => setTimeout(() => done(ask(...given)), 400));
        }"""
    )
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.type("axe 3")
    expect(page.locator("#note-text")).to_have_value("axe 3")
    page.keyboard.type("!")
    expect(page.locator("#note-text")).to_have_value("axe 3!")
    assert page.locator("#card").get_attribute("data-state") == "suggested"


def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#cite-fold > summary"), "s")
    form = page.locator("#cite-form")
    hand.write(form.get_by_label("Title"), "<b>Kept</b>")
    hand.write(form.get_by_label("Address"), "javascript:alert(1)")
    hand.do(form.get_by_role("button", name="Cite the source"))
    expect(form.get_by_label("Address")).to_have_accessible_description(
        "A web address starts with http:// or https://."
    )
    expect(form.get_by_label("Address")).to_be_in_viewport()
    expect(form.get_by_label("Title")).to_have_value("<b>Kept</b>")


def test_what_a_broken_line_held_back_is_sent_once(desk: Desk, hand: Hand) -> None:
    # Another tab, whose console may report the trouble that the test makes.
    page = hand.page = hand.open(desk.claim_address, desk.reviewer).context.new_page()
    page.goto(desk.claim_address)
    page.route("**/notes/", lambda route: route.abort("connectionreset"))
    hand.do(page.locator("#note-fold > summary"), "c")
    hand.write(page.locator("#note-text"), "Written on a train")
    hand.do(page.get_by_role("button", name="Leave the note"))
    expect(page.locator("#outbox")).to_contain_text("Not sent yet: 1.")
    page.unroute_all()
    hand.do(page.get_by_role("button", name="Try now"))
    says(page, "Note left.")
    expect(page.locator("#outbox")).to_be_hidden()
    assert [note.text for note in Note.objects.all()] == ["Written on a train"]
