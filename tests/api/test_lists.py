"""Lists: pages by the last row, filters and orders from an allow list, the same number of queries for any length."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Article, Claim, Project, Role, User
from annotations.services.notes import leave_note
from annotations.services.rulings import draft_ruling
from annotations.services.sources import cite_address
from annotations.services.tokens import issue_token
from tests import cast
from tests.api.caller import Caller, refusals
from tests.cast import QUOTE, acting

LISTS = (
    "projects/",
    "projects/desk/members/",
    "scales/",
    "articles/",
    "articles/{article}/claims/",
    "articles/{article}/notes/",
    "claims/",
    "claims/{claim}/verdicts/",
    "claims/{claim}/citations/",
    "claims/{claim}/notes/",
    "verdicts/",
    "sources/",
    "citations/",
    "notes/",
    "rulings/",
    "changes/",
    "actions/",
    "tokens/",
)


def more_of_everything(project: Project, article: Article, claim: Claim, reviewer: User, number: int) -> None:
    """One more row for every list."""
    person = cast.make_member(project, f"reviewer{number}", Role.REVIEWER)
    actor = acting(reviewer)
    other = cast.make_article(project, reviewer, text=f"Article {number}\n\n{cast.TEXT}")
    of_other = cast.make_claim(other, reviewer, statement=f"Claim {number}")
    cast.make_claim(article, reviewer, statement=f"Claim {number}")
    cast.make_verdict(of_other, reviewer)
    cast.make_verdict(claim, person)
    cite_address(
        actor=actor, claim=claim, url=f"https://example.org/{number}", title="Report", stance="context"
    )
    leave_note(actor=actor, about=claim, text=f"Note {number}")
    editor = User.objects.filter(username="editor").first() or cast.make_member(
        project, "editor", Role.EDITOR
    )
    rating = of_other.verdicts.get().rating
    draft_ruling(actor=acting(editor), claim=of_other, rating=rating, summary="So.")
    cast.make_project(f"desk{number}", owner=reviewer)
    cast.make_scale(f"scale{number}")
    issue_token(actor=actor, name=f"token {number}")


def queries(caller: Caller, path: str) -> tuple[int, list[str]]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = caller.get(f"{path}?page_size=200")
    assert response.status_code == 200, response.content
    return len(response.json()["results"]), [query["sql"] for query in captured.captured_queries]


def test_a_list_costs_the_same_queries_for_1_and_20_rows(
    api: Caller, project: Project, article: Article, claim: Claim, reviewer: User
) -> None:
    more_of_everything(project, article, claim, reviewer, 0)
    paths = [path.format(article=article.pk, claim=claim.pk) for path in LISTS]
    api.get("me/")  # the token's first use today is noted once
    few = {path: queries(api, path) for path in paths}
    for number in range(1, 20):
        more_of_everything(project, article, claim, reviewer, number)
    for path in paths:
        rows, sql = queries(api, path)
        assert rows >= max(20, few[path][0] + 19), path
        assert len(sql) == len(few[path][1]) <= 15, (path, sql)


def test_no_list_reads_the_text_of_an_article(
    api: Caller, project: Project, article: Article, claim: Claim, reviewer: User
) -> None:
    more_of_everything(project, article, claim, reviewer, 0)
    for path in LISTS:
        _, sql = queries(api, path.format(article=article.pk, claim=claim.pk))
        assert not any('"annotations_revision"."text"' in statement for statement in sql), path


@pytest.fixture
def claims(article: Article, reviewer: User) -> list[Claim]:
    """Seven claims, in the order they were made: the third stands last in the text."""
    quotes = [QUOTE, "nine years", "bright its future", "the mayor said", "Long Bridge", "The city", "Monday"]
    return [cast.make_claim(article, reviewer, quote=quote, statement=quote) for quote in quotes]


@pytest.mark.parametrize("ordering", ["place", "newest", "oldest", "worthiness"])
def test_pages_lead_forward_and_back_over_every_row_once(
    ordering: str, api: Caller, claims: list[Claim]
) -> None:
    whole = api.get(f"claims/?ordering={ordering}").json()
    assert (whole["next"], whole["previous"]) == (None, None)
    expected = [row["id"] for row in whole["results"]]
    assert len(expected) == len(claims)
    forward, page = [], api.get(f"claims/?ordering={ordering}&page_size=3").json()
    assert page["previous"] is None
    while page["next"]:
        forward += page["results"]
        page = follow(api, page["next"])
    forward += page["results"]
    backward = list(page["results"])
    while page["previous"]:
        page = follow(api, page["previous"])
        backward = page["results"] + backward
    assert [row["id"] for row in forward] == [row["id"] for row in backward] == expected


def test_a_row_added_meanwhile_repeats_and_hides_nothing(
    api: Caller, article: Article, reviewer: User, claims: list[Claim]
) -> None:
    first = api.get("claims/?ordering=newest&page_size=3").json()
    cast.make_claim(article, reviewer, statement="Newer.")
    rest = follow(api, first["next"])
    seen = [row["id"] for row in first["results"] + rest["results"]]
    assert seen == [claim.pk for claim in reversed(claims)][:6]


def test_claims_stand_in_the_order_of_the_text(api: Caller, claims: list[Claim]) -> None:
    places = [row["start"] for row in api.get("claims/").json()["results"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("colour=red", "colour"),
        ("state=open&state__gt=a", "state__gt"),
        ("article__project__slug=desk", "article__project__slug"),
        ("format=json", "format"),
        ("state=unknown", "state"),
        ("article=x", "article"),
        ("article=-1", "article"),
        ("article=1e999999999", "article"),
        ("article=99999999999999999999", "article"),
        ("article=1&article=2", "article"),
        ("needs_reanchor=perhaps", "needs_reanchor"),
        ("search=%00", "search"),
        ("ordering=statement", "ordering"),
        ("ordering=", "ordering"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=%C2%B2", "page_size"),
        ("page_size=all", "page_size"),
        ("cursor=", "cursor"),
        ("cursor=%C3%BC", "cursor"),
        ("cursor=bm90IGpzb24", "cursor"),
        ("cursor=W2ZhbHNlLCJ4IiwieCIsIngiLCJ4Il0", "cursor"),
        ("cursor=W2ZhbHNlLDEsMSwxLDFlOTk5XQ", "cursor"),
        ("cursor=W2ZhbHNlLDEsMSwxLDk5OTk5OTk5OTk5OTk5OTk5OTk5OV0", "cursor"),
        ("cursor=W2ZhbHNlLDEsMSwxLG51bGxd", "cursor"),
        ("cursor=" + "Ww" * 4000, "cursor"),
    ],
)
def test_a_question_outside_the_allow_list_is_refused(query: str, field: str, api: Caller) -> None:
    assert field in refusals(api.get(f"claims/?{query}"))


@pytest.mark.parametrize(
    "path", ["me/?x=1", "claims/{claim}/?state=open", "projects/desk/export/?format_name=csv&x=1"]
)
def test_an_address_that_is_no_list_takes_no_parameters(path: str, api: Caller, claim: Claim) -> None:
    refusals(api.get(path.format(claim=claim.pk)))


def test_filters_narrow_a_list(api: Caller, claims: list[Claim], claim: Claim) -> None:
    def ids(query: str) -> set[int]:
        return {row["id"] for row in api.get(f"claims/?{query}").json()["results"]}

    everything = {row.pk for row in [*claims, claim]}
    assert ids("project=desk") == ids(f"article={claim.article_id}") == everything
    assert ids("project=other") == ids("state=suggested") == ids("needs_reanchor=true") == set()
    assert ids("state=suggested&state=open") == everything
    assert ids("search=MAYOR") == ids("q=MAYOR") == {claims[3].pk}
    assert ids("q=-mayor") == everything - {claims[3].pk}


def test_changes_are_found_by_stream_entity_action_actor_and_verb(
    api: Caller, claim: Claim, reviewer: User
) -> None:
    def found(query: str) -> list[Any]:
        rows: list[Any] = api.get(f"changes/?{query}").json()["results"]
        return rows

    on_claim = found(f"stream=article:{claim.article_id}&entity=claim&row_id={claim.pk}")
    assert [row["operation"] for row in on_claim] == ["I"]
    assert on_claim[0]["values"]["statement"] == claim.statement
    action = on_claim[0]["action"]
    assert (action["verb"], action["actor"], action["actor_label"]) == (
        "claim.marked",
        reviewer.pk,
        "Reviewer",
    )
    of_action = found(f"action={action['id']}")
    assert {row["entity"] for row in of_action} == {"claim", "fragment"}
    assert found(f"verb=claim.marked&actor={reviewer.pk}") == found(f"claim={claim.pk}") == of_action
    assert found("verb=verdict.given") == []


def follow(caller: Caller, address: str) -> Any:
    prefix = "http://testserver"
    assert address.startswith(prefix)
    return caller.get(address.removeprefix(prefix)).json()
