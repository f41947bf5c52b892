"""Conflicts between two people: jumped to in the list, and settled field by field in two browsers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Claim, Role, Ruling, Verdict
from annotations.services.claims import respan_claim
from annotations.services.notes import leave_note, resolve_note
from annotations.services.rulings import draft_ruling
from annotations.services.sources import cite_address
from annotations.text.span import Span
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says, select

BOTH_SIZES = pytest.mark.parametrize("viewport", [DESKTOP, PHONE])


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
    buttons = [
        button.bounding_box() for button in mine.locator(".conflict__choice").first.locator("button").all()
    ]
    assert buttons[1]["x"] - buttons[0]["x"] - buttons[0]["width"] >= 4  # type: ignore[index]
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


def settled(page: Page, button: str, said: str) -> None:
    """The choices fit the page, and what was chosen is saved."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check(page)
    page.get_by_role("button", name=button).click()
    says(page, said)


@BOTH_SIZES
def test_the_draft_of_a_ruling(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    verdict = cast.make_verdict(desk.claim, desk.reviewer)
    second = cast.make_member(desk.project, "second", Role.EDITOR)
    draft_ruling(actor=cast.acting(second), claim=desk.claim, rating=verdict.rating, summary="As it was.")
    mine = open_page(desk.claim_address, user=desk.editor, viewport=viewport)
    theirs = open_page(desk.claim_address, user=second)
    for page in (theirs, mine):
        page.locator("#ruling-fold > summary").click()
    theirs.locator("#ruling-rating").select_option("false")
    theirs.locator("#ruling-summary").fill("Theirs.")
    theirs.get_by_role("button", name="Save the draft").click()
    says(theirs, "Ruling drafted.")
    mine.locator("#ruling-summary").fill("Mine.")
    mine.locator("#ruling-url").fill("https://desk.example/check")
    mine.get_by_role("button", name="Save the draft").click()
    for words in ("As it was.", "Theirs.", "Mine.", "False", "You left it alone"):
        expect(mine.locator(".conflict")).to_contain_text(words)
    expect(mine.locator("#ruling-rating")).to_have_value("false")
    settled(mine, "Save the draft", "Ruling drafted.")
    ruling = Ruling.objects.get()
    assert (ruling.rating.code, ruling.summary, ruling.url) == (
        "false",
        "Mine.",
        "https://desk.example/check",
    )


@BOTH_SIZES
def test_a_citation(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    citation = cite_address(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        url="https://city.example/report",
        title="Report",
        stance="supports",
        quote="It was closed.",
    )
    ident = f"#citation-{citation.pk}"
    mine = open_page(desk.claim_address, user=desk.reviewer, viewport=viewport)
    theirs = open_page(desk.claim_address, user=desk.editor)
    for page in (theirs, mine):
        page.locator(f"#cited-{citation.pk} .item__tools summary").first.click()
    theirs.locator(f"{ident}-quote").fill("Closed, they wrote.")
    theirs.locator(f"{ident}-stance").select_option("context")
    theirs.get_by_role("button", name="Save the citation").click()
    says(theirs, "Citation saved.")
    mine.locator(f"{ident}-quote").fill("The bridge is closed.")
    mine.locator(f"{ident}-locator").fill("page 2")
    mine.get_by_role("button", name="Save the citation").click()
    for words in ("It was closed.", "Closed, they wrote.", "The bridge is closed.", "context"):
        expect(mine.locator(".conflict")).to_contain_text(words)
    take(mine, "What it does for the claim", "Leave it as it was")
    expect(mine.locator(f"{ident}-stance")).to_have_value("supports")
    settled(mine, "Save the citation", "Citation saved.")
    citation.refresh_from_db()
    assert (citation.quote, citation.locator, citation.stance) == (
        "The bridge is closed.",
        "page 2",
        "supports",
    )


@BOTH_SIZES
def test_a_note_of_ones_own_on_two_devices(open_page: OpenPage, desk: Desk, viewport: object) -> None:
    """Nobody else may change a note, but one person may do it twice."""
    note = leave_note(actor=cast.acting(desk.reviewer), about=desk.claim, text="As it was.")
    ident = f"#note-change-{note.pk}"
    mine = open_page(desk.claim_address, user=desk.reviewer, viewport=viewport)
    other = open_page(desk.claim_address, user=desk.reviewer)
    for page in (other, mine):
        page.locator(f"#note-{note.pk}").get_by_text("Change", exact=True).click()
    other.locator(f"{ident}-text").fill("From the other.")
    other.locator(f"{ident}-is_public").check()
    other.get_by_role("button", name="Save the note").click()
    says(other, "Note saved.")
    mine.locator(f"{ident}-text").fill("From this one.")
    mine.get_by_role("button", name="Save the note").click()
    for words in ("As it was.", "From the other.", "From this one.", "May be published"):
        expect(mine.locator(".conflict")).to_contain_text(words)
    expect(mine.locator(f"{ident}-is_public")).to_be_checked()
    take(mine, "May be published", "Leave it as it was")
    expect(mine.locator(f"{ident}-is_public")).not_to_be_checked()
    take(mine, "Note", "Keep mine")
    settled(mine, "Save the note", "Note saved.")
    note.refresh_from_db()
    assert (note.text, note.is_public) == ("From this one.", False)


def test_a_note_resolved_meanwhile_is_no_conflict(open_page: OpenPage, desk: Desk) -> None:
    note = leave_note(actor=cast.acting(desk.reviewer), about=desk.claim, text="As it was.")
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.locator(f"#note-{note.pk}").get_by_text("Change", exact=True).click()
    resolve_note(actor=cast.acting(desk.editor), note=note, version=None)
    page.locator(f"#note-change-{note.pk}-text").fill("Reworded.")
    page.get_by_role("button", name="Save the note").click()
    says(page, "Note saved.")
    note.refresh_from_db()
    assert note.text == "Reworded."
    assert note.resolved_at


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
    span = page.locator("#span-form [name=fragments]")
    take(page, "Words of the article", "Take theirs")
    assert "on Monday" in span.input_value()
    assert page.locator("#note-form [name=fragments]").input_value() == ""
    take(page, "Words of the article", "Keep mine")
    page.get_by_role("button", name="Move the claim here").click()
    says(page, "Moved in the text.")
    assert desk.claim.fragments.get().quote == "inspectors found 14 cracked bolts"


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
