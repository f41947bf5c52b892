"""Conflicts between two people: jumped to in the list, and settled field by field in two browsers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Claim, Ruling, Verdict
from annotations.services.claims import respan_claim
from annotations.services.rulings import draft_ruling
from annotations.text.span import Span
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says, select


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def reword(page: Page, statement: str, claimant: str) -> None:
    page.keyboard.press("e")
    page.locator("#wording-statement").fill(statement)
    page.locator("#wording-claimant").fill(claimant)
    page.get_by_role("button", name="Save the wording").click()


def take(page: Page, label: str, side: str) -> None:
    page.locator(".conflict").get_by_role("group", name=label).get_by_role("button", name=side).click()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_one_field_is_theirs_and_one_is_mine(
    open_page: OpenPage, desk: Desk, viewport: object, *, dark: bool
) -> None:
    mine = open_page(desk.claim_address, user=desk.reviewer, viewport=viewport, dark=dark)
    theirs = open_page(desk.claim_address, user=desk.editor)
    reword(theirs, "Their words.", "The mayor")
    says(theirs, "Wording saved.")
    reword(mine, "My words.", "The inspectors")
    expect(mine.locator(".conflict")).to_be_focused()
    check(mine)
    take(mine, "Claimant", "Take theirs")
    expect(mine.locator("#wording-claimant")).to_have_value("The mayor")
    take(mine, "Statement", "Take theirs")
    take(mine, "Statement", "Keep mine")
    check(mine)
    mine.get_by_role("button", name="Save the wording").click()
    says(mine, "Wording saved.")
    claim = Claim.objects.get(pk=desk.claim.pk)
    assert (claim.statement, claim.claimant) == ("My words.", "The mayor")


def test_a_verdict_of_two_tabs(open_page: OpenPage, desk: Desk) -> None:
    first = open_page(desk.claim_address, user=desk.reviewer)
    second = first.context.new_page()
    second.goto(desk.claim_address)
    for page, key, why in ((first, "1", "First."), (second, "3", "Second.")):
        page.keyboard.press(key)
        page.get_by_label("Rationale").fill(why)
        page.get_by_role("button", name="Save", exact=True).click()
    take(second, "Rating", "Take theirs")
    expect(second.locator("#verdict-rating-true")).to_be_checked()
    second.get_by_role("button", name="Save", exact=True).click()
    says(second, "Verdict saved.")
    verdict = Verdict.objects.get()
    assert (verdict.rating.code, verdict.rationale) == ("true", "Second.")


def test_a_draft_of_two_editors(open_page: OpenPage, desk: Desk) -> None:
    verdict = cast.make_verdict(desk.claim, desk.reviewer)
    page = open_page(desk.claim_address, user=desk.editor)
    page.keyboard.press("r")
    expect(page.locator("#ruling-rating")).to_have_value("true")
    draft_ruling(actor=cast.acting(desk.editor), claim=desk.claim, rating=verdict.rating, summary="Theirs.")
    page.locator("#ruling-summary").fill("Mine.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".conflict")).to_contain_text("Theirs.")
    take(page, "What readers are told", "Take theirs")
    page.get_by_role("button", name="Save the draft").click()
    says(page, "Ruling drafted.")
    assert Ruling.objects.get().summary == "Theirs."


def test_a_claim_that_somebody_moved_meanwhile(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    start = cast.TEXT.index("on Monday")
    respan_claim(
        actor=cast.acting(desk.editor),
        claim=desk.claim,
        version=None,
        spans=[Span(start, start + len("on Monday"))],
        quotes=["on Monday"],
    )
    select(page, "inspectors found 14 cracked bolts")
    page.get_by_role("button", name="Move claim here").click()
    page.keyboard.press("Enter")
    conflict = page.locator(".conflict")
    for words in ("The city closed the Long Bridge", "on Monday", "inspectors found 14 cracked bolts"):
        expect(conflict).to_contain_text(words)
    check(page)


def test_keys_lead_from_conflict_to_conflict(open_page: OpenPage, desk: Desk) -> None:
    last = Claim.objects.filter(article=desk.article).order_by("-start", "-id")[0]
    for claim in (desk.claim, last):
        cast.make_verdict(claim, desk.reviewer, "true")
        cast.make_verdict(claim, desk.editor, "false")
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Alt+Shift+ArrowRight")
    says(page, "verdicts disagree")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    page.keyboard.press("Alt+Shift+ArrowRight")
    expect(page.locator("#statement")).to_have_text(last.statement)
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    page.get_by_role("link", name="Conflicts 2").click()
    expect(page.locator("#rows > li")).to_have_count(2)
    expect(page.locator("#rows .clash").first).to_have_text("verdicts disagree")
    check(page)


def test_where_nothing_is_in_conflict_it_says_so(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("Alt+Shift+ArrowRight")
    says(page, "No claim is in conflict.")
    assert page.url.endswith(reverse("workbench", args=[desk.article.pk]))
