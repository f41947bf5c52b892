"""Pages that only show: history, lists, sources, exports."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from annotations.services.claims import reword_claim
from annotations.services.sources import cite_address
from annotations.web.articles import ON_LIST
from tests import cast
from tests.history.bypass import unexplained_writes_allowed
from tests.web.conftest import Browse, Desk


def read(client: Client, name: str, *args: object, **asked: str | int) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- history ---------------------------------------------------------------------------------------


def test_the_history_says_who_did_what_and_shows_old_and_new_words(desk: Desk, reviewer: Client) -> None:
    reword_claim(
        actor=cast.acting(desk.people["editor"]),
        claim=desk.claim,
        version=None,
        statement="Inspectors found 15 cracked bolts in the Long Bridge.",
        reason="counted again",
    )
    page = read(reviewer, "claim_history", desk.claim.pk)
    assert "<bdi>Editor</bdi></a> <bdi>reworded the claim" in page
    hidden = '<span class="visually-hidden">%s </span>'
    told = (
        f"Inspectors found <del>{hidden % 'removed:'}14</del><ins>{hidden % 'added:'}15</ins> cracked bolts"
    )
    assert told in page
    assert "counted again" in page
    assert "web page" in page


def test_an_article_shows_what_happened_to_its_claims(desk: Desk, reviewer: Client) -> None:
    page = read(reviewer, "article_history", desk.article.pk)
    for said in ("gave the verdict", "cited", "marked", "added the article"):
        assert said in page
    assert reverse("claim_history", args=[desk.claim.pk]) in page


@pytest.mark.django_db(transaction=True)
def test_a_write_that_nothing_explains_stands_out(desk: Desk, reviewer: Client) -> None:
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET statement = 'Planted.' WHERE id = %s", [desk.claim.pk])
    page = read(reviewer, "claim_history", desk.claim.pk)
    assert "entry--unexplained" in page
    assert "No gesture explains it." in page
    assert "Planted." in page


def test_history_runs_on_over_pages(desk: Desk, reviewer: Client) -> None:
    for number in range(55):
        reword_claim(
            actor=cast.acting(desk.people["editor"]),
            claim=desk.claim,
            version=None,
            statement=f"Wording number {number}.",
        )
    first = read(reviewer, "claim_history", desk.claim.pk)
    found = re.search(r"before=(\d+)", first)
    assert found
    second = read(reviewer, "claim_history", desk.claim.pk, before=found[1])
    assert "Wording number 54." in first
    assert "Wording number 1." in second
    assert "marked" in second


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "\x00"])
def test_a_page_number_that_is_none_is_still_a_page(desk: Desk, reviewer: Client, before: str) -> None:
    read(reviewer, "claim_history", desk.claim.pk, before=before)
    read(reviewer, "articles", desk.project.slug, before=before, words="\x00")
    read(reviewer, "sources", desk.project.slug, before=before, words="x" * 3_000)


def test_markup_in_what_people_typed_stays_text_in_the_history(desk: Desk, reviewer: Client) -> None:
    reword_claim(
        actor=cast.acting(desk.people["editor"]),
        claim=desk.claim,
        version=None,
        statement="<img src=x onerror=alert(1)> Inspectors found bolts.",
        reason="</p><script>alert(1)</script>",
    )
    for name, pk in (("claim_history", desk.claim.pk), ("article_history", desk.article.pk)):
        page = read(reviewer, name, pk)
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- articles and sources --------------------------------------------------------------------------


def test_articles_are_listed_newest_first_over_pages(desk: Desk, reviewer: Client) -> None:
    for number in range(ON_LIST + 5):
        cast.make_article(
            desk.project, desk.people["reviewer"], text=f"Text {number}.", title=f"Piece {number}"
        )
    first = read(reviewer, "articles", desk.project.slug)
    found = re.search(r"before=(\d+)", first)
    assert found
    second = read(reviewer, "articles", desk.project.slug, before=found[1])
    titles = re.findall(r'rows__title"[^>]*><bdi>([^<]+)', first + second)
    assert titles == [*(f"Piece {number}" for number in reversed(range(ON_LIST + 5))), "Bridge closed"]


def test_articles_are_found_by_words_of_their_title(desk: Desk, reviewer: Client) -> None:
    cast.make_article(desk.project, desk.people["reviewer"], text="Another.", title="Trams at night")
    page = read(reviewer, "articles", desk.project.slug, words="night TRAMS")
    assert "Trams at night" in page
    assert "Bridge closed" not in page
    assert "No article matches" in read(reviewer, "articles", desk.project.slug, words="zeppelin")


def test_a_project_without_articles_says_what_to_do_first(desk: Desk, browse: Browse) -> None:
    empty = cast.make_project("empty", owner=desk.people["owner"])
    page = read(browse("owner"), "project", empty.slug)
    assert reverse("article_add", args=[empty.slug]) in page
    assert "Add the first article" in page


def test_sources_say_how_often_they_are_cited(desk: Desk, reviewer: Client) -> None:
    page = read(reviewer, "sources", desk.project.slug)
    assert "cited once" in page
    second = cast.make_claim(desk.article, desk.people["reviewer"], "first closure in nine years")
    cite_address(
        actor=cast.acting(desk.people["reviewer"]),
        claim=second,
        url=desk.source.url,
        stance="refutes",
        quote="<b>It closed in 2021.</b>",
    )
    assert "cited 2 times" in read(reviewer, "sources", desk.project.slug)
    page = read(reviewer, "source", desk.source.pk)
    assert "&lt;b&gt;It closed in 2021.&lt;/b&gt;" in page
    assert second.statement in page
    assert "No source matches" in read(reviewer, "sources", desk.project.slug, words="zeppelin")


# --- exports ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "claimreview"])
def test_a_file_is_streamed_as_an_attachment(desk: Desk, reviewer: Client, format_name: str) -> None:
    page = read(reviewer, "exports", desk.project.slug)
    address = reverse("export", args=[desk.project.slug, format_name])
    assert address in page
    answer = reviewer.get(address)
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Disposition"].startswith(f'attachment; filename="desk-{format_name}.')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue()


def test_the_complete_file_holds_the_claim(desk: Desk, reviewer: Client) -> None:
    answer = reviewer.get(reverse("export", args=[desk.project.slug, "jsonl"]))
    assert isinstance(answer, StreamingHttpResponse)
    lines = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert desk.claim.statement in json.dumps(lines, ensure_ascii=False)


# --- every page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["exports", "sources"])
def test_a_page_to_read_takes_no_post(desk: Desk, reviewer: Client, name: str) -> None:
    assert reviewer.post(reverse(name, args=[desk.project.slug])).status_code == 405


@pytest.mark.parametrize("page", ["home", "account", "project", "queue"])
def test_every_page_has_a_skip_link_one_heading_and_a_strict_policy(
    desk: Desk, reviewer: Client, page: str
) -> None:
    args = [desk.project.slug] if page in {"project", "queue"} else []
    answer = reviewer.get(reverse(page, args=args))
    shown = answer.content.decode()
    assert 'class="skip-link" href="#main"' in shown
    assert shown.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", shown)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
