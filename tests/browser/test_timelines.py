"""Reading the history in a browser: filtered without script, by keyboard, with words where colours are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import ViewportSize, expect

from annotations.models import Claim, Project, Role, User
from annotations.services.claim_lineage import Part, split_claim
from annotations.services.claims import respan_claim, reword_claim
from annotations.services.redactions import redact
from annotations.services.verdicts import give_verdict
from annotations.text.span import Span
from tests import cast
from tests.browser.accessibility import check
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.history.bypass import unexplained_writes_allowed

HOSTILE = f"<b>bold</b> \u202e{'Donaudampfschifffahrt' * 20} مرحبا بالعالم 💡"
LOOKS = [
    pytest.param(DESKTOP, False, id="desktop-light"),
    pytest.param(DESKTOP, True, id="desktop-dark"),
    pytest.param(PHONE, False, id="phone-light"),
    pytest.param(PHONE, True, id="phone-dark"),
    pytest.param({"width": 320, "height": 640}, False, id="narrow"),
]


@pytest.fixture
def project(transactional_db: None) -> Project:
    cast.make_scale()
    return cast.make_project()


@pytest.fixture
def owner(project: Project) -> User:
    return cast.make_member(project, "owner", Role.OWNER)


@pytest.fixture
def claim(project: Project, owner: User) -> Claim:
    """A claim with a history of every kind: split off another, moved, reworded, erased, changed from outside."""
    reviewer = cast.make_member(project, "reviewer", Role.REVIEWER)
    acting = cast.acting(reviewer)
    article = cast.make_article(project, reviewer)
    whole = cast.make_claim(
        article, reviewer, "The city closed the Long Bridge on Monday", "The city closed it."
    )
    spans = [Span(whole.start, whole.start + 8), Span(whole.start + 9, whole.end)]
    claim = split_claim(actor=acting, claim=whole, version=None, parts=[Part([span]) for span in spans])[0]
    claim = respan_claim(actor=acting, claim=claim, version=None, spans=[Span(claim.start, claim.end + 7)])
    claim = reword_claim(actor=acting, claim=claim, version=None, statement=HOSTILE, reason=HOSTILE)
    verdict = cast.make_verdict(
        claim, reviewer, code="half_true", rationale="The report names 14 bolts. " * 60
    )
    give_verdict(
        actor=acting,
        claim=claim,
        rating=claim.article.project.scale.ratings.get(code="false"),
        rationale="The report names 15 bolts. " * 60,
        version=verdict.version,
    )
    redact(actor=cast.acting(owner), row=whole, field="statement", version=None, reason="A name stood there.")
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET claimant = 'Nobody' WHERE id = %s", [claim.pk])
    return claim


@pytest.mark.parametrize(("viewport", "dark"), LOOKS)
def test_every_history_is_sound_in_every_look(
    open_page: OpenPage, claim: Claim, owner: User, viewport: ViewportSize, *, dark: bool
) -> None:
    slug, reviewer = claim.article.project.slug, User.objects.get(username="reviewer")
    page = open_page("/", user=owner, viewport=viewport, dark=dark)
    for path in (
        reverse("claim_history", args=[claim.pk]),
        reverse("claim_history", args=[claim.origins.get().predecessor_id]),
        reverse("article_history", args=[claim.article_id]),
        reverse("person_history", args=[reviewer.pk]),
        reverse("project_history", args=[slug]) + "?verb=nonsense&since=never",
        reverse("project_history", args=[slug]) + "?verb=history.repaired",
        reverse("project_day", args=[slug, timezone.localdate().isoformat()]),
        reverse("project_outside", args=[slug]),
    ):
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        check(page)


def test_the_history_is_filtered_and_followed_from_link_to_link(
    open_page: OpenPage, claim: Claim, owner: User
) -> None:
    page = open_page(reverse("project", args=["desk"]), user=owner)
    page.get_by_role("navigation", name="Project").get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", name="History of the project", level=1)).to_be_visible()
    page.locator(".timeline-form > summary").press("Enter")
    page.get_by_label("Did what").select_option(label="Verdicts: all")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".entry__sentence")).to_have_text(
        [
            "Reviewer changed the rating from “Half true” to “False”",
            "Reviewer gave the verdict “Half true”",
        ]
    )
    expect(page.get_by_label("Did what")).to_have_value("verdicts")
    expect(page.locator(".changes del").first).to_contain_text("removed: 14")
    expect(page.locator(".changes ins").first).to_contain_text("added: 15")
    page.locator(".day__link").click()
    expect(page.locator("h1")).to_contain_text(str(timezone.localdate().year))
    page.locator("a.entry__who", has_text="Reviewer").first.click()
    expect(page.get_by_role("heading", name="What Reviewer did", level=1)).to_be_visible()
    page.locator(".entry__kin a").first.click()
    expect(page.get_by_role("heading", name="History of the claim", level=1)).to_be_visible()


def test_an_owner_looks_at_what_came_from_outside(open_page: OpenPage, claim: Claim, owner: User) -> None:
    page = open_page("/", user=owner)
    notice = page.get_by_role("region", name="Writes from outside")
    expect(notice).to_contain_text("One write reached the database outside factcheck")
    notice.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("cell", name="Nobody")).to_be_visible()
    check(page)
    page.get_by_role("button", name="I have looked at these").click()
    expect(page.get_by_text("Noted: you have looked at these.")).to_be_visible()
    expect(page.get_by_text("not looked at yet")).to_have_count(0)
    check(page)
    page.goto("/")
    expect(page.get_by_role("region", name="Writes from outside")).to_have_count(0)


def test_a_moved_claim_stands_in_its_sentence_before_and_after(
    open_page: OpenPage, claim: Claim, owner: User
) -> None:
    page = open_page(
        reverse("claim_history", args=[claim.pk]) + "?field=span&verb=claim.respanned", user=owner
    )
    expect(page.locator(".passage del")).to_have_text("The city")
    expect(page.locator(".passage ins")).to_have_text("The city closed")
    expect(page.locator(".passage").first).to_contain_text("The city closed the Long Bridge on Monday after")
