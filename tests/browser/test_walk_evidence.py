"""What stands on the card beside the verdict, walked with the mouse, with keys alone and with a finger.

A verdict with a source, one source used again, a note about a place that is answered and resolved.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from annotations.models import Citation, Note, Source, Verdict
from annotations.services.notes import leave_note
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.hands import Hand, Way
from tests.browser.workbench_desk import Desk, make_desk, says


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def test_a_verdict_with_its_source(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#cite-fold > summary"), "s")
    form = page.locator("#cite-form")
    hand.write(form.get_by_label("Address"), "https://example.org/notice")
    hand.write(form.get_by_label("Title"), "The notice")
    hand.choose(form.get_by_label("refutes"))
    hand.write(form.get_by_label("Passage, word for word"), "The bridge stays open.")
    form.get_by_label("Read on").fill("2026-03-21")
    hand.do(form.get_by_role("button", name="Cite the source"))
    says(page, "Source cited.")
    citation = Citation.objects.get()
    assert (citation.stance, citation.quote, citation.accessed_on) == (
        "refutes",
        "The bridge stays open.",
        date(2026, 3, 21),
    )
    hand.do(page.locator("#verdict-form").get_by_text("False"), "3")
    hand.write(page.get_by_label("Rationale"), "The notice says otherwise.")
    hand.do(page.get_by_role("button", name="Save and next"), "Control+Enter")
    says(page, "Verdict saved.")
    expect(page.locator("#statement")).not_to_have_text(desk.claim.statement)
    verdict = Verdict.objects.get()
    assert (verdict.rating.code, verdict.rationale) == ("false", "The notice says otherwise.")


def test_a_source_of_the_project_is_used_again(desk: Desk, hand: Hand) -> None:
    other = desk.article.claims.exclude(pk=desk.claim.pk)[0]
    actor = cast.acting(desk.reviewer)
    cite_address(
        actor=actor, claim=other, url="https://example.org/r", title="Inspection report", stance="context"
    )
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.do(page.locator("#cite-fold > summary"), "s")
    form = page.locator("#cite-form")
    hand.write(form.get_by_label("Address"), "inspec")
    offer = page.locator("#offers button")
    expect(offer).to_contain_text("Inspection report")
    if hand.way is Way.KEYS:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    else:
        hand.do(offer)
    expect(form.get_by_label("Address")).to_have_value("https://example.org/r")
    hand.choose(form.get_by_label("supports"))
    hand.do(form.get_by_role("button", name="Cite the source"), "Control+Enter")
    says(page, "Source cited.")
    assert (Source.objects.count(), desk.claim.citations.count()) == (1, 1)


def test_a_note_is_about_a_place_and_names_somebody(desk: Desk, hand: Hand) -> None:
    page = hand.open(desk.claim_address, desk.reviewer)
    hand.mark("14 cracked bolts")
    hand.do(page.locator(".mark-bar [data-do=note]"), "c")
    expect(page.locator("#note-form [data-place] q")).to_have_text("14 cracked bolts")
    expect(page.locator("#note-text")).to_be_in_viewport()
    hand.write(page.locator("#note-text"), "Who counted, @ed")
    option = page.get_by_role("option", name="Editor")
    if hand.way is Way.KEYS:
        expect(option).to_be_visible()
        page.keyboard.press("Enter")
    else:
        hand.do(option)
    hand.choose(page.locator("#note-form").get_by_label("May be published"))
    hand.do(page.get_by_role("button", name="Leave the note"), "Control+Enter")
    says(page, "Note left.")
    note = Note.objects.get()
    assert (note.quote, note.is_public) == ("14 cracked bolts", True)
    assert [mention.person for mention in note.mentions.all()] == [desk.editor]
    hand.do(page.locator("a.place-link"))
    shown = "[...(CSS.highlights.get('place') ?? [])].map((range) => range.toString()).join()"
    page.wait_for_function(f"{shown} === '14 cracked bolts'")


def test_a_note_is_answered_resolved_and_opened_again(desk: Desk, hand: Hand) -> None:
    note = leave_note(actor=cast.acting(desk.editor), about=desk.claim, text="Is it the same bridge?")
    page = hand.open(desk.claim_address, desk.reviewer)
    thread = page.locator(f"#note-{note.pk}")
    hand.do(thread.locator("summary", has_text="Answer"))
    hand.write(thread.get_by_role("textbox"), "It is.")
    hand.do(thread.get_by_role("button", name="Leave the answer"))
    says(page, "Answer left.")
    expect(thread.locator(".items--replies")).to_contain_text("It is.")
    hand.do(thread.get_by_role("button", name="Resolve"))
    says(page, "Note resolved.")
    hand.do(thread.get_by_role("button", name="Open again"))
    says(page, "Note opened again.")
    note.refresh_from_db()
    assert note.resolved_at is None
    assert Note.objects.get(replies_to=note).text == "It is."
