"""Tags, assignment, people named and places pointed at, in a real browser: keys alone, mouse, phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from annotations.models import Assignment, Claim, Mention, Note, State, Tag
from annotations.services.notes import leave_note
from annotations.services.places import Place
from annotations.services.tags import tag_claims
from annotations.text.span import Span
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says, select

LOOKS = [
    pytest.param(DESKTOP, False, id="desktop-light"),
    pytest.param(DESKTOP, True, id="desktop-dark"),
    pytest.param(PHONE, False, id="phone-light"),
    pytest.param(PHONE, True, id="phone-dark"),
]
QUOTE = "14 cracked bolts"


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def tag(desk: Desk, *names: str) -> None:
    tag_claims(actor=cast.acting(desk.reviewer), project=desk.project, claims=[desk.claim], names=names)


def leave(desk: Desk, text: str, about: object = None) -> Note:
    start = cast.TEXT.index(QUOTE)
    place = Place(Span(start, start + len(QUOTE)), QUOTE)
    subject = about or desk.claim
    return leave_note(actor=cast.acting(desk.reviewer), about=subject, text=text, place=place)  # type: ignore[arg-type]


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_every_page_with_labels_is_sound(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize, *, dark: bool
) -> None:
    tag(desk, "bridges", "x" * 40)
    leave(desk, "@editor look")
    leave(desk, "@editor about the article", desk.article)
    page = open_page("/mentions/", user=desk.editor, viewport=viewport, dark=dark)
    check(page)
    for address in ("/", f"/projects/{desk.project.slug}/", desk.address, desk.claim_address):
        page.goto(address)
        check(page)
    page.goto(f"/projects/{desk.project.slug}/tags/")
    page.locator(".tag-row__fold summary").first.click()
    check(page)
    page.goto(f"/projects/{desk.project.slug}/queue/?place=every")
    page.locator(".claim-row__box").first.check()
    for menu in page.locator(".bulk__menu summary").all():
        menu.click()
        check(page)


def test_tags_are_put_on_with_keys_alone(open_page: OpenPage, desk: Desk) -> None:
    tag(desk, "bridges")
    other = Claim.objects.exclude(pk=desk.claim.pk)[0]
    page = open_page(f"/claims/{other.pk}/", user=desk.reviewer)
    page.keyboard.press("t")
    page.keyboard.type("bri")
    expect(page.get_by_role("option", name="bridges")).to_be_visible()
    says(page, "1 offered")
    check(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("mayor")
    page.keyboard.press("Enter")
    expect(page.locator("#tags .tag")).to_have_text(["bridges", "mayor"])
    says(page, "Tagged.")
    page.keyboard.press("m")
    expect(page.locator("#assignment .tag")).to_have_text(["Reviewer"])
    page.keyboard.press("Control+z")
    expect(page.locator("#assignment .tag")).to_have_count(0)
    assert not Assignment.objects.exists()
    assert set(Tag.objects.filter(claim_tags__claim=other).values_list("name", flat=True)) == {
        "bridges",
        "mayor",
    }


def test_an_editor_assigns_with_the_mouse(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.editor)
    page.locator("#assign-fold summary").click()
    page.locator("#assign-form input[name=person]").press_sequentially("rev")
    page.get_by_role("option", name="Reviewer").click()
    page.locator("#assign-form button").click()
    expect(page.locator("#assignment .tag")).to_have_text(["Reviewer"])
    page.get_by_role("button", name="Take Reviewer off the claim").click()
    expect(page.locator("#assignment .tag")).to_have_count(0)


def test_somebody_is_named_and_the_note_points_at_selected_words(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    select(page, QUOTE)
    page.locator(".mark-bar [data-do=note]").click()
    expect(page.locator("#note-form [data-place] q")).to_have_text(QUOTE)
    page.keyboard.type("Ask @ed")
    expect(page.get_by_role("option", name="Editor")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("about it.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".mention")).to_have_text("@Editor")
    note = Note.objects.get()
    assert (note.text, note.quote) == ("Ask @editor about it.", QUOTE)
    assert Mention.objects.get().person == desk.editor
    page.locator("a.place-link").click()
    assert page.evaluate("CSS.highlights.has('place')")
    expect(page.locator("#text")).to_be_focused()
    assert page.evaluate("[...CSS.highlights.get('place')].map((range) => range.toString()).join()") == QUOTE


def test_a_note_on_the_article_points_at_words_chosen_with_the_caret(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.address, user=desk.reviewer)
    page.keyboard.press("v")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("c")
    expect(page.locator("#note-form [data-place] q")).to_have_text("Bridge")
    page.keyboard.type("Which one?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#article-notes .item__prose")).to_have_text("Which one?")
    note = Note.objects.get()
    assert (note.claim, note.quote) == (None, "Bridge")


def test_a_mention_is_opened_from_the_bar(open_page: OpenPage, desk: Desk) -> None:
    leave(desk, "@editor look")
    page = open_page("/", user=desk.editor, viewport=PHONE)
    page.locator(".site-bar .count-dot").click()
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".mention")).to_have_text("@Editor")
    expect(page.locator(".count-dot")).to_have_count(0)


def test_the_bar_of_the_queue_comes_with_a_choice_and_undoes(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"/projects/{desk.project.slug}/queue/?place=suggested", user=desk.reviewer)
    bar = page.locator("#bulk")
    expect(bar).to_be_hidden()
    page.locator(".claim-row__statement").first.focus()
    page.keyboard.press("x")
    expect(bar).to_be_visible()
    expect(page.locator("#bulk-count")).to_have_text("1 selected")
    page.keyboard.press("x")
    expect(bar).to_be_hidden()
    page.locator("#bulk-page").check()
    page.locator("button[value=accept]").click()
    page.locator(".message__undo button").click()
    expect(page.locator(".message")).to_contain_text("Undone")
    assert not Claim.objects.filter(state=State.OPEN).exclude(pk=desk.claim.pk).exists()


def test_key_hints_of_the_queue_are_not_for_a_phone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(f"/projects/{desk.project.slug}/queue/?place=every", user=desk.reviewer, viewport=PHONE)
    expect(page.locator(".queue-all__keys")).to_be_hidden()
