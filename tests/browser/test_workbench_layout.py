"""What a reviewer sees at once: the statement and the whole verdict, without scrolling, on a small laptop."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import ViewportSize, expect

from annotations.models import Rating
from annotations.services.claim_lineage import Part, split_claim
from annotations.services.claims import reword_claim
from annotations.services.projects import Step, change_project, define_scale
from annotations.text.span import Span
from tests import cast
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.workbench_desk import Desk, make_desk

LAPTOP: ViewportSize = {"width": 1366, "height": 768}


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_desk()


def test_statement_and_verdict_need_no_scrolling(open_page: OpenPage, desk: Desk) -> None:
    steps = [Step(f"step_{number}", f"Step {number}", Rating.Tone.MIXED, None) for number in range(8)]
    scale = define_scale(actor=cast.STAGE, slug="long", name="A long scale", steps=steps)
    change_project(actor=cast.STAGE, project=desk.project, version=None, scale=scale)
    reword_claim(
        actor=cast.acting(desk.reviewer),
        claim=desk.claim,
        version=None,
        statement="The city closed the bridge on Monday, " * 3,
    )
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=LAPTOP)
    for part in (page.locator("#statement"), page.get_by_role("button", name="Save and next")):
        box = part.bounding_box()
        assert box
        assert 0 <= box["y"] <= LAPTOP["height"] - box["height"]
    assert page.locator("#pane-scroll").evaluate("pane => pane.scrollTop") == 0


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_no_filter_of_the_list_is_cut(open_page: OpenPage, desk: Desk, viewport: ViewportSize) -> None:
    cast.make_verdict(desk.claim, desk.reviewer)
    cast.make_verdict(desk.claim, desk.editor, "false")
    page = open_page(f"{desk.address}?show=dismissed#claims", user=desk.reviewer, viewport=viewport)
    frame = page.locator("#filters").bounding_box()
    assert frame
    for link in page.locator("#filters a").all():
        box = link.bounding_box()
        assert box
        assert frame["x"] <= box["x"] + 1
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_the_phone_shows_the_whole_name_of_the_project(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.claim_address, user=desk.reviewer, viewport=PHONE)
    name = page.locator(".site-bar__place")
    assert name.evaluate("place => place.scrollWidth <= place.clientWidth")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_what_a_claim_was_split_from_is_on_its_card(open_page: OpenPage, desk: Desk) -> None:
    start = desk.claim.start
    spans = [Span(start, start + len("The city")), Span(start + len("The city "), desk.claim.end)]
    parts = [
        Part([span], statement) for span, statement in zip(spans, ("The city.", "The bridge."), strict=True)
    ]
    made = split_claim(actor=cast.acting(desk.reviewer), claim=desk.claim, version=None, parts=parts)
    page = open_page(reverse("claim", args=[made[0].pk]), user=desk.reviewer)
    page.get_by_role("link", name=desk.claim.statement).click()
    expect(page.locator("#statement")).to_have_text(desk.claim.statement)
    expect(page.get_by_text("Split into")).to_have_count(2)
