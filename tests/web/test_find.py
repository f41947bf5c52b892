"""The page on which a project is searched: what it shows to whom, in which groups, and what its address may say."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Role
from annotations.selectors.find import IN_GROUP, ON_PAGE
from annotations.services.notes import leave_note
from annotations.services.people import add_member
from tests import cast
from tests.web.conftest import Browse, Desk


def page(client: Client, desk: Desk, **asked: str | int) -> str:
    answer = client.get(reverse("find", args=[desk.project.slug]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def groups(shown: str) -> list[str]:
    return [part.partition('"')[0] for part in shown.split('id="found-')[1:]]


def test_hits_stand_in_groups_with_the_words_marked(desk: Desk, reviewer: Client) -> None:
    note = leave_note(
        actor=cast.acting(desk.people["reviewer"]), about=desk.claim, text="Inspect the bolts again."
    )
    shown = page(reviewer, desk, q="inspect")
    assert groups(shown) == ["claims", "articles", "sources", "notes"]
    assert '<mark class="hit">Inspectors</mark> found 14 cracked bolts' in shown
    assert '<mark class="hit">Inspection</mark> report' in shown
    assert f'<mark class="hit">Inspect</mark>{note.text.removeprefix("Inspect")}' in shown
    assert f'href="/articles/{desk.article.pk}/?claim={desk.claim.pk}"' in shown
    assert f'href="/sources/{desk.source.pk}/"' in shown


def test_one_sort_alone(desk: Desk, reviewer: Client) -> None:
    assert groups(page(reviewer, desk, q="bridge", **{"in": "articles"})) == ["articles"]
    assert groups(page(reviewer, desk, q="bridge", **{"in": "nonsense"})) == ["claims", "articles"]


def test_nothing_asked_and_nothing_found_are_told_apart(desk: Desk, reviewer: Client) -> None:
    assert "What are you looking for?" in page(reviewer, desk)
    assert "Nothing has these words" in page(reviewer, desk, q="zeppelin")


def test_pages_hold_every_hit_once(desk: Desk, reviewer: Client) -> None:
    person = desk.people["reviewer"]
    claims = [
        cast.make_claim(desk.article, person, "cracked bolts", f"Gryphon number {number}.")
        for number in range(ON_PAGE + 3)
    ]
    first = page(reviewer, desk, q="gryphon")
    assert first.count("found__row") == IN_GROUP
    assert "All claims found" in first
    seen: list[int] = []
    before: dict[str, int] = {}
    while True:
        shown = page(reviewer, desk, q="gryphon", **{"in": "claims"}, **before)
        seen += [claim.pk for claim in claims if f"?claim={claim.pk}" + '"' in shown]
        if "Next page" not in shown:
            break
        before = {"before": int(shown.partition("&amp;before=")[2].partition('"')[0])}
    assert sorted(seen) == [claim.pk for claim in claims]


def test_an_outsider_finds_no_page_and_no_words(desk: Desk, browse: Browse) -> None:
    address = reverse("find", args=[desk.project.slug])
    assert browse("outsider").get(address, {"q": "bridge"}).status_code == 404
    other = cast.make_project("other")
    add_member(actor=cast.STAGE, project=other, person=desk.people["outsider"], role=Role.OWNER)
    answer = browse("outsider").get(reverse("find", args=["other"]), {"q": "bridge"})
    assert groups(answer.content.decode()) == []
    assert groups(page(browse("viewer"), desk, q="bridge")) == ["claims", "articles"]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "\x00"},
        {"q": '"'},
        {"q": "NEAR("},
        {"q": "*"},
        {"q": "x" * 100_000},
        {"q": "bridge", "in": "\x00"},
        {"q": "bridge", "in": "claims", "before": "x"},
        {"q": "bridge", "in": "claims", "before": "9" * 30},
        {"q": "bridge", "before": "1"},
    ],
)
def test_an_address_with_nonsense_is_still_a_page(
    desk: Desk, reviewer: Client, asked: dict[str, str]
) -> None:
    assert "<h1>Find</h1>" in page(reviewer, desk, **asked)


def test_what_people_typed_is_shown_as_text(desk: Desk, reviewer: Client) -> None:
    nasty = "<script>alert(1)</script> bridge"
    cast.make_claim(desk.article, desk.people["reviewer"], "cracked bolts", nasty)
    shown = page(reviewer, desk, q="script bridge")
    assert "<script>alert" not in shown
    assert '&lt;<mark class="hit">script</mark>&gt;alert(1)' in shown
    assert 'value="&lt;b&gt;&quot;x&quot;"' in page(reviewer, desk, q='<b>"x"')


def test_a_search_asks_no_more_when_it_finds_more(desk: Desk, reviewer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(reviewer, desk, q="bridge -tunnel")
        return len(captured)

    person = desk.people["reviewer"]
    leave_note(actor=cast.acting(person), about=desk.claim, text="Which bridge?")
    before = queries()
    for number in range(6):
        article = cast.make_article(desk.project, person, text=f"Number {number}. {cast.TEXT}")
        claim = cast.make_claim(article, person)
        leave_note(actor=cast.acting(person), about=claim, text="Which bridge?")
    assert queries() == before <= 15
