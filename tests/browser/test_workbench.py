"""A reviewer's work at the workbench in a real browser: keys alone, mouse, phone; sound in every state."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from annotations.models import State, Verdict
from annotations.services.notes import leave_note
from annotations.services.rulings import draft_ruling
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check, findings
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says

LOOKS = [
    pytest.param(DESKTOP, False, id="desktop-light"),
    pytest.param(DESKTOP, True, id="desktop-dark"),
    pytest.param(PHONE, False, id="phone-light"),
    pytest.param(PHONE, True, id="phone-dark"),
]
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
HOSTILE = f"<script>alert(1)</script> \u202e{LONG_WORD} مرحبا بالعالم 💡"


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def fill_card(desk: Desk) -> None:
    """A claim that has everything, all of it hostile."""
    editor = cast.acting(desk.editor)
    verdict = cast.make_verdict(desk.claim, desk.editor, rationale=HOSTILE)
    cite_address(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        url=f"https://example.org/{LONG_WORD}",
        title=HOSTILE[:300],
        stance="refutes",
        quote=HOSTILE,
        locator=HOSTILE[:200],
    )
    note = leave_note(actor=editor, about=desk.claim, text=HOSTILE, is_public=True)
    leave_note(actor=editor, about=desk.claim, text=HOSTILE, replies_to=note)
    draft_ruling(actor=editor, claim=desk.claim, rating=verdict.rating, summary=HOSTILE)


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_the_workbench_is_sound_in_every_look(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize, *, dark: bool
) -> None:
    fill_card(desk)
    page = open_page(desk.address, user=desk.editor, viewport=viewport, dark=dark)
    check(page)
    page.goto(desk.claim_address)
    check(page)
    for fold in page.locator(".claim-card details").all():
        fold.evaluate("fold => { fold.removeAttribute('name'); fold.open = true; }")
    check(page)
    page.goto(f"{desk.address}?show=dismissed#claims")
    check(page)
    page.goto(desk.address)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert findings(page) == []


def test_the_whole_review_with_keys_alone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("The bridge was shut on a Monday.")
    page.keyboard.press("Control+Enter")
    says(page, "Wording saved.")
    expect(page.locator("#wording-fold > summary")).to_be_focused()
    page.keyboard.press("s")
    page.keyboard.type("https://example.org/notice")
    page.locator("#cite-form").get_by_label("supports").press("Space")
    page.keyboard.press("Control+Enter")
    says(page, "Source cited.")
    page.keyboard.press("c")
    page.keyboard.type("Ask for the protocol.")
    page.keyboard.press("Control+Enter")
    says(page, "Note left.")
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type("The notice says so.")
    page.keyboard.press("Control+Enter")
    says(page, "Verdict saved.")
    expect(page.locator("#statement")).not_to_have_text("The bridge was shut on a Monday.")
    verdict = Verdict.objects.get()
    assert (verdict.rating.code, verdict.rationale) == ("true", "The notice says so.")
    page.keyboard.press("a")
    says(page, "Accepted.")
    page.keyboard.press("x")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    says(page, "Dismissed.")
    assert desk.article.claims.filter(state=State.DISMISSED).count() == 1
    page.keyboard.press("k")
    page.keyboard.press("h")
    expect(page.locator("#history-fold")).to_contain_text("dismissed the claim")


def test_a_card_changes_without_another_page_or_request(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.wait_for_timeout(600)  # The next card is read ahead.
    page.evaluate("window.untouched = true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.locator("#verdict-form").get_by_text("False").click()
    page.get_by_role("button", name="Save and next").click()
    says(page, "Verdict saved.")
    assert asked[0] == "POST"
    assert page.evaluate("window.untouched")
    row = page.locator(f"#row-{desk.claim.pk}")
    expect(row).to_contain_text("False")
    mark = page.locator(f".text mark[data-claims~='{desk.claim.pk}'][data-tone]")
    expect(mark).to_have_attribute("data-tone", "false")
    page.go_back()
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)


def test_the_next_card_is_there_before_the_verdict_is_sent(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.wait_for_timeout(600)  # The next card is read ahead.
    page.locator("#verdict-form").get_by_text("False").click()
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.get_by_role("button", name="Save and next").click()
    says(page, "Verdict saved.")
    assert 'id="card"' not in sent.value.text()
    following = page.locator("#card")
    expect(following).not_to_have_attribute("data-claim", str(desk.claim.pk))
    expect(following).to_have_attribute("data-claim", page.locator("#main").get_attribute("data-open") or "")
    # It is a card like any other: a verdict on it is saved too.
    page.locator("#verdict-form").get_by_text("True", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#rows .tone")).to_have_count(2)
    assert Verdict.objects.count() == 2


def test_keys_are_silent_in_fields(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.get_by_label("Rationale").click()
    page.keyboard.type("just a jest /?")
    expect(page.get_by_label("Rationale")).to_have_value("just a jest /?")


def test_text_and_list_point_at_each_other(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.locator(f"#row-{desk.claim.pk}").hover()
    expect(page.locator("mark.is-lit").first).to_be_visible()
    page.locator(f".text mark[data-claims~='{desk.claim.pk}']").first.hover(position={"x": 8, "y": 8})
    expect(page.locator(f"#row-{desk.claim.pk}")).to_have_class("is-lit")


def test_a_place_with_several_claims_offers_all(open_page: OpenPage, desk: Desk) -> None:
    inner = cast.make_claim(desk.article, desk.reviewer, "Long Bridge", "It is called Long Bridge.")
    page = open_page(desk.claim_address, user=desk.reviewer)
    mark = page.locator(f".text mark[data-claims~='{inner.pk}']").first
    mark.click(position={"x": 8, "y": 8})
    dialog = page.get_by_role("dialog", name="Claims at this place")
    expect(dialog).to_contain_text("It is called Long Bridge.")
    expect(dialog).to_contain_text(desk.claim.statement)
    dialog.get_by_text("It is called Long Bridge.").click()
    expect(page.locator("#statement")).to_have_text("It is called Long Bridge.")
    page.locator("#text").focus()
    page.keyboard.press("Space")
    expect(dialog).to_be_visible()


def test_the_list_is_found_in_by_its_words(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("/")
    page.keyboard.type("CITY CLOSED the bridge.")
    expect(page.locator("#rows > li:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    page.get_by_label("Find a claim by its words").fill("no such words")
    expect(page.get_by_text("No claim has these words.")).to_be_visible()


def test_the_review_on_a_phone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer, viewport=PHONE)
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator(".text")).to_be_hidden()
    page.locator(f"#row-{desk.claim.pk} a").click()
    expect(page.locator("#statement")).to_be_visible()
    expect(page.locator(".text")).to_be_visible()
    page.locator("#verdict-form").get_by_text("Half true").click()
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Verdict saved.")
    assert Verdict.objects.get().rating.code == "half_true"
    check(page)


def test_everything_works_without_scripts(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=page.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    bare: Page = context.new_page()
    bare.goto(desk.claim_address)
    bare.locator("#verdict-form").get_by_text("True", exact=True).click()
    bare.get_by_label("Rationale").fill("Read the notice.")
    bare.get_by_role("button", name="Save", exact=True).click()
    expect(bare.get_by_text("Verdict saved.")).to_be_visible()
    bare.get_by_text("New claim").click()
    bare.get_by_label("Words of the article", exact=True).fill("first closure in nine years")
    bare.get_by_role("button", name="Mark as a claim").click()
    expect(bare.locator("#statement")).to_have_text("first closure in nine years")
    expect(bare.get_by_role("button", name="Next to review")).to_be_hidden()
    context.close()


def test_undo_and_redo_by_key(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.locator("#verdict-form").get_by_text("False").click()
    page.get_by_role("button", name="Save", exact=True).click()
    says(page, "Verdict saved.")
    page.keyboard.press("Control+z")
    says(page, "Undone: you gave a verdict.")
    expect(page.locator(f"#row-{desk.claim.pk}")).not_to_contain_text("False")
    page.keyboard.press("Control+Shift+z")
    says(page, "Done again: you")
    expect(page.locator(f"#row-{desk.claim.pk}")).to_contain_text("False")


def test_several_claims_are_dismissed_at_once_and_that_undone_at_once(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page(f"{desk.address}?show=suggested", user=desk.reviewer)
    number = page.locator("#rows > li").count()
    assert number > 1
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    expect(page.locator("#several-count")).to_have_text(f"{number} selected")
    assert findings(page) == []
    page.locator("#several summary", has_text="Dismiss").click()
    page.get_by_label("Why they are set aside").select_option("duplicate")
    page.locator("#several").get_by_role("button", name="Dismiss").click()
    expect(page.locator("#messages")).to_contain_text(f"{number} claims dismissed.")
    assert desk.article.claims.filter(state=State.DISMISSED).count() == number
    page.keyboard.press("Control+z")
    expect(page.locator("#messages")).to_contain_text("Undone: you dismissed the claim")
    assert not desk.article.claims.filter(state=State.DISMISSED).exists()
