"""Single changes and whole claims are taken back over the API: a preview first, then a new Action that names them."""

from __future__ import annotations

import pytest

from annotations.models import Action, Claim, Note, Project, Role, Seal, User, Verb
from annotations.services.claims import reword_claim
from annotations.services.notes import leave_note
from tests import cast
from tests.api.caller import Caller, calling
from tests.cast import acting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olena() -> User:
    cast.make_scale()
    project = cast.make_project()
    cast.make_member(project, "ruth", Role.EDITOR)
    return cast.make_member(project, "olena", Role.REVIEWER)


@pytest.fixture
def claim(olena: User) -> Claim:
    return cast.make_claim(cast.make_article(Project.objects.get(), olena), olena)


@pytest.fixture
def ruth(claim: Claim) -> Caller:
    return calling(User.objects.get(username="ruth"))


def test_single_changes_are_previewed_and_taken_back(claim: Claim, olena: User, ruth: Caller) -> None:
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    change = Action.objects.latest("id").changes.get()
    plan = ruth.get(f"changes/revert/?change={change.pk}").json()
    assert (plan["action"], plan["conflicts"], plan["rows"][0]["how"]) == (None, [], "changed")
    assert plan["rows"][0]["values"] == [{"field": "statement", "now": "Reworded.", "then": claim.statement}]
    taken = ruth.post("changes/revert/", {"changes": [change.pk], "reason": "A slip."})
    assert (taken.status_code, taken.json()["verb"]) == (201, Verb.CHANGES_REVERTED)
    assert (taken.json()["reverts"], taken.json()["takes_back"]) == (change.action_id, [change.action_id])
    listed = ruth.get(f"actions/?reverts={change.action_id}").json()["results"]
    assert [row["id"] for row in listed] == [taken.json()["id"]]
    undone = ruth.get(f"actions/{change.action_id}/").json()
    assert (undone["takes_back"], undone["taken_back_by"]) == ([], [taken.json()["id"]])
    assert Claim.objects.get().statement == claim.statement
    again = ruth.post("changes/revert/", {"changes": [change.pk], "reason": "A slip."})
    assert again.status_code == 400
    assert "it has been changed since" in again.content.decode()


def test_a_claim_is_restored_by_the_plan_that_was_read(claim: Claim, olena: User, ruth: Caller) -> None:
    seal = Seal.objects.filter(stream=f"article:{claim.article_id}").count()
    reword_claim(actor=acting(olena), claim=claim, version=None, statement="Reworded.")
    cast.make_verdict(claim, olena)
    path = f"claims/{claim.pk}/restore-to/{seal}/"
    plan = ruth.get(path).json()
    assert [row["entity"] for row in plan["rows"]] == ["claim"]
    assert [(row["entity"], len(row["conflicts"])) for row in plan["left"]] == [("verdict", 1)]
    leave_note(actor=acting(olena), about=claim, text="Just now.")
    agreed = {"reason": "A slip.", "fingerprint": plan["fingerprint"]}
    assert ruth.post(path, agreed).status_code == 400
    assert Note.objects.exists()
    agreed["fingerprint"] = ruth.get(path).json()["fingerprint"]
    assert ruth.post(path, agreed).status_code == 201
    assert (Claim.objects.get().statement, Note.objects.exists()) == (claim.statement, False)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("change=x", 404),
        ("change=0", 404),
        (f"change={10**30}", 404),
        ("change=1&change=9999999", 404),
    ],
)
def test_nonsense_is_answered_in_words(claim: Claim, ruth: Caller, query: str, status: int) -> None:
    answer = ruth.get(f"changes/revert/?{query}")
    assert answer.status_code == status
    assert answer.json()["title"]


@pytest.mark.parametrize(
    "body", [{}, {"changes": []}, {"changes": ["x"]}, {"changes": [1] * 300}, {"changes": 5}]
)
def test_a_body_that_names_no_changes_is_refused(claim: Claim, ruth: Caller, body: dict[str, object]) -> None:
    assert ruth.post("changes/revert/", {"reason": "A slip.", **body}).status_code == 400


@pytest.mark.parametrize("seal", [0, 1, 99, 10**17])
def test_a_seal_without_the_claim_is_no_seal_to_go_back_to(claim: Claim, ruth: Caller, seal: int) -> None:
    assert ruth.get(f"claims/{claim.pk}/restore-to/{seal}/").status_code == 404
