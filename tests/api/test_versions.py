"""ETag out, If-Match in, through the real middleware: 428 without, 412 with the row as it is now."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.api.urls import router
from annotations.models import Claim, Project
from tests.api.caller import PROBLEM, Caller, calling
from tests.api.stage import Stage, set_stage
from tests.cast import make_person

# An address and a body for every conditional action, and the version its row has on the stage.
CONDITIONAL: dict[tuple[str, str], tuple[str, str, Any, int]] = {
    ("project", "partial_update"): ("PATCH", "projects/desk/", {"name": "Renamed"}, 1),
    ("member", "partial_update"): ("PATCH", "projects/desk/members/{member}/", {"role": "editor"}, 1),
    ("member", "destroy"): ("DELETE", "projects/desk/members/{member}/", None, 1),
    ("tag", "partial_update"): ("PATCH", "projects/desk/tags/{tag}/", {"name": "renamed"}, 1),
    ("tag", "destroy"): ("DELETE", "projects/desk/tags/{tag}/", None, 1),
    ("article", "partial_update"): ("PATCH", "articles/{article}/", {"byline": "Renamed"}, 1),
    ("claim", "partial_update"): ("PATCH", "claims/{claim}/", {"statement": "Reworded."}, 1),
    ("claim", "respan"): (
        "POST",
        "claims/{claim}/respan/",
        {"fragments": [{"start": 0, "end": 6, "quote": "Bridge"}]},
        1,
    ),
    ("claim", "accept"): ("POST", "claims/{suggested}/accept/", None, 1),
    ("claim", "dismiss"): ("POST", "claims/{claim}/dismiss/", {"dismissal": "not_a_claim"}, 1),
    ("claim", "restore"): ("POST", "claims/{dismissed}/restore/", None, 2),
    ("verdict", "partial_update"): ("PATCH", "verdicts/{verdict}/", {"rating": "false"}, 1),
    ("verdict", "withdraw"): ("POST", "verdicts/{verdict}/withdraw/", {"reason": "A slip."}, 1),
    ("source", "partial_update"): ("PATCH", "sources/{source}/", {"publisher": "Renamed"}, 1),
    ("citation", "partial_update"): ("PATCH", "citations/{citation}/", {"stance": "refutes"}, 1),
    ("citation", "withdraw"): ("POST", "citations/{citation}/withdraw/", {"reason": "A slip."}, 1),
    ("note", "partial_update"): ("PATCH", "notes/{note}/", {"text": "Changed."}, 1),
    ("note", "resolve"): ("POST", "notes/{note}/resolve/", None, 1),
    ("note", "reopen"): ("POST", "notes/{resolved}/reopen/", None, 2),
    ("note", "withdraw"): ("POST", "notes/{note}/withdraw/", {}, 1),
    ("ruling", "publish"): ("POST", "rulings/{draft}/publish/", {}, 1),
    ("ruling", "correct"): (
        "POST",
        "rulings/{published}/corrections/",
        {"kind": "typo", "explanation": "A letter.", "summary": "It is so!"},
        2,
    ),
}
DONE_BY = {"project": "owner", "tag": "editor", "member": "owner", "ruling": "editor"}


@pytest.fixture
def stage(project: Project) -> Stage:
    return set_stage(project)


def test_every_conditional_action_is_tried() -> None:
    declared = {
        (name.removeprefix("api-"), action)
        for _, viewset, name in router.registry
        for action in getattr(viewset, "conditional", ())
    }
    assert declared == CONDITIONAL.keys()


@pytest.mark.parametrize("action", CONDITIONAL, ids=".".join)
def test_a_write_names_the_version_it_saw(action: tuple[str, str], stage: Stage) -> None:
    method, path, body, version = CONDITIONAL[action]
    caller, path = stage.caller(DONE_BY.get(action[0], "reviewer")), path.format(**stage.ids)

    missing = caller.send(method, path, body)
    assert (missing.status_code, missing.headers["Content-Type"]) == (428, PROBLEM)
    assert missing.json()["code"] == "version_required"

    stale = caller.send(method, path, body, version=version + 1)
    assert (stale.status_code, stale.headers["Content-Type"]) == (412, PROBLEM)
    assert stale.json()["current"]["version"] == version
    assert stale.headers["ETag"] == f'"v{version}"'

    done = caller.send(method, path, body, version=version)
    assert done.status_code in {200, 201, 204}, done.content
    if done.status_code != 204:
        assert done.headers["ETag"] == f'"v{done.json()["version"]}"'
        assert done.json()["version"] == version + 1


def test_the_second_of_two_people_is_told_what_changed(api: Caller, desk: Caller, claim: Claim) -> None:
    path = f"claims/{claim.pk}/"
    seen = [caller.get(path).headers["ETag"] for caller in (api, desk)]
    first = api.send("PATCH", path, {"statement": "First."}, headers={"If-Match": seen[0]})
    second = desk.send("PATCH", path, {"statement": "Second."}, headers={"If-Match": seen[1]})
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current"]["statement"] == "First."
    again = desk.send("PATCH", path, {"statement": "Second."}, headers={"If-Match": second.headers["ETag"]})
    assert again.json()["statement"] == "Second."


def test_a_second_verdict_is_answered_with_the_first(api: Caller, claim: Claim) -> None:
    path = f"claims/{claim.pk}/verdicts/"
    first = api.post(path, {"rating": "true"}).json()
    second = api.post(path, {"rating": "false"})
    assert (second.status_code, second.json()["current"]) == (412, first)


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ('"v1"', 200),
        ('W/"v1"', 200),  # as a compressing proxy hands it back
        (' "v1" ', 200),
        ("", 428),
        ("*", 428),
        ('"v2"', 412),
        ("v1", 400),
        ('"1"', 400),
        ('"v1", "v2"', 400),
        ('"v-1"', 400),
        ('"v99999999999999999999"', 400),
        ('"v１"', 400),
    ],
)
def test_how_a_version_may_be_named(tag: str, status: int, api: Caller, claim: Claim) -> None:
    response = api.send("PATCH", f"claims/{claim.pk}/", {"kind": "event"}, headers={"If-Match": tag})
    assert response.status_code == status, response.content


def test_what_is_not_visible_is_not_found_before_a_version_is_asked_for(claim: Claim, db: None) -> None:
    outsider = calling(make_person("outsider"))
    assert outsider.patch(f"claims/{claim.pk}/", {"kind": "event"}).status_code == 404
