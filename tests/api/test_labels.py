"""Tags, assignment, the day it was said, places and mentions over the API: exact bodies in, exact answers out."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Action, Project
from annotations.services.undoing import undo_gesture
from tests import cast
from tests.api.caller import Caller
from tests.api.stage import Stage, set_stage
from tests.cast import TEXT
from tests.services.tables import tables


@pytest.fixture
def stage(project: Project) -> Stage:
    return set_stage(project)


@pytest.fixture
def caller(stage: Stage) -> Caller:
    return stage.caller("reviewer")


def ids(answer: Any) -> set[int]:
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


def test_tags_are_changed_in_one_gesture_and_filter(stage: Stage, caller: Caller) -> None:
    claim = stage.ids["claim"]
    before = Action.objects.count()
    answer = caller.post(f"claims/{claim}/tags/", {"add": ["Mayor", "roads"], "remove": ["Bridges"]})
    assert (answer.status_code, answer.json()["tags"]) == (200, ["Mayor", "roads"])
    assert answer.json()["version"] == 1
    assert Action.objects.count() == before + 1
    assert ids(caller.get("claims/?tag=MAYOR")) == {claim}
    assert ids(caller.get("claims/?tag=bridges")) == set()
    assert caller.post(f"claims/{claim}/tags/", {}).status_code == 400
    assert caller.post(f"claims/{claim}/tags/", {"add": ["x" * 41]}).status_code == 400
    assert caller.post(f"claims/{claim}/tags/", {"add": [7]}).status_code == 400


def test_claims_are_assigned_and_found_by_whom(stage: Stage, caller: Caller) -> None:
    claim, editor = stage.ids["claim"], stage.people["editor"]
    given = caller.post(f"claims/{claim}/assign/", {})
    assert [person["name"] for person in given.json()["assigned_to"]] == ["Reviewer"]
    assert caller.post(f"claims/{claim}/assign/", {"person": editor.pk}).status_code == 403
    for person in ("viewer", "outsider"):
        wrong = stage.caller("editor").post(f"claims/{claim}/assign/", {"person": stage.people[person].pk})
        assert wrong.status_code == 400
    assert ids(caller.get("claims/?assigned_to=me")) == {claim}
    assert ids(caller.get(f"claims/?assigned_to={editor.pk}")) == set()
    assert claim not in ids(caller.get("claims/?assigned_to=nobody"))
    for nonsense in ("you", "-1", "9" * 30, "%00"):
        assert caller.get(f"claims/?assigned_to={nonsense}").status_code == 400
    assert caller.post(f"claims/{claim}/unassign/", {"person": editor.pk}).status_code == 400
    assert caller.post(f"claims/{claim}/unassign/", {}).json()["assigned_to"] == []


def test_the_day_it_was_said_is_written_read_and_filtered(stage: Stage, caller: Caller) -> None:
    address = f"claims/{stage.ids['claim']}/"
    answer = caller.send("PATCH", address, {"said_on": "2025-03-14"}, version=1)
    assert (answer.status_code, answer.json()["said_on"]) == (200, "2025-03-14")
    assert ids(caller.get("claims/?said_since=2025-03-14&said_until=2025-03-14")) == {stage.ids["claim"]}
    assert ids(caller.get("claims/?said_since=2025-03-15")) == set()
    assert caller.get("claims/?said_since=soon").status_code == 400
    assert caller.send("PATCH", address, {"said_on": "soon"}, version=2).status_code == 400
    gone = caller.send("PATCH", address, {"said_on": None}, version=2)
    assert gone.json()["said_on"] is None


def stored() -> dict[str, Any]:
    """Every table but that of the tokens, which know when they were used."""
    return {table: rows for table, rows in tables().items() if not table.endswith("apitoken")}


def test_a_selection_is_changed_as_one_and_taken_back(stage: Stage, caller: Caller) -> None:
    chosen = [stage.ids["claim"], stage.ids["unrated"]]
    before = stored()
    address = "projects/desk/claims/bulk/"
    done = caller.post(address, {"gesture": "tag", "claims": chosen, "tags": ["mayor"]})
    assert (done.status_code, done.json()["changed"]) == (200, 2)
    action = Action.objects.get(pk=done.json()["action"])
    undo_gesture(actor=cast.acting(stage.people["reviewer"]), action=action)
    assert stored() == before
    refused = caller.post(address, {"gesture": "accept", "claims": chosen})
    assert refused.status_code == 400
    for body in (
        {"gesture": "tag", "claims": chosen},
        {"gesture": "dance", "claims": chosen},
        {"gesture": "dismiss", "claims": chosen},
        {"gesture": "tag", "claims": [999_999], "tags": ["x"]},
        {"gesture": "tag", "claims": [], "tags": ["x"]},
        {"gesture": "assign", "claims": chosen, "person": stage.people["viewer"].pk},
    ):
        assert caller.post(address, body).status_code == 400
    assert stored() == before


def test_tags_of_a_project_are_counted_renamed_and_made_one(stage: Stage) -> None:
    editor, claim = stage.caller("editor"), stage.ids["claim"]
    editor.post(f"claims/{claim}/tags/", {"add": ["roads"]})
    rows = editor.get("projects/desk/tags/").json()["results"]
    assert [(row["name"], row["claim_count"]) for row in rows] == [("bridges", 1), ("roads", 1)]
    address = f"projects/desk/tags/{rows[1]['id']}/"
    assert editor.send("PATCH", address, {"name": "x"}).status_code == 428
    clash = editor.send("PATCH", address, {"name": "Bridges"}, version=1)
    assert clash.status_code == 400
    one = editor.send("PATCH", address, {"name": "Bridges", "merge": True}, version=1)
    assert (one.status_code, one.json()["id"]) == (200, rows[0]["id"])
    assert editor.get(f"claims/{claim}/").json()["tags"] == ["bridges"]


def test_a_note_points_at_a_place_and_names_members(stage: Stage, caller: Caller) -> None:
    start = TEXT.index("14 cracked")
    place = {"start": start, "end": start + 10, "quote": "14 cracked"}
    made = caller.post(
        f"claims/{stage.ids['claim']}/notes/", {"text": "@editor, who counted?", "place": place}
    )
    assert made.status_code == 201
    assert made.json()["place"] == {"revision": 1, **place}
    assert [person["name"] for person in made.json()["mentions"]] == ["Editor"]
    wrong = caller.post(
        f"articles/{stage.ids['article']}/notes/",
        {"text": "Here.", "place": {**place, "quote": "15 cracked"}},
    )
    assert wrong.status_code == 400
    assert "stands nowhere in it" in wrong.content.decode()


def test_ones_own_mentions_are_listed_and_seen(stage: Stage) -> None:
    editor, mention = stage.caller("editor"), stage.ids["mention"]
    assert ids(editor.get("mentions/?is_seen=false")) == {mention}
    assert ids(stage.caller("reviewer").get("mentions/")) == set()
    assert stage.caller("reviewer").post("mentions/see/", {"mentions": [mention]}).json() == {"seen": 0}
    assert editor.post("mentions/see/", {"mentions": [mention]}).json() == {"seen": 1}
    assert ids(editor.get("mentions/?is_seen=false")) == set()
