"""What the workbench shows: the text letter for letter, every claim where it stands, and to whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from annotations.models import Claim
from annotations.services.claims import dismiss_claim, mark_claim
from annotations.text.span import Span
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import PARTS, words_of

MOST_QUERIES = 15


def passages(page: bytes) -> list[tuple[int, str]]:
    """Start and text of each paragraph on the page."""
    tree = html.fromstring(page.decode())
    return [
        (int(each.get("data-start")), each.text_content())
        for each in tree.xpath("//*[contains(@class, 'passage')]")
    ]


@pytest.fixture
def tangled(desk: Desk) -> list[Claim]:
    """Claims that nest, cross, touch and have two fragments, over the desk's own."""
    reviewer = desk.people["reviewer"]
    quotes = ["The city closed the Long Bridge", "Bridge on Monday after inspectors", "14", "14 cracked"]
    claims = [cast.make_claim(desk.article, reviewer, quote) for quote in quotes]
    start, later = cast.TEXT.index("The city closed"), cast.TEXT.index("nine years")
    spans = [Span(start, start + 8), Span(later, later + 10)]
    return [*claims, mark_claim(actor=cast.acting(reviewer), article=desk.article, spans=spans)]


def test_the_text_is_the_revision_letter_for_letter(desk: Desk, browse: Browse, tangled: list[Claim]) -> None:
    page = browse("reviewer").get(reverse("workbench", args=[desk.article.pk]))
    shown = passages(page.content)
    assert [(start, cast.TEXT[start : start + len(text)]) for start, text in shown] == shown
    assert " ".join(text for _, text in shown).split() == cast.TEXT.split()


def test_every_claim_is_marked_on_exactly_its_characters(
    desk: Desk, browse: Browse, tangled: list[Claim]
) -> None:
    page = browse("reviewer").get(reverse("workbench", args=[desk.article.pk]))
    tree = html.fromstring(page.content.decode())
    for claim in [desk.claim, *tangled]:
        marks = tree.xpath("//mark[contains(concat(' ', @data-claims, ' '), $id)]", id=f" {claim.pk} ")
        marked = "".join(mark.text_content() for mark in marks)
        assert marked == "".join(fragment.quote for fragment in claim.fragments.all())


def test_a_fourth_claim_at_one_place_is_counted(desk: Desk, browse: Browse, tangled: list[Claim]) -> None:
    address = reverse("workbench", args=[desk.article.pk])
    assert 'data-more="+1"' in browse("reviewer").get(address).content.decode()
    dismiss_claim(
        actor=cast.acting(desk.people["reviewer"]), claim=tangled[2], version=None, dismissal="duplicate"
    )
    assert "data-more=" not in browse("reviewer").get(address).content.decode()


def test_a_dismissed_claim_shows_only_when_asked_for(desk: Desk, browse: Browse) -> None:
    dismiss_claim(
        actor=cast.acting(desk.people["reviewer"]), claim=desk.claim, version=None, dismissal="not_a_claim"
    )
    client = browse("reviewer")
    address = reverse("workbench", args=[desk.article.pk])
    assert f'id="row-{desk.claim.pk}"' not in client.get(address).content.decode()
    asked = client.get(address, {"show": "dismissed"}).content.decode()
    assert f'id="row-{desk.claim.pk}"' in asked
    assert f'data-claims="{desk.claim.pk}"' in asked


@pytest.mark.parametrize("show", ["", "nonsense", "\x00", "waiting", "suggested", "published"])
def test_any_filter_in_the_address_opens(desk: Desk, browse: Browse, show: str) -> None:
    address = reverse("claim", args=[desk.claim.pk])
    assert browse("reviewer").get(address, {"show": show}).status_code == 200


@pytest.mark.parametrize("who", ["viewer", "reviewer", "editor", "owner"])
def test_a_member_reads_the_workbench(desk: Desk, browse: Browse, who: str) -> None:
    client = browse(who)
    assert client.get(reverse("workbench", args=[desk.article.pk])).status_code == 200
    said = words_of(client.get(reverse("claim", args=[desk.claim.pk])))
    assert desk.claim.statement in said
    assert ("Save and next" in said) == (who != "viewer")
    assert ("Draft the ruling" in said) == (who in {"editor", "owner"})


def test_an_outsider_cannot_tell_it_exists(desk: Desk, browse: Browse) -> None:
    client = browse("outsider")
    assert client.get(reverse("workbench", args=[desk.article.pk])).status_code == 404
    assert client.get(reverse("claim", args=[desk.claim.pk]), headers=PARTS).status_code == 404
    assert client.get(reverse("sources_offered", args=[desk.claim.pk])).status_code == 404


def test_an_address_of_the_article_names_the_claim_to_open(desk: Desk, browse: Browse) -> None:
    address = reverse("workbench", args=[desk.article.pk])
    client = browse("reviewer")
    assert 'id="verdict-form"' in client.get(address, {"claim": desk.claim.pk}).content.decode()
    assert client.get(address, {"claim": 999_999}).status_code == 404
    assert client.get(address, {"claim": "x"}).status_code == 200


def test_a_script_gets_the_card_alone(desk: Desk, browse: Browse) -> None:
    card = browse("reviewer").get(reverse("claim", args=[desk.claim.pk]), headers=PARTS).content.decode()
    assert card.lstrip().startswith("<article")
    assert "<html" not in card


def test_the_project_sources_are_offered_while_typing(desk: Desk, browse: Browse) -> None:
    address = reverse("sources_offered", args=[desk.claim.pk])
    client = browse("reviewer")
    assert client.get(address, {"q": "inspection"}).json() == {
        "sources": [
            {
                "url": "https://example.org/report",
                "title": "Inspection report",
                "publisher": "",
                "published_on": "",
                "said": "cited for this claim already",
            }
        ]
    }
    assert client.get(address, {"q": "nothing like it"}).json() == {"sources": []}


@pytest.mark.parametrize("more", [0, 40])
@pytest.mark.parametrize("who", ["reviewer", "editor"])
def test_the_number_of_queries_does_not_grow(desk: Desk, browse: Browse, who: str, more: int) -> None:
    reviewer = desk.people["reviewer"]
    for _ in range(more):
        cast.make_verdict(cast.make_claim(desk.article, reviewer, "14 cracked bolts"), reviewer)
    client = browse(who)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("claim", args=[desk.claim.pk]))
    assert len(queries) <= MOST_QUERIES
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("workbench", args=[desk.article.pk]))
    assert len(queries) <= MOST_QUERIES
