"""The queue: what stands where, in which order, and what the address filters."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Claim, Dismissal, State
from annotations.selectors.queue import CONTEXT, PAGE_SIZE, Key, places, waiting
from annotations.selectors.queue_filters import Filters as Asked
from annotations.selectors.queue_filters import Place
from annotations.services.articles import split_article
from annotations.services.claims import dismiss_claim
from tests import cast
from tests.web.conftest import Browse, Desk


def page(client: Client, desk: Desk, **asked: str | int) -> str:
    answer = client.get(reverse("queue", args=[desk.project.slug]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_claim_without_my_verdict_waits_for_me(desk: Desk, browse: Browse) -> None:
    assert desk.claim.statement in page(browse("reviewer"), desk)
    assert desk.claim.statement not in page(browse("editor"), desk, place="open")
    assert desk.claim.statement in page(browse("editor"), desk, place="reviewed")


def test_the_row_shows_the_quote_in_its_paragraph(desk: Desk, reviewer: Client) -> None:
    shown = page(reviewer, desk)
    assert f"The city closed the Long Bridge on Monday after <mark>{cast.QUOTE}</mark>. It is" in shown
    assert (
        "Bridge closed after inspection" not in shown.partition("<blockquote")[2].partition("</blockquote")[0]
    )


def test_context_is_cut_between_words(desk: Desk, reviewer: Client) -> None:
    text = f"{'alpha ' * 60}the bridge has 14 bolts {'omega ' * 60}"
    article = cast.make_article(desk.project, desk.people["reviewer"], text=text)
    cast.make_claim(article, desk.people["reviewer"], "the bridge has 14 bolts", "The bridge has 14 bolts.")
    rows = waiting(desk.project, desk.people["reviewer"], Asked()).rows
    row = next(row for row in rows if row.claim.article_id == article.pk)
    assert set(row.before.lstrip("…").split()) == {"alpha"}
    assert set(row.after.rstrip("…").split()) == {"omega"}
    assert row.before.startswith("…")
    assert row.after.endswith("…")
    assert max(len(row.before), len(row.after)) <= CONTEXT + 1


def test_each_place_is_counted(desk: Desk) -> None:
    reviewer = desk.people["reviewer"]
    spare = cast.make_claim(desk.article, reviewer, "first closure in nine years")
    dismiss_claim(
        actor=cast.acting(reviewer), claim=spare, version=None, dismissal=Dismissal.NOT_WORTH_CHECKING
    )
    proposed = len(split_article(actor=cast.acting(reviewer), article=desk.article))
    assert proposed > 0
    assert places(desk.project, reviewer)[0] == {
        Place.SUGGESTED: proposed,
        Place.OPEN: 1,
        Place.REVIEWED: 0,
        Place.DECIDED: 0,
        Place.PUBLISHED: 0,
        Place.DISMISSED: 1,
        Place.EVERY: proposed + 2,
    }


def test_pages_hold_every_claim_once_and_the_most_worthwhile_first(desk: Desk) -> None:
    reviewer = desk.people["reviewer"]
    for number in range(6):
        article = cast.make_article(desk.project, reviewer, text=f"In {2000 + number}. {cast.TEXT}")
        split_article(actor=cast.acting(reviewer), article=article)
    suggested = Claim.objects.filter(state=State.SUGGESTED)
    assert suggested.count() > PAGE_SIZE
    seen: list[Claim] = []
    after = None
    while True:
        found = waiting(desk.project, reviewer, Asked(place=Place.SUGGESTED), after=after)
        seen += [row.claim for row in found.rows]
        if found.next is None:
            break
        after = Key.read(str(found.next))
        assert after == found.next
    assert sorted(claim.pk for claim in seen) == sorted(suggested.values_list("pk", flat=True))
    order = [(-(claim.check_worthiness or 0), -claim.article_id, claim.start, claim.pk) for claim in seen]
    assert order == sorted(order)


def test_a_claim_marked_by_hand_goes_before_every_suggestion(desk: Desk) -> None:
    assert desk.claim.check_worthiness is None
    reviewer = desk.people["reviewer"]
    split_article(actor=cast.acting(reviewer), article=desk.article)
    rows = waiting(desk.project, reviewer, Asked()).rows
    assert rows[0].claim == desk.claim


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"words": "cracked"}, True),
        ({"words": "INSPECTORS bolts"}, True),
        ({"words": '"cracked bolts" -tunnel'}, True),
        ({"words": "NEAR(("}, False),
        ({"words": "tunnel"}, False),
        ({"place": "every"}, True),
        ({"reviewer": "editor"}, True),
        ({"reviewer": "reviewer"}, False),
        ({"reviewer": "editor", "rating": "false"}, False),
        ({"claimant": "mayor"}, False),
        ({"since": "2020-01-01"}, True),
        ({"since": "2999-01-01"}, False),
        ({"until": "2020-01-01"}, False),
        ({"until": "2999-01-01"}, True),
        ({"worth": "90"}, True),  # marked by hand
        ({"kind": "other"}, True),
        ({"kind": "quantity"}, False),
        ({"rating": "true"}, True),
        ({"rating": "false"}, False),
        ({"place": "published"}, False),
        ({"place": "open"}, True),
    ],
)
def test_the_address_filters(desk: Desk, reviewer: Client, asked: dict[str, str], *, is_found: bool) -> None:
    assert (desk.claim.statement in page(reviewer, desk, **asked)) is is_found


def test_an_article_filters(desk: Desk, reviewer: Client) -> None:
    other = cast.make_article(desk.project, desk.people["reviewer"], text="Another text about trams.")
    assert desk.claim.statement in page(reviewer, desk, article=desk.article.pk)
    assert desk.claim.statement not in page(reviewer, desk, article=other.pk)


@pytest.mark.parametrize(
    "asked",
    [
        {"place": "nowhere"},
        {"place": "\x00"},
        {"kind": "nonsense"},
        {"rating": "not-on-the-scale"},
        {"rating": "\x00"},
        {"article": "abc"},
        {"reviewer": "\x00"},
        {"reviewer": "outsider"},
        {"since": "yesterday"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"worth": "1e9"},
        {"claimant": "\x00"},
        {"article": "9" * 40},
        {"words": "\x00"},
        {"words": "x" * 5_000},
        {"after": "rubbish"},
        {"after": "nan_1_1_1"},
        {"after": "inf_1_1_1"},
        {"after": f"0.5_{'9' * 40}_1_1"},
        {"after": "0.5_1_1"},
        {"after": "\x00"},
    ],
)
def test_an_address_with_nonsense_is_still_a_page(
    desk: Desk, reviewer: Client, asked: dict[str, str]
) -> None:
    shown = page(reviewer, desk, **asked)
    assert "<h1>Queue</h1>" in shown


def test_a_filter_that_is_not_understood_is_said(desk: Desk, reviewer: Client) -> None:
    assert "This filter was left out." in page(reviewer, desk, kind="nonsense")
    assert "This filter was left out." not in page(reviewer, desk, kind="other")


def test_what_people_typed_is_shown_as_text(desk: Desk, reviewer: Client) -> None:
    nasty = "<script>alert(1)</script>\u202etxet\u200b"
    cast.make_claim(desk.article, desk.people["reviewer"], "cracked bolts", nasty)
    shown = page(reviewer, desk)
    assert "<script>alert" not in shown
    assert re.search(r"<bdi>&lt;script&gt;alert\(1\)&lt;/script&gt;\u202etxet\u200b</bdi>", shown)


def test_a_claim_leads_to_its_workbench(desk: Desk, reviewer: Client) -> None:
    assert f'href="/articles/{desk.article.pk}/?claim={desk.claim.pk}"' in page(reviewer, desk)
