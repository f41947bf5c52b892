"""Who gets which status where: one row an address and method, one column a role. A route without a row fails."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from annotations.api.urls import router, urlpatterns
from annotations.history.checkpoints import make_checkpoint
from annotations.models import Project
from tests.api.caller import PROBLEM, Caller, Form, calling
from tests.api.stage import Stage, set_stage
from tests.cast import TEXT
from tests.history.bypass import settle

ROLES = ("anonymous", "outsider", "viewer", "reviewer", "editor", "owner", "operator")

START = TEXT.index("14 cracked bolts")
FRAGMENTS = [{"start": START, "end": START + 16, "quote": "14 cracked bolts"}]
PARTS = [{"fragments": FRAGMENTS}, {"fragments": FRAGMENTS, "statement": "Bolts were cracked."}]
SEEN = [{"id": "{claim}", "version": 1}, {"id": "{unrated}", "version": 1}]
VERDICT = {"rating": "true", "rationale": "Counted."}
RULING = {"rating": "true", "summary": "It is so."}
CITATION = {"url": "https://example.org/other", "stance": "context"}
NOTE = {"text": "Ask the city."}

# Lists that are not a project's.
OF_EVERYBODY = {
    "mentions/",
    "mentions/see/",
    "me/",
    "me/preferences/",
    "me/keys/",
    "me/keys/next/",
    "tokens/",
    "actions/",
    "scales/",
    "scales/{scale}/",
} | {
    "/api/schema/",
    "/api/docs/",
}

# For each role in the order of ROLES. What is not visible does not exist: 404 for the outsider.
READ = (401, 404, 200, 200, 200, 200, 200)
LIST = (401, 200, 200, 200, 200, 200, 200)
WRITE = (401, 404, 403, 200, 200, 200, 403)
ADD = (401, 404, 403, 201, 201, 201, 403)
EDIT = (401, 404, 403, 403, 200, 200, 403)
OWN = (401, 404, 403, 403, 403, 200, 200)
# A body that names a project nobody may see is wrong, not forbidden.
ADD_BY_NAME = (401, 400, 403, 201, 201, 201, 403)
OPERATOR = (401, 403, 403, 403, 403, 403, 201)
AUTHOR_IS_REVIEWER = (401, 404, 403, 200, 403, 403, 403)

HISTORIES = ("projects/desk", "articles/{article}", "claims/{claim}", "sources/{source}", "people/{person}")
TABLE: list[tuple[str, str, Any, tuple[int, ...]]] = [
    ("GET", "me/", None, LIST),
    ("GET", "me/preferences/", None, LIST),
    ("PATCH", "me/preferences/", {"look": "dark"}, LIST),
    ("GET", "me/keys/", None, LIST),
    ("GET", "me/keys/next/", None, LIST),
    ("PUT", "me/keys/next/", {"key": "z"}, LIST),
    ("DELETE", "me/keys/next/", None, LIST),
    ("DELETE", "me/keys/", None, LIST),
    ("GET", "projects/", None, LIST),
    ("POST", "projects/", {"slug": "new", "name": "New", "scale": "{scale}", "owner": "owner"}, OPERATOR),
    ("GET", "projects/desk/", None, READ),
    ("PATCH", "projects/desk/", {"name": "Renamed"}, OWN),
    ("GET", "projects/desk/export/?format_name=csv", None, READ),
    ("POST", "projects/desk/redactions/preview/", {"words": "cracked bolts"}, OWN),
    (
        "POST",
        "projects/desk/redactions/",
        {"words": "cracked bolts", "reason": "Order 7."},
        (401, 404, 403, 403, 403, 201, 201),
    ),
    *(("GET", f"{thing}/history/?format_name=csv", None, READ) for thing in HISTORIES),
    ("GET", "projects/desk/members/", None, READ),
    (
        "POST",
        "projects/desk/members/",
        {"person": "stranger", "role": "viewer"},
        (401, 404, 403, 403, 403, 201, 201),
    ),
    ("GET", "projects/desk/members/{member}/", None, READ),
    ("PATCH", "projects/desk/members/{member}/", {"role": "editor"}, OWN),
    ("DELETE", "projects/desk/members/{member}/", None, (401, 404, 403, 403, 403, 204, 204)),
    ("GET", "projects/desk/tags/", None, READ),
    ("GET", "projects/desk/tags/{tag}/", None, READ),
    ("PATCH", "projects/desk/tags/{tag}/", {"name": "renamed"}, EDIT),
    ("DELETE", "projects/desk/tags/{tag}/", None, (401, 404, 403, 403, 204, 204, 403)),
    ("POST", "projects/desk/claims/bulk/", {"gesture": "tag", "claims": ["{claim}"], "tags": ["x"]}, WRITE),
    ("GET", "mentions/", None, LIST),
    # Those of the editor.
    ("GET", "mentions/{mention}/", None, (401, 404, 404, 404, 200, 404, 404)),
    ("POST", "mentions/see/", {"mentions": ["{mention}"]}, LIST),
    ("GET", "scales/", None, LIST),
    ("GET", "scales/{scale}/", None, LIST),
    ("GET", "articles/", None, LIST),
    ("POST", "articles/", {"project": "desk", "text": "Some other words."}, ADD_BY_NAME),
    ("POST", "articles/upload/", Form(project="desk", file=("a.txt", b"Some other words.")), ADD_BY_NAME),
    ("GET", "articles/{article}/", None, READ),
    ("PATCH", "articles/{article}/", {"byline": "Renamed"}, WRITE),
    ("POST", "articles/{article}/split/", None, WRITE),
    ("GET", "articles/{article}/claims/", None, READ),
    ("POST", "articles/{article}/claims/", {"fragments": FRAGMENTS}, ADD),
    ("GET", "articles/{article}/notes/", None, READ),
    ("POST", "articles/{article}/notes/", NOTE, ADD),
    ("GET", "claims/", None, LIST),
    ("POST", "claims/", {"article": "{article}", "fragments": FRAGMENTS}, ADD_BY_NAME),
    ("GET", "claims/{claim}/", None, READ),
    ("PATCH", "claims/{claim}/", {"statement": "Reworded."}, WRITE),
    ("POST", "claims/{claim}/respan/", {"fragments": FRAGMENTS}, WRITE),
    ("POST", "claims/{suggested}/accept/", None, WRITE),
    ("POST", "claims/{claim}/dismiss/", {"dismissal": "not_a_claim"}, WRITE),
    ("POST", "claims/{dismissed}/restore/", None, WRITE),
    ("POST", "claims/{claim}/tags/", {"add": ["new"]}, WRITE),
    ("POST", "claims/{claim}/assign/", {}, (401, 404, 403, 200, 200, 200, 403)),
    ("POST", "claims/{claim}/unassign/", {}, (401, 404, 403, 200, 200, 200, 403)),
    ("POST", "claims/{claim}/split/", {"parts": PARTS}, ADD),
    ("POST", "claims/merge/", {"claims": SEEN}, ADD_BY_NAME),
    ("GET", "claims/{claim}/verdicts/", None, READ),
    ("POST", "claims/{unrated}/verdicts/", VERDICT, ADD),
    ("GET", "claims/{claim}/citations/", None, READ),
    ("POST", "claims/{claim}/citations/", CITATION, ADD),
    ("GET", "claims/{claim}/notes/", None, READ),
    ("POST", "claims/{claim}/notes/", NOTE, ADD),
    ("GET", "claims/{drafted}/ruling/", None, READ),
    ("GET", "claims/{ruled}/evidence/", None, READ),
    ("PUT", "claims/{claim}/ruling/", RULING, (401, 404, 403, 403, 201, 201, 403)),
    ("GET", "verdicts/", None, LIST),
    ("GET", "verdicts/{verdict}/", None, READ),
    ("PATCH", "verdicts/{verdict}/", {"rating": "false"}, AUTHOR_IS_REVIEWER),
    ("POST", "verdicts/{verdict}/withdraw/", {"reason": "off"}, (401, 404, 403, 200, 400, 400, 403)),
    ("GET", "verdicts/{verdict}/notes/", None, READ),
    ("POST", "verdicts/{verdict}/notes/", NOTE, ADD),
    ("GET", "sources/", None, LIST),
    ("POST", "sources/", {"project": "desk", "url": "https://example.org/new"}, ADD_BY_NAME),
    ("GET", "sources/{source}/", None, READ),
    ("PATCH", "sources/{source}/", {"publisher": "Renamed"}, WRITE),
    ("GET", "sources/{source}/copies/", None, READ),
    ("GET", "sources/{source}/copies/{copy}/", None, READ),
    ("POST", "sources/{source}/copies/", {"text": "What I saw."}, ADD),
    # Tests fetch nothing, which is said to whoever may ask.
    (
        "POST",
        "sources/lookup/",
        {"project": "desk", "url": "https://example.org/"},
        (401, 400, 403, 400, 400, 400, 403),
    ),
    ("GET", "sources/{source}/notes/", None, READ),
    ("POST", "sources/{source}/notes/", NOTE, ADD),
    ("GET", "citations/", None, LIST),
    ("GET", "citations/{citation}/", None, READ),
    ("PATCH", "citations/{citation}/", {"stance": "refutes"}, WRITE),
    ("POST", "citations/{citation}/withdraw/", {"reason": "off"}, WRITE),
    ("GET", "notes/", None, LIST),
    ("GET", "notes/{note}/", None, READ),
    ("PATCH", "notes/{note}/", {"text": "Changed."}, (401, 404, 403, 200, 400, 400, 403)),
    ("POST", "notes/{note}/resolve/", None, WRITE),
    ("POST", "notes/{resolved}/reopen/", None, WRITE),
    ("POST", "notes/{note}/withdraw/", {"reason": "off topic"}, (401, 404, 403, 200, 200, 200, 403)),
    ("GET", "rulings/", None, LIST),
    ("GET", "rulings/{draft}/", None, READ),
    ("POST", "rulings/{draft}/publish/", {}, EDIT),
    (
        "POST",
        "rulings/{published}/corrections/",
        {"kind": "typo", "explanation": "A letter.", "summary": "It is so!"},
        (401, 404, 403, 403, 201, 201, 403),
    ),
    ("GET", "changes/", None, LIST),
    ("GET", "changes/{change}/", None, READ),
    ("GET", "actions/", None, LIST),
    ("GET", "actions/{action}/", None, READ),
    # What others did is an editor's to take back; what was published is nobody's.
    ("GET", "actions/{action}/revert/", None, (401, 404, 403, 403, 200, 200, 403)),
    ("POST", "actions/{action}/revert/", {"reason": "A slip."}, (401, 404, 403, 403, 400, 400, 403)),
    ("POST", "actions/{marked}/revert/", {"reason": "A slip."}, ADD),
    ("POST", "actions/{action}/redact/", {"field": "reason", "reason": "Order 7."}, OWN),
    (
        "POST",
        "changes/{change}/redact/",
        {"field": "state", "reason": "x"},
        (401, 404, 403, 403, 403, 400, 400),
    ),
    ("GET", "changes/revert/?change={change}", None, (401, 404, 403, 403, 200, 200, 403)),
    ("POST", "changes/revert/", {"changes": [2**63 - 1], "reason": "A slip."}, (401, *(404,) * 6)),
    ("GET", "claims/{claim}/restore-to/{seal}/", None, (401, 404, 403, 403, 200, 200, 403)),
    (
        "POST",
        "claims/{claim}/restore-to/{seal}/",
        {"reason": "A slip.", "fingerprint": "another"},
        (401, 404, 403, 403, 400, 400, 403),
    ),
    ("GET", "tokens/", None, LIST),
    ("GET", "tokens/{foreign_token}/", None, (401, 404, 404, 404, 404, 404, 404)),
    ("DELETE", "tokens/{foreign_token}/", None, (401, 404, 404, 404, 404, 404, 404)),
    ("POST", "tokens/", {"name": "another"}, (401, 403, 403, 403, 403, 403, 403)),
    ("GET", "/api/schema/", None, LIST),
    ("GET", "/api/docs/", None, LIST),
]


@pytest.fixture
def stage(project: Project) -> Stage:
    set_out = set_stage(project)
    settle()
    make_checkpoint(settings.DATA_DIR)  # evidence is of what is signed for
    return set_out


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_their_role_may_have(role: str, stage: Stage) -> None:
    """Every row in a savepoint of its own, so that each finds the stage as it was set."""
    caller = stage.caller(role)
    versions = calling(stage.people["owner"])
    deviations = []
    for method, path, body, statuses in TABLE:
        filled = path.format(**stage.ids)
        with transaction.atomic():
            version = _version(versions, method, filled)
            response = caller.send(method, filled, _filled(body, stage.ids), version=version)
            transaction.set_rollback(True)
        expected = statuses[ROLES.index(role)]
        if response.status_code != expected:
            deviations.append(
                f"{method} {filled}: {response.status_code}, not {expected}: {response.content[:200]}"
            )
        if response.status_code >= 400 and response.headers["Content-Type"] != PROBLEM:
            deviations.append(f"{method} {filled}: answered as {response.headers['Content-Type']}")
    assert deviations == []


def test_an_operator_reads_everything_and_reviews_nothing(stage: Stage) -> None:
    rows = {(method, path): statuses for method, path, _, statuses in TABLE}
    assert rows["POST", "claims/{unrated}/verdicts/"][ROLES.index("operator")] == 403
    assert rows["GET", "claims/{claim}/"][ROLES.index("operator")] == 200
    assert stage.caller("operator").get("claims/").json()["results"]


def test_an_outsider_finds_nothing_in_any_list(stage: Stage) -> None:
    outsider = stage.caller("outsider")
    for method, path, _, statuses in TABLE:
        if (method, statuses) == ("GET", LIST) and path not in OF_EVERYBODY:
            assert outsider.get(path).json()["results"] == [], path
    assert {row["verb"] for row in outsider.get("actions/").json()["results"]} == {"token.issued"}


def test_every_route_and_method_has_a_row() -> None:
    rows = {
        (method, re.sub(r"{\w+}|(?<=projects/)desk|(?<=keys/)next", "*", path.partition("?")[0]))
        for method, path, _, _ in TABLE
    }
    missing = [row for row in _routes() if row not in rows]
    assert missing == []


def _routes() -> set[tuple[str, str]]:
    """Method and path of every route, with a star for whatever an address names."""
    found = set()
    for pattern in [*router.urls, *urlpatterns]:
        callback = getattr(pattern, "callback", None)
        if callback is None or str(pattern.pattern) in {"", "^$"}:
            continue  # a list of routes, the address of nothing, the table of contents
        path = re.sub(r"\(\?P<\w+>[^)]*\)", "*", str(pattern.pattern)).strip("^$")
        is_versioned = path.startswith("v1/") or pattern in router.urls
        path = path.removeprefix("v1/") if is_versioned else f"/api/{path}"
        verbs = ("get", "post", "put", "patch", "delete")
        methods = getattr(callback, "actions", None) or [
            name for name in verbs if hasattr(callback.cls, name)
        ]
        found |= {(method.upper(), path) for method in methods if method != "head"}
    return found


def _version(owner: Caller, method: str, path: str) -> int | None:
    """The version of the row that the address leads to, as somebody who may see it finds it."""
    row = re.match(r"(?:projects/desk/members|\w+)/(?:[0-9]+|desk|preferences|keys)/", path)
    if method == "GET" or row is None:
        return None
    seen = owner.get(row[0]).json()
    return seen.get("version") if isinstance(seen, dict) else None


def _filled(body: Any, ids: dict[str, int]) -> Any:
    if isinstance(body, Form):
        return body
    if isinstance(body, dict):
        return {key: _filled(value, ids) for key, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, ids) for value in body]
    return ids[body[1:-1]] if isinstance(body, str) and body.startswith("{") else body
