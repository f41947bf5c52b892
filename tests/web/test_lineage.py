"""Splitting, merging and taking back on their pages: what is shown first, what is done, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from annotations.models import Action, Claim, State, Verb
from annotations.services.claims import reword_claim
from tests import cast
from tests.web.conftest import Browse, Desk
from tests.web.filled_forms import words_of

SPLIT = {
    "first_quotes": "inspectors\nfound 14",
    "first_statement": "Inspectors found 14.",
    "second_quotes": "cracked bolts",
}


def form_at(client: Any, address: str) -> Any:
    page = client.get(address)
    form = next(form for form in page_forms(page) if form.get("method") == "post" and not form.get("action"))
    form.set("action", address)
    return client, address, form


def page_forms(page: Any) -> list[Any]:
    from lxml import html

    return list(html.fromstring(page.content.decode()).forms)


def send(client: Any, address: str, typed: dict[str, Any]) -> Any:
    """The page's form with what it holds, sent with what was typed."""
    _, _, form = form_at(client, address)
    fields: dict[str, Any] = {
        name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"
    }
    fields |= {area.name: (area.text or "").removeprefix("\n") for area in form.xpath(".//textarea")}
    return client.post(address, fields | typed)


def last() -> Action:
    return Action.objects.latest("id")


def test_a_claim_is_split_on_its_page(desk: Desk, browse: Browse) -> None:
    client, address = browse("reviewer"), reverse("claim_split", args=[desk.claim.pk])
    assert cast.QUOTE in client.get(address).content.decode()
    answer = send(client, address, SPLIT)
    assert (answer.status_code, answer.url) == (302, reverse("claim", args=[desk.claim.pk]))
    made = [successor.claim for successor in desk.claim.successors.all()]
    assert [[one.quote for one in claim.fragments.all()] for claim in made] == [
        ["inspectors", "found 14"],
        ["cracked bolts"],
    ]
    assert [claim.statement for claim in made] == ["Inspectors found 14.", "cracked bolts"]
    told = words_of(client.get(reverse("claim", args=[desk.claim.pk])))
    assert "Split into Inspectors found 14. Split into cracked bolts" in told
    told = words_of(client.get(reverse("claim", args=[made[0].pk])))
    assert "Split from Inspectors found 14 cracked bolts in the Long Bridge." in told


def test_a_split_sent_twice_is_done_once(desk: Desk, browse: Browse) -> None:
    client, address = browse("reviewer"), reverse("claim_split", args=[desk.claim.pk])
    _, _, form = form_at(client, address)
    fields = dict(form.form_values()) | SPLIT
    fields.pop("csrfmiddlewaretoken")
    assert [client.post(address, fields).status_code for _ in range(2)] == [302, 302]
    assert desk.claim.successors.count() == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"second_quotes": "cracked nuts"}, "The article does not say this, letter for letter: cracked nuts"),
        ({"second_quotes": " \n "}, "Claim 2: Select the words"),
        ({"first_quotes": ""}, "Write something here."),
        ({"second_quotes": "Nobody can say"}, "it has none of the words"),
        ({"second_quotes": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
        ({"second_quotes": "a\x00b"}, "Null characters"),
        ({"second_statement": "x" * 2_001}, "at most 2000"),
    ],
)
def test_a_wrong_split_is_told_and_keeps_what_was_typed(
    desk: Desk, browse: Browse, typed: dict[str, str], told: str
) -> None:
    before = Claim.objects.count()
    answer = send(browse("reviewer"), reverse("claim_split", args=[desk.claim.pk]), SPLIT | typed)
    assert answer.status_code == 422
    assert told in words_of(answer)
    assert "<script>alert" not in answer.content.decode()
    assert "Inspectors found 14." in words_of(answer)
    assert Claim.objects.count() == before


def test_a_split_of_a_changed_claim_is_a_conflict_and_then_goes_through(desk: Desk, browse: Browse) -> None:
    client, address = browse("reviewer"), reverse("claim_split", args=[desk.claim.pk])
    answer = send(client, address, SPLIT | {"version": "7"})
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in words_of(answer)
    form = next(form for form in page_forms(answer) if "first_quotes" in form.fields)
    assert form.fields["version"] == str(desk.claim.version)


def test_claims_are_merged_on_their_page(desk: Desk, browse: Browse) -> None:
    other = cast.make_claim(desk.article, desk.people["reviewer"], "14 cracked bolts", "Bolts were cracked.")
    client, address = browse("reviewer"), reverse("claims_merge", args=[desk.article.pk])
    page = client.get(address, {"claim": desk.claim.pk})
    form = next(form for form in page_forms(page) if "statement" in form.fields)
    assert dict(form.form_values())["chosen"] == f"{desk.claim.pk}-{desk.claim.version}"
    chosen = [f"{claim.pk}-{claim.version}" for claim in (desk.claim, other)]
    answer = send(client, address, {"chosen": chosen, "statement": "Merged."})
    made = Claim.objects.latest("id")
    assert (answer.status_code, answer.url) == (302, reverse("claim", args=[made.pk]))
    assert (made.statement, made.origins.count()) == ("Merged.", 2)
    assert set(Claim.objects.exclude(pk=made.pk).values_list("state", flat=True)) == {State.DISMISSED}


@pytest.mark.parametrize(
    ("chosen", "status", "told"),
    [
        ([], 422, "Choose 2 to 10 claims"),
        (["1-1"], 422, "Choose 2 to 10 claims"),
        (["x"], 422, "did not arrive whole"),
        (["99999999999999999999-1"], 422, "did not arrive whole"),
        (["²-1"], 422, "did not arrive whole"),
        (["stale"], 409, "Somebody changed this meanwhile"),
    ],
)
def test_a_wrong_merge_is_told(desk: Desk, browse: Browse, chosen: list[str], status: int, told: str) -> None:
    other = cast.make_claim(desk.article, desk.people["reviewer"], "14 cracked bolts")
    if chosen == ["stale"]:
        chosen = [f"{desk.claim.pk}-{desk.claim.version}", f"{other.pk}-9"]
    address = reverse("claims_merge", args=[desk.article.pk])
    answer = send(browse("reviewer"), address, {"chosen": chosen, "statement": "Typed."})
    assert (answer.status_code, told in words_of(answer), "Typed." in words_of(answer)) == (
        status,
        True,
        True,
    )
    assert not Claim.objects.filter(state=State.DISMISSED).exists()


def test_a_gesture_is_taken_back_from_its_entry_in_the_history(desk: Desk, browse: Browse) -> None:
    client = browse("reviewer")
    reword_claim(
        actor=cast.acting(desk.people["reviewer"]), claim=desk.claim, version=None, statement="<b>Other</b>"
    )
    done = last()
    address = reverse("action_revert", args=[done.pk])
    assert address in client.get(reverse("article_history", args=[desk.article.pk])).content.decode() or (
        address in client.get(reverse("claim_history", args=[desk.claim.pk])).content.decode()
    )
    page = client.get(address)
    assert "What would change: 1 row" in words_of(page)
    assert "<b>Other" not in page.content.decode()
    answer = send(client, address, {})
    assert (answer.status_code, answer.url) == (302, reverse("article_history", args=[desk.article.pk]))
    desk.claim.refresh_from_db()
    assert desk.claim.statement == "Inspectors found 14 cracked bolts in the Long Bridge."
    assert (last().reverts, last().verb) == (done.pk, Verb.GESTURE_REVERTED)
    again = client.get(address)
    assert "taken back already" in words_of(again)


def test_what_stands_in_the_way_is_named_and_nothing_is_done(desk: Desk, browse: Browse) -> None:
    who = cast.acting(desk.people["reviewer"])
    reword_claim(actor=who, claim=desk.claim, version=None, statement="Mine.")
    address = reverse("action_revert", args=[last().pk])
    reword_claim(actor=who, claim=desk.claim, version=None, statement="Later.")
    answer = browse("reviewer").post(address, {"reason": "x"})
    assert answer.status_code == 422
    assert "from “Mine.” to “Later.”" in words_of(answer)


def test_an_editor_says_why(desk: Desk, browse: Browse) -> None:
    reword_claim(
        actor=cast.acting(desk.people["reviewer"]), claim=desk.claim, version=None, statement="Other."
    )
    address = reverse("action_revert", args=[last().pk])
    client = browse("editor")
    for reason in ("", " ", "x" * 501, "a\x00b"):
        assert client.post(address, {"reason": reason}).status_code == 422
    assert client.post(address, {"reason": "It was right."}).status_code == 302
    assert last().reason == "It was right."


PAGES = ("claim_split", "claims_merge", "action_revert")


@pytest.mark.parametrize(
    ("name", "status"),
    [("outsider", 404), ("viewer", 403), ("reviewer", 200), ("editor", 200), ("owner", 200)],
)
def test_who_reaches_the_pages(desk: Desk, browse: Browse, name: str, status: int) -> None:
    marked = Action.objects.get(verb=Verb.CLAIM_MARKED)
    ids = {"claim_split": desk.claim.pk, "claims_merge": desk.article.pk, "action_revert": marked.pk}
    client = browse(name)
    assert {page: client.get(reverse(page, args=[ids[page]])).status_code for page in PAGES} == dict.fromkeys(
        PAGES, status
    )
