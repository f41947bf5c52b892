"""Claims made out of claims and gestures taken back, over the API: exact bodies in, exact answers out."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Claim, Project, State
from tests.api.caller import Caller
from tests.api.stage import Stage, set_stage
from tests.cast import TEXT


@pytest.fixture
def stage(project: Project) -> Stage:
    return set_stage(project)


@pytest.fixture
def caller(stage: Stage) -> Caller:
    return stage.caller("reviewer")


def fragment(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


PARTS = [
    {"fragments": [fragment("inspectors"), fragment("found 14")], "statement": "Inspectors found 14."},
    {"fragments": [fragment("cracked bolts")]},
]


def test_a_claim_is_split_and_that_taken_back(stage: Stage, caller: Caller) -> None:
    address = f"claims/{stage.ids['claim']}/"
    made = caller.post(f"{address}split/", {"parts": PARTS}, version=1)
    assert made.status_code == 201
    assert [(row["statement"], len(row["fragments"])) for row in made.json()] == [
        ("Inspectors found 14.", 2),
        ("cracked bolts", 1),
    ]
    old = caller.get(address).json()
    assert (old["state"], old["dismissal"]) == ("dismissed", "wrongly_split")
    newest = caller.get("actions/?verb=claim.split").json()["results"][0]["id"]
    plan = caller.get(f"actions/{newest}/revert/").json()
    assert plan["conflicts"] == []
    assert sorted(row["how"] for row in plan["rows"]) == ["changed"] + ["removed"] * 9
    state = next(row for row in plan["rows"] if row["how"] == "changed")
    assert {"field": "state", "now": "dismissed", "then": "open"} in state["values"]
    taken = caller.post(f"actions/{newest}/revert/", {})
    assert (taken.status_code, taken.json()["reverts"]) == (201, newest)
    assert caller.get(address).json()["state"] == "open"
    assert caller.post(f"actions/{newest}/revert/", {}).status_code == 400


def test_what_stands_in_the_way_is_listed(stage: Stage, caller: Caller) -> None:
    marked = stage.ids["marked"]
    caller.post(f"claims/{stage.ids['unrated']}/notes/", {"text": "Ask."})
    refused = caller.post(f"actions/{marked}/revert/", {})
    assert refused.status_code == 400
    assert "a note was added to it since" in refused.content.decode()
    assert caller.get(f"actions/{marked}/revert/").json()["conflicts"]


def test_a_version_is_asked_for_and_compared(stage: Stage, caller: Caller) -> None:
    address = f"claims/{stage.ids['claim']}/split/"
    assert caller.post(address, {"parts": PARTS}).status_code == 428
    assert caller.post(address, {"parts": PARTS}, version=9).status_code == 412
    seen = [{"id": stage.ids["claim"], "version": 1}, {"id": stage.ids["unrated"], "version": 9}]
    assert caller.post("claims/merge/", {"claims": seen}).status_code == 412
    assert Claim.objects.filter(state=State.DISMISSED).count() == 1


BAD = [
    ("split/", {}),
    ("split/", {"parts": PARTS[:1]}),
    ("split/", {"parts": "x"}),
    ("split/", {"parts": [{}, {}]}),
    ("split/", {"parts": PARTS * 6}),
    ("split/", {"parts": [PARTS[0], {"fragments": [fragment("found 14") | {"quote": "other"}]}]}),
    ("split/", {"parts": [PARTS[0], {"fragments": []}]}),
    ("split/", {"parts": PARTS, "more": 1}),
    ("merge/", {"claims": []}),
    ("merge/", {"claims": [{"id": 1}]}),
    ("merge/", {"claims": [{"id": 10**18, "version": 1}]}),
    ("merge/", {"claims": [{"id": 10**30, "version": 1}]}),
    ("merge/", {"claims": [{"id": number, "version": 1} for number in range(1, 5_000)]}),
    ("merge/", {"claims": "x"}),
    ("merge/", {"claims": None, "statement": "a\x00b"}),
]


@pytest.mark.parametrize(("gesture", "body"), BAD)
def test_a_bad_body_is_a_400(stage: Stage, caller: Caller, gesture: str, body: Any) -> None:
    before = Claim.objects.count()
    address = "claims/merge/" if gesture == "merge/" else f"claims/{stage.ids['claim']}/split/"
    answer = caller.post(address, body, version=None if gesture == "merge/" else 1)
    assert (answer.status_code, Claim.objects.count()) == (400, before)
