"""Where one stands after a form was sent: at what comes next, and nothing that waits is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Claim, Role, Ruling
from annotations.services.notes import leave_note
from annotations.services.projects import change_project
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says, select

BOTH_SIZES = pytest.mark.parametrize("viewport", [DESKTOP, PHONE])


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def propose_a_move(page: Page) -> None:
    select(page, "inspectors found 14 cracked bolts")
    page.get_by_role("button", name="Move claim here").click()
    expect(page.locator("#span-form")).to_be_visible()


@BOTH_SIZES
def test_rewording_keeps_a_move_that_waits(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=viewport)
    propose_a_move(page)
    page.locator("#wording-fold > summary").click()
    page.locator("#wording-statement").fill("Another wording.")
    page.get_by_role("button", name="Save the wording").click()
    says(page, "Wording saved.")
    says(page, "The claim is not moved yet")
    expect(page.locator("#statement")).to_have_text("Another wording.")
    confirm = page.get_by_role("button", name="Move the claim here")
    expect(confirm).to_be_focused()
    check(page)
    page.keyboard.press("Enter")
    says(page, "Moved in the text.")
    expect(page.locator("#span-form")).to_be_hidden()
    claim = Claim.objects.get(pk=desk.claim.pk)
    assert (claim.statement, claim.fragments.get().quote) == (
        "Another wording.",
        "inspectors found 14 cracked bolts",
    )


def test_a_move_that_is_refused_still_waits(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    propose_a_move(page)
    page.locator("#wording-fold > summary").click()
    page.locator("#wording-statement").fill(" ")
    page.get_by_role("button", name="Save the wording").click()
    expect(page.locator("#wording-statement")).to_be_focused()
    expect(page.locator("#span-form")).to_be_visible()


def test_a_ruling_is_drafted_then_published_without_a_detour(open_page: OpenPage, desk: Desk) -> None:
    owner = cast.make_member(desk.project, "owner", Role.OWNER)
    change_project(
        actor=cast.acting(owner), project=desk.project, version=None, second_person_publishes=False
    )
    cite_address(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        url="https://city.example/report",
        title="Report",
        stance="supports",
    )
    cast.make_verdict(desk.claim, desk.reviewer)
    page = open_page(desk.claim_address, user=desk.editor)
    page.keyboard.press("r")
    page.locator("#ruling-summary").fill("It is so.")
    page.get_by_role("button", name="Save the draft").click()
    says(page, "Ruling drafted.")
    expect(page.get_by_role("button", name="Publish the ruling")).to_be_focused()
    page.keyboard.press("Enter")
    says(page, "Ruling published.")
    expect(page.locator("#published")).to_be_focused()
    check(page)
    assert Ruling.objects.get().state == Ruling.State.PUBLISHED


def test_what_stands_in_the_way_of_publishing_is_read_out(open_page: OpenPage, desk: Desk) -> None:
    cast.make_verdict(desk.claim, desk.reviewer)
    page = open_page(desk.claim_address, user=desk.editor)
    page.keyboard.press("r")
    page.locator("#ruling-summary").fill("It is so.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("#obstacles")).to_be_focused()


def test_after_an_answer_one_stays_at_the_note(open_page: OpenPage, desk: Desk) -> None:
    note = leave_note(actor=cast.acting(desk.editor), about=desk.claim, text="Is this dated?")
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.locator(f"#note-{note.pk}").get_by_text("Answer", exact=True).click()
    page.locator(f"#note-{note.pk}-text").fill("Yes.")
    page.get_by_role("button", name="Leave the answer").click()
    says(page, "Answer left.")
    expect(page.locator(f"#note-{note.pk}")).to_be_focused()


@BOTH_SIZES
def test_split_and_merge_open_where_one_begins(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    page = open_page(reverse("claim_split", args=[desk.claim.pk]), user=desk.reviewer, viewport=viewport)
    expect(page.locator("#split-first_quotes")).to_be_focused()
    page.locator("#split-second_quotes").fill("Nobody said this.")
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.locator("#split-second_quotes")).to_be_focused()
    check(page)
    merge = f"{reverse('claims_merge', args=[desk.article.pk])}?claim={desk.claim.pk}"
    page.goto(merge)
    expect(page.locator("[name=chosen]").first).to_be_focused()
    check(page)
