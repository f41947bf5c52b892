"""The address of a search: chips, ways out of an empty list, views; nonsense in it is said and is no fault."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Claim, SavedView
from annotations.selectors.queue import PAGE_SIZE
from annotations.selectors.queue_filters import Place
from annotations.services.notes import leave_note
from annotations.web import find_forms, queue_forms
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.finding import YESTERDAY, find, queue, rows


@pytest.mark.parametrize("page", ["find", "queue"])
def test_a_chip_takes_its_filter_off(arranged: Desk, reviewer: Client, page: str) -> None:
    asked = {
        "in": "claims",
        "kind": "quantity",
        "tag": "bridges & roads",
        "claimant": "<b>mayor",
        "place": "every",
    }
    answer = reviewer.get(reverse(page, args=[arranged.project.slug]), asked)
    shown = answer.content.decode()
    assert "<b>mayor" not in shown
    chips = {chip.name: chip for chip in answer.context["chips"]}
    assert {name: chip.value for name, chip in chips.items()} == {
        "kind": "quantity",
        "tag": "bridges & roads",
        "claimant": "<b>mayor",
    }
    assert f'href="?{html.escape(chips["claimant"].address)}"' in shown
    looser = reviewer.get(f"{reverse(page, args=[arranged.project.slug])}?{chips['claimant'].address}")
    assert {chip.name for chip in looser.context["chips"]} == {"kind", "tag"}
    assert arranged.claim.statement in html.unescape(looser.content.decode())


@pytest.mark.parametrize("page", ["find", "queue"])
def test_nothing_found_says_what_stands_in_the_way(arranged: Desk, reviewer: Client, page: str) -> None:
    asked = {"in": "claims", "kind": "quantity", "rating": "false", "place": "open", "state": "open"}
    answer = reviewer.get(reverse(page, args=[arranged.project.slug]), asked)
    assert {chip.name: chip.count for chip in answer.context["looser"]} == {"rating": 1}
    assert "Look again without one of the filters:" in answer.content.decode()
    asked |= {"place": "suggested", "state": "suggested", "rating": "true"}
    answer = reviewer.get(reverse(page, args=[arranged.project.slug]), asked)
    [chip] = answer.context["looser"]
    assert (chip.label, chip.value, chip.count) == ("State", "Suggested", 1)
    loosened = reviewer.get(f"{reverse(page, args=[arranged.project.slug])}?{chip.address}")
    assert arranged.claim.statement in html.unescape(loosened.content.decode())


def test_another_kind_of_thing_keeps_the_words_and_what_everything_has(desk: Desk, reviewer: Client) -> None:
    shown = reviewer.get(
        reverse("find", args=[desk.project.slug]),
        {"in": "claims", "q": "bridge", "by": "reviewer", "kind": "other", "before": "99"},
    )
    addresses = [address for address, _label, _is_open in shown.context["sorts"]]
    assert addresses[2] == "in=articles&q=bridge&by=reviewer"


def test_a_search_is_kept_as_a_view_and_found_again_where_it_belongs(desk: Desk, reviewer: Client) -> None:
    address = reverse("find", args=[desk.project.slug])
    here = "in=claims&q=bolts&state=open&kind=other"
    sent = {"here": f"{here}&before=4&nonsense=1", "name": "Bolts"}
    answer = reviewer.post(reverse("view_save", args=[desk.project.slug]), sent, follow=True)
    assert answer.redirect_chain == [(f"{address}?{here}", 302)]
    view = SavedView.objects.get()
    assert (view.query, view.page) == (here, "find")
    assert f'<a href="?{html.escape(here)}" aria-current="true">' in answer.content.decode()
    assert "Bolts" not in queue(reviewer, desk)
    told = reviewer.get(reverse("told", args=[desk.article.pk])).json()
    assert f"{address}?{here}" in {place["address"] for place in told["places"]}
    change = {"here": here, "version": view.version, "name": "Cracks"}
    answer = reviewer.post(reverse("view_change", args=[view.pk]), change, follow=True)
    assert "The view is now “Cracks”." in answer.content.decode()
    answer = reviewer.post(reverse("view_change", args=[view.pk]), {"here": here, "delete": "1"}, follow=True)
    assert answer.redirect_chain == [(f"{address}?{here}", 302)]
    assert not SavedView.objects.exists()


NONSENSE = [
    "\x00",
    "nonsense",
    "9" * 40,
    "-1",
    "0000-00-00",
    "9999-12-31",
    "\u202e",
    "'; --",
    "x" * 5_000,
    "<b>",
]


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("sort", ["", "claims", "articles", "sources", "notes", "nonsense"])
def test_nonsense_in_any_filter_is_still_a_page(
    desk: Desk, reviewer: Client, sort: str, nonsense: str
) -> None:
    names = {name for fields in find_forms.FIELDS.values() for name in fields}
    shown = reviewer.get(
        reverse("find", args=[desk.project.slug]), {"in": sort, **dict.fromkeys(names, nonsense)}
    )
    assert shown.status_code == 200
    assert "<b>" not in shown.content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "nonsense"}, "<strong>Kind:</strong> Select a valid choice."),
        ({"since": "yesterday"}, "<strong>Marked from:</strong> Enter a valid date."),
        ({"worth": "many"}, "<strong>Worth, at least %:</strong> Enter a whole number."),
        ({"worth_most": "101"}, "<strong>Worth, at most %:</strong>"),
        ({"article": "99999"}, "<strong>Article:</strong> Select a valid choice."),
    ],
)
@pytest.mark.parametrize("look", [find, queue], ids=["find", "queue"])
def test_what_is_not_understood_is_said_and_left_out(
    desk: Desk, reviewer: Client, look: Callable[..., str], asked: dict[str, str], words: str
) -> None:
    shown = look(reviewer, desk, **{"in": "claims", "q": "bolts", "words": "bolts"}, **asked)
    assert words in shown
    assert "This filter was left out." in shown
    assert desk.claim.statement.split()[0] in rows(shown)


def test_filters_ask_no_more_however_much_there_is(desk: Desk, reviewer: Client) -> None:
    everything = {"kind": "other", "rating": "true", "reviewer": "editor", "worth": "1", "since": YESTERDAY}
    searches: list[dict[str, str | int]] = [
        {"in": "claims", "q": "bridge", "article": desk.article.pk, **everything},
        {"in": "claims", "q": "zeppelin", **everything},
        {"by": "reviewer", "q": "bridge"},
        {"in": "notes", "by": "reviewer", "standing": "open"},
        {"in": "sources", "stance": "supports"},
    ]

    def queries() -> list[int]:
        counts = []
        for asked in searches:
            with CaptureQueriesContext(connection) as captured:
                find(reviewer, desk, **asked)
            counts.append(len(captured))
        return counts

    person = desk.people["reviewer"]
    leave_note(actor=cast.acting(person), about=desk.claim, text="Which bridge?")
    before = queries()
    for number in range(6):
        article = cast.make_article(desk.project, person, text=f"Number {number}. {cast.TEXT}")
        leave_note(actor=cast.acting(person), about=cast.make_claim(article, person), text="Which bridge?")
    assert queries() == before
    assert max(before) <= 15


def test_an_outsider_learns_nothing_from_a_filter(desk: Desk, browse: Browse) -> None:
    address = reverse("find", args=[desk.project.slug])
    assert browse("outsider").get(address, {"in": "claims", "reviewer": "editor"}).status_code == 404
    assert Claim.objects.exists()


def test_where_claims_stand_is_written_the_same_way() -> None:
    assert {*queue_forms.PLACES} == {*Place}


@pytest.mark.parametrize("who", ["reviewer", "owner"])
def test_a_full_page_of_the_queue_asks_few_questions(desk: Desk, browse: Browse, who: str) -> None:
    for number in range(PAGE_SIZE + 2):
        cast.make_claim(desk.article, desk.people["reviewer"], statement=f"Bridge number {number} is closed.")
    client, asked = browse(who), {"kind": "other", "words": "bridge", "worth": "1", "since": YESTERDAY}
    for place in ("open", "every", "published"):
        with CaptureQueriesContext(connection) as captured:
            queue(client, desk, **asked, place=place, article=desk.article.pk)
        assert len(captured) <= 15
    shown = queue(client, desk, words="number closed", place="open")
    assert f"all {PAGE_SIZE + 2} that match" in shown
