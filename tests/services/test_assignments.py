"""Assignment: reviewers ask themselves, editors ask anybody who may review; nothing is granted by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Article, Assignment, Claim, Membership, Project, Role, User, Verb
from annotations.services.assignments import assign_claims, unassign_claims
from annotations.services.claims import change_claim
from annotations.services.people import remove_member
from annotations.services.undoing import undo
from tests import cast
from tests.services.tables import tables


def people_of(claim: Claim) -> list[str]:
    return list(Assignment.objects.filter(claim=claim).values_list("person__username", flat=True))


def assign(by: User, claim: Claim, person: User) -> int:
    return assign_claims(actor=cast.acting(by), project=claim.article.project, claims=[claim], person=person)


def test_a_reviewer_assigns_only_themselves(claim: Claim, reviewer: User, editor: User) -> None:
    version = claim.version
    assert assign(reviewer, claim, reviewer) == 1
    assert assign(reviewer, claim, reviewer) == 0
    claim.refresh_from_db()
    assert claim.version == version
    with pytest.raises(PermissionDenied, match="an editor assigns them to others"):
        assign(reviewer, claim, editor)
    assert assign(editor, claim, editor) == 1
    assert people_of(claim) == ["reviewer", "editor"]
    assert Action.objects.order_by("-id")[0].verb == Verb.CLAIM_ASSIGNED


def test_only_who_may_review_is_asked_to(claim: Claim, editor: User, project: Project) -> None:
    viewer = cast.make_member(project, "viewer", Role.VIEWER)
    for person in (viewer, cast.make_person("outsider")):
        with pytest.raises(ValidationError, match="who may review"):
            assign(editor, claim, person)
    assert people_of(claim) == []


def test_taking_off_is_ones_own_or_an_editors_and_undone(
    claim: Claim, reviewer: User, editor: User, project: Project, article: Article
) -> None:
    assign(editor, claim, reviewer)
    assign(editor, claim, editor)
    before = tables()
    given: dict[str, Any] = {"project": project, "claims": [claim]}
    with pytest.raises(PermissionDenied):
        unassign_claims(actor=cast.acting(reviewer), person=editor, **given)
    with pytest.raises(PermissionDenied):
        unassign_claims(actor=cast.acting(reviewer), **given)
    assert tables() == before
    assert unassign_claims(actor=cast.acting(reviewer), person=reviewer, **given) == 1
    assert people_of(claim) == ["editor"]
    undo(actor=cast.acting(reviewer), article=article)
    assert tables() == before
    assert unassign_claims(actor=cast.acting(editor), **given) == 1
    assert people_of(claim) == []


def test_who_leaves_the_project_is_asked_for_nothing_more(
    claim: Claim, reviewer: User, editor: User, project: Project
) -> None:
    assign(editor, claim, reviewer)
    membership = Membership.objects.get(project=project, person=reviewer)
    remove_member(actor=cast.STAGE, membership=membership, version=membership.version)
    assert people_of(claim) == []


def test_the_day_it_was_said_is_kept_and_taken_away(claim: Claim, reviewer: User) -> None:
    day, actor = date(2025, 3, 14), cast.acting(reviewer)
    claim = change_claim(actor=actor, claim=claim, version=claim.version, said_on=day)
    claim = change_claim(actor=actor, claim=claim, version=claim.version, claimant="The mayor")
    assert claim.said_on == day
    claim = change_claim(actor=actor, claim=claim, version=claim.version, said_on=None)
    assert claim.said_on is None
