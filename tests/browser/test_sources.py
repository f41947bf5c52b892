"""Evidence in a real browser: filled in from a page, its copy kept, the passage found; desktop, phone, keys alone."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from annotations.models import Citation, Source, SourceCopy
from annotations.services.source_copies import keep_copy
from annotations.services.sources import cite_address
from tests import cast
from tests.browser.accessibility import check, findings
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk, says
from tests.ingest.canary import Site, packed, site

PAGE = """<!doctype html><title>Inspection report</title><meta property="og:site_name" content="Harbour Board">
<meta property="article:published_time" content="2024-03-21"><nav>Menu</nav><h1>Inspection report</h1>
<p>Divers and inspectors found 14 cracked bolts in the deck of the Long Bridge.</p><p>Nobody was hurt.</p>"""
HOSTILE = "<script>alert(1)</script> \u202e" + "Donaudampfschifffahrt" * 20
LOOKS = [
    pytest.param(DESKTOP, False, id="desktop-light"),
    pytest.param(PHONE, True, id="phone-dark"),
]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


@pytest.fixture
def web() -> Iterator[Site]:
    """A page of the world, served from this machine."""
    cache.clear()
    with site() as found, override_settings(FETCHING=True, FETCH_OWN=[("127.0.0.1", found.port)]):
        found.says("/report", PAGE)
        yield found
    cache.clear()


def open_form(page: Page) -> None:
    page.locator("#cite-fold > summary").click()


def cite(desk: Desk, url: str, quote: str = "found 14 cracked bolts", title: str = "Report") -> Citation:
    return cite_address(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        url=url,
        title=title,
        stance="supports",
        quote=quote,
    )


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_an_address_is_enough(
    open_page: OpenPage, desk: Desk, web: Site, viewport: ViewportSize, *, dark: bool
) -> None:
    """Paste it: title, publisher and date are there, the passage is found while it is typed, the copy is kept."""
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=viewport, dark=dark)
    open_form(page)
    form = page.locator("#cite-form")
    form.get_by_label("Address").fill(f"{web.url}/report")
    form.get_by_label("Address").press("Tab")
    expect(form.get_by_label("Title")).to_have_value("Inspection report")
    expect(form.get_by_role("button", name="Fill in from the page")).to_be_focused()
    expect(form.get_by_label("Publisher")).to_have_value("Harbour Board")
    expect(form.get_by_label("Published on")).to_have_value("2024-03-21")
    expect(form.locator("[data-filled]")).to_contain_text("Publisher: from the page's metadata.")
    form.get_by_label("Passage, word for word").fill("found 41 cracked bolts")
    expect(form.locator("[data-check-result]")).to_contain_text("The passage does not stand in the page.")
    form.get_by_label("Passage, word for word").fill("found 14 cracked bolts")
    expect(form.locator("[data-check-result] mark")).to_have_text("found 14 cracked bolts")
    check(page)
    form.get_by_text("supports").click()
    form.get_by_role("button", name="Cite the source").click()
    says(page, "Source cited.")
    row = page.locator("#sources-part .item").first
    expect(row).to_contain_text("passage found")
    expect(row).to_contain_text("copy of")
    row.get_by_text("Show the place").click()
    expect(row.locator(".passage-found mark")).to_have_text("found 14 cracked bolts")
    check(page)
    citation = Citation.objects.get()
    assert (citation.quote_found, citation.source.publisher) == (True, "Harbour Board")
    assert SourceCopy.objects.get().url == f"{web.url}/report"
    assert len(web.asked) == 1


def test_what_was_typed_is_never_written_over(open_page: OpenPage, desk: Desk, web: Site) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    open_form(page)
    form = page.locator("#cite-form")
    form.get_by_label("Title").fill("My own title")
    form.get_by_label("Address").fill(f"{web.url}/report")
    form.get_by_label("Address").press("Tab")
    page.wait_for_timeout(300)
    assert web.asked == []  # Nobody is asked by itself once something is typed.
    form.get_by_role("button", name="Fill in from the page").click()
    expect(form.get_by_label("Publisher")).to_have_value("Harbour Board")
    expect(form.get_by_label("Title")).to_have_value("My own title")
    expect(form.locator("[data-filled]")).to_contain_text("yours is kept")


def test_a_page_that_cannot_be_had_says_so_beside_the_field(
    open_page: OpenPage, desk: Desk, web: Site
) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    open_form(page)
    form = page.locator("#cite-form")
    form.get_by_role("button", name="Fill in from the page").click()
    expect(form.locator("[data-filled]")).to_contain_text("Give the address first.")
    expect(form.get_by_label("Address")).to_be_focused()
    for address, said in [
        (f"{web.url}/missing", "There is no page at this address."),
        ("http://127.0.0.1:9/", "Only pages at a public http or https address are fetched."),
        ("http://10.0.0.1/", "The page could not be reached."),
    ]:
        form.get_by_label("Address").fill(address)
        form.get_by_role("button", name="Fill in from the page").click()
        expect(form.locator("[data-filled]")).to_contain_text(said)
    assert findings(page) == []


def test_waiting_is_shown_and_can_be_cancelled(open_page: OpenPage, desk: Desk, web: Site) -> None:
    def slow(found: Site, peer: socket.socket, _head: str) -> None:
        found.over.wait(3)
        peer.sendall(packed(b"late"))

    web.answers["/slow"] = slow
    page = open_page(desk.claim_address, user=desk.reviewer)
    open_form(page)
    form = page.locator("#cite-form")
    form.get_by_label("Address").fill(f"{web.url}/slow")
    form.get_by_role("button", name="Fill in from the page").click()
    expect(form.get_by_text("Reading the page …")).to_be_visible()
    form.get_by_role("button", name="Cancel").click()
    expect(form.get_by_text("Reading the page …")).to_be_hidden()
    expect(form.get_by_role("button", name="Fill in from the page")).to_be_focused()


def test_citing_waits_for_no_page_and_the_copy_follows(open_page: OpenPage, desk: Desk, web: Site) -> None:
    """Nothing was filled in before: the citation is there at once, then its copy, and what is typed stays."""

    def late(found: Site, peer: socket.socket, _head: str) -> None:
        found.over.wait(1.5)
        peer.sendall(packed(PAGE.encode()))

    web.answers["/late"] = late
    page = open_page(desk.claim_address, user=desk.reviewer)
    open_form(page)
    form = page.locator("#cite-form")
    form.get_by_label("Title").fill("My own title")
    form.get_by_label("Address").fill(f"{web.url}/late")
    form.get_by_label("Passage, word for word").fill("Nobody was hurt.")
    form.get_by_text("gives context").click()
    form.get_by_role("button", name="Cite the source").click()
    says(page, "Source cited.")
    row = page.locator("#sources-part .item").first
    expect(row).to_contain_text("Keeping a copy of the page …")
    page.get_by_label("Rationale").click()
    page.keyboard.type("Still typing")
    expect(row).to_contain_text("passage found")
    expect(page.get_by_label("Rationale")).to_be_focused()
    expect(page.get_by_label("Rationale")).to_have_value("Still typing")
    says(page, "Copy kept.")


def test_a_copy_that_fails_says_why_and_the_text_can_be_pasted(
    open_page: OpenPage, desk: Desk, web: Site
) -> None:
    cite(desk, f"{web.url}/missing")
    page = open_page(desk.claim_address, user=desk.reviewer)
    row = page.locator("#sources-part .item").first
    expect(row).to_contain_text("no copy kept")
    row.get_by_text("Keep a copy").click()
    row.get_by_role("button", name="Fetch the page").click()
    expect(row.get_by_role("alert")).to_contain_text("There is no page at this address.")
    row.get_by_label("The text you saw").fill("They found 14 cracked\nbolts.")
    row.get_by_role("button", name="Keep the pasted text").click()
    expect(row).to_contain_text("passage found")
    assert SourceCopy.objects.get().is_pasted
    row.get_by_text("Show the place").click()
    expect(row).to_contain_text("with other spacing or quotation marks")
    assert findings(page) == []


def test_a_desk_without_a_network_offers_none(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer)
    open_form(page)
    form = page.locator("#cite-form")
    expect(form.get_by_label("Title")).to_be_visible()
    expect(form.get_by_role("button", name="Fill in from the page")).to_have_count(0)
    expect(form.get_by_label("Keep a copy of the page's text")).to_have_count(0)


def test_sources_of_the_project_are_taken_with_keys_alone(open_page: OpenPage, desk: Desk) -> None:
    cite(desk, "https://example.org/report", title="Inspection report")
    cite(desk, "https://example.org/other", title="Inspection of another bridge")
    page = open_page(desk.claim_address, user=desk.reviewer)
    page.keyboard.press("s")
    page.keyboard.type("inspection")
    offers = page.locator("#offers button")
    expect(offers).to_have_count(2)
    expect(offers.first).to_contain_text("cited for this claim already")
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#cite-form").get_by_label("Address")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#offers")).to_be_hidden()
    expect(page.locator("#cite-form")).to_be_visible()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    expect(offers).to_have_count(2)
    assert findings(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#cite-form").get_by_label("Address")).to_have_value("https://example.org/report")
    expect(page.locator("#cite-form").get_by_label("Title")).to_have_value("Inspection report")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    says(page, "Source cited.")
    assert Source.objects.count() == 2


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_the_pages_of_sources_are_sound(
    open_page: OpenPage, desk: Desk, viewport: ViewportSize, *, dark: bool
) -> None:
    citation = cite(desk, f"https://example.org/{'x' * 300}", title=HOSTILE[:300])
    actor, source = cast.acting(desk.reviewer), citation.source
    page = open_page(
        reverse("sources", args=[desk.project.slug]), user=desk.reviewer, viewport=viewport, dark=dark
    )
    expect(page.get_by_text("no copy", exact=True)).to_be_visible()
    check(page)
    text = f"{HOSTILE}\n\nThey found 14\ncracked bolts."
    copy = keep_copy(actor=actor, source=source, url=source.url, media_type="text/html", text=text)
    page.goto(reverse("source", args=[source.pk]))
    check(page)
    page.locator(".copying > summary").click()
    check(page)
    page.goto(f"{reverse('source_copy', args=[source.pk, copy.pk])}?citation={citation.pk}")
    expect(page.locator("mark")).to_have_text("found 14\ncracked bolts")
    expect(page.locator(".copy-text")).to_contain_text("<script>alert(1)</script>")
    check(page)
    page.goto(reverse("source_edit", args=[source.pk]))
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Fill this in.")).to_be_visible()
    check(page)
    page.get_by_label("Title").fill("Report")
    page.get_by_label("Publisher").fill("Harbour Board")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Report", level=1)).to_be_visible()
    expect(page.get_by_text("Harbour Board").first).to_be_visible()
