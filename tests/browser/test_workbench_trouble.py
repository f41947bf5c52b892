"""What goes wrong in a day: somebody was faster, the session ended, the line broke, a button was hit twice.

Nothing typed is lost and nothing is done twice.
"""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from annotations.models import Note, Verdict
from annotations.services.claims import reword_claim
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def quietly(page: Page) -> Page:
    """Another tab of the same person, whose console may report the trouble that the test makes."""
    tab = page.context.new_page()
    tab.goto(page.url)
    return tab


def reword(page: Page, words: str) -> None:
    page.keyboard.press("e")
    page.get_by_label("Statement").last.fill(words)


def test_somebody_else_was_faster(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    reword_claim(actor=cast.acting(desk.editor), claim=desk.claim, version=None, statement="Theirs.")
    reword(page, "Mine.")
    page.keyboard.press("Control+Enter")
    conflict = page.locator(".conflict")
    expect(conflict).to_be_focused()
    for words in (desk.claim.statement, "Theirs.", "Mine."):
        expect(conflict).to_contain_text(words)
    check(page)
    expect(page.get_by_label("Statement").last).to_have_value("Mine.")
    page.get_by_role("button", name="Save the wording").click()
    says(page, "Wording saved.")
    expect(page.locator("#statement")).to_have_text("Mine.")


def test_what_is_wrong_is_said_beside_it(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("s")
    page.keyboard.type("javascript:alert(1)")
    page.locator("#cite-form").get_by_label("Title").fill("Kept")
    page.keyboard.press("Control+Enter")
    address = page.locator("#cite-url")
    expect(address).to_be_focused()
    expect(address).to_have_accessible_description("A web address starts with http:// or https://.")
    expect(page.locator("#cite-form").get_by_label("Title")).to_have_value("Kept")
    check(page)


def test_a_draft_survives_the_closed_tab(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("2")
    page.get_by_label("Rationale").fill("Half a thought")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.type("Half a note")
    expect(page.locator("#note-form [data-draft-note]")).to_have_text("Draft kept")
    page.goto("about:blank")
    page.goto(desk.claim_address)
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    expect(page.locator("#verdict-form").get_by_label("Half true")).to_be_checked()
    expect(page.locator("#note-text")).to_have_value("Half a note")
    page.locator("#note-text").press("Control+Enter")
    says(page, "Note left.")
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    page.reload()
    expect(page.locator("#note-text")).to_be_hidden()
    assert Note.objects.get().text == "Half a note"


def test_what_was_saved_from_inside_its_field_is_no_draft_any_more(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("c")
    page.keyboard.type("Said once")
    page.keyboard.press("Control+Enter")
    says(page, "Note left.")
    expect(page.locator("#note-form")).to_be_hidden()
    page.keyboard.press("2")
    page.get_by_label("Rationale").focus()
    page.keyboard.type("Counted twice")
    page.keyboard.press("Control+Enter")
    says(page, "Verdict saved.")
    page.goto(desk.claim_address)
    expect(page.locator("#note-form")).to_be_hidden()
    assert (
        page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('factcheck.draft.'))") == []
    )
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    says(page, "Verdict saved.")
    expect(page.locator(".conflict")).to_have_count(0)
    assert Note.objects.count() == 1


def test_a_draft_over_what_changed_meanwhile_is_a_conflict(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    reword(page, "Mine.")
    page.goto("about:blank")
    reword_claim(actor=cast.acting(desk.editor), claim=desk.claim, version=None, statement="Theirs.")
    page.goto(desk.claim_address)
    expect(page.get_by_label("Statement").last).to_have_value("Mine.")
    page.get_by_role("button", name="Save the wording").click()
    expect(page.locator(".conflict")).to_contain_text("Theirs.")


def test_a_lost_connection_sends_the_form_once_when_it_is_back(open_page: OpenPage, desk: Desk) -> None:
    page = quietly(open_page(desk.claim_address, user=desk.reviewer))
    page.keyboard.press("c")
    page.keyboard.type("Sent late")
    tries: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.fetch()  # The server gets it; the answer is lost on the way.
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/notes/", lose_the_first_answer)
    page.keyboard.press("Control+Enter")
    says(page, "No connection.")
    says(page, "Note left.")
    assert len(tries) == 2
    assert Note.objects.count() == 1


def test_a_button_hit_twice_does_it_once(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("c")
    page.keyboard.type("Once")
    page.get_by_role("button", name="Leave the note").dblclick()
    says(page, "Note left.")
    page.wait_for_timeout(300)
    assert Note.objects.count() == 1


def test_a_session_that_ended_loses_nothing(open_page: OpenPage, desk: Desk) -> None:
    page = quietly(open_page(desk.claim_address, user=desk.reviewer))
    page.keyboard.press("1")
    page.get_by_label("Rationale").fill("Typed before the session ended")
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    says(page, "You are logged out.")
    page.wait_for_url(re.compile("/login/[?]next=/claims/"))
    page.get_by_label("User name").fill("reviewer")
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Rationale")).to_have_value("Typed before the session ended")
    page.get_by_label("Rationale").press("Control+Enter")
    says(page, "Verdict saved.")
    assert Verdict.objects.get().rationale == "Typed before the session ended"


def test_two_tabs_of_one_person(open_page: OpenPage, desk: Desk) -> None:
    first = open_page(desk.claim_address, user=desk.reviewer)
    second = first.context.new_page()
    second.goto(desk.claim_address)
    for page, rating in ((first, "True"), (second, "False")):
        page.locator("#verdict-form").get_by_text(rating, exact=True).click()
        page.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator(".conflict")).to_contain_text("True")
    assert Verdict.objects.get().rating.code == "true"


def test_keys_pressed_quickly_are_all_counted(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    for _ in range(3):
        page.keyboard.press("j")
    third = page.locator("#rows > li").nth(2)
    expect(third.locator("a")).to_have_attribute("aria-current", "true")
    expect(page.locator("#statement")).to_have_text(third.locator(".row__words").inner_text())


def test_a_small_window_scrolls_its_panes_and_never_the_page(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer, viewport={"width": 1280, "height": 420})
    assert page.locator("#pane-scroll").evaluate("pane => pane.scrollHeight > pane.clientHeight")
    assert page.evaluate("document.documentElement.scrollHeight") == 420


def test_a_server_that_is_away_is_waited_for_and_work_goes_on(open_page: OpenPage, desk: Desk) -> None:
    page = quietly(open_page(desk.claim_address, user=desk.reviewer))
    page.wait_for_timeout(600)  # The next card is read ahead.
    away = True
    page.route("**/verdict/", lambda route: route.fulfill(status=503, body="") if away else route.continue_())
    page.keyboard.press("1")
    page.get_by_label("Rationale").fill("Sent when it is back")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#outbox")).to_contain_text("Not sent yet: 1.")
    check(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#place")).to_have_text("Claim 3")
    away = False
    page.get_by_role("button", name="Try now").click()
    says(page, "Verdict saved.")
    expect(page.locator("#outbox")).to_be_hidden()
    expect(page.locator("#place")).to_have_text("Claim 3")
    expect(page.locator(f"#row-{desk.claim.pk}")).to_contain_text("True")
    assert Verdict.objects.get().rationale == "Sent when it is back"


def test_what_a_closed_tab_could_not_send_is_sent_by_the_next_page(open_page: OpenPage, desk: Desk) -> None:
    page = quietly(open_page(desk.claim_address, user=desk.reviewer))
    page.route("**/notes/", lambda route: route.abort("connectionreset"))
    page.keyboard.press("c")
    page.keyboard.type("Written on a train")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outbox")).to_be_visible()
    page.unroute_all()
    page.goto("about:blank")
    assert not Note.objects.exists()
    page.goto(desk.address)
    says(page, "Claim 2: sent late, and saved.")
    expect(page.locator("#outbox")).to_be_hidden()
    page.goto(desk.claim_address)
    expect(page.locator("#note-text")).to_have_value("")
    assert Note.objects.get().text == "Written on a train"


def test_an_undo_whose_answer_is_lost_undoes_one_thing(open_page: OpenPage, desk: Desk) -> None:
    for statement in ("One.", "Two."):
        reword_claim(actor=cast.acting(desk.reviewer), claim=desk.claim, version=None, statement=statement)
    page = quietly(open_page(desk.claim_address, user=desk.reviewer))
    tries: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/undo/", lose_the_first_answer)
    page.keyboard.press("Control+z")
    page.wait_for_url(re.compile(rf"{desk.address}$"))
    assert len(tries) == 2
    desk.claim.refresh_from_db()
    assert desk.claim.statement == "One."


def test_a_slow_server_is_said_and_asked_once(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.evaluate(
        """() => {
            const ask = window.fetch;
            window.fetch = (address, options) => options?.method === "POST"
                ? new Promise((done) => setTimeout(() => done(ask(address, options)), 5000))
                : ask(address, options);
        }"""
    )
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    says(page, "Still waiting for the server.")
    says(page, "Verdict saved.")
    assert Verdict.objects.count() == 1


def test_the_back_button_leads_to_the_claim_before(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("2")
    page.get_by_label("Rationale").fill("Half a thought")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#place")).to_have_text("Claim 3")
    page.go_back()
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
    page.get_by_role("link", name="Whole history of the claim").click()
    page.go_back()
    expect(page.get_by_label("Rationale")).to_have_value("Half a thought")
