"""Gestures on a selection: one Action for all, nothing when one refuses, and every refusal named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from annotations.models import Action, Change, Claim, Dismissal, Project, Role, State, User, Verb
from annotations.services.articles import split_article
from annotations.services.bulk import BulkRefused, accept_claims, dismiss_claims, restore_claims
from annotations.services.reverts import revert_action
from tests import cast


@dataclass(frozen=True)
class Desk:
    project: Project
    reviewer: User
    suggested: list[Claim]
    open: Claim


@pytest.fixture
def desk(db: None) -> Desk:
    cast.make_scale()
    project = cast.make_project()
    reviewer = cast.make_member(project, "reviewer", Role.REVIEWER)
    article = cast.make_article(project, reviewer)
    second = cast.make_article(project, reviewer, text=f"Today. {cast.TEXT}")
    suggested = [
        claim
        for each in (article, second)
        for claim in split_article(actor=cast.acting(reviewer), article=each)
    ]
    return Desk(project, reviewer, suggested, cast.make_claim(article, reviewer))


def states(claims: list[Claim]) -> set[str]:
    return set(Claim.objects.filter(pk__in=[claim.pk for claim in claims]).values_list("state", flat=True))


def test_claims_of_two_articles_are_accepted_in_one_action(desk: Desk) -> None:
    before = Action.objects.count()
    number = accept_claims(actor=cast.acting(desk.reviewer), project=desk.project, claims=desk.suggested)
    assert number == len(desk.suggested) > 1
    assert len({claim.article_id for claim in desk.suggested}) == 2
    assert states(desk.suggested) == {State.OPEN}
    assert Action.objects.count() == before + 1
    action = Action.objects.order_by("-id")[0]
    assert action.verb == Verb.CLAIM_ACCEPTED
    assert Change.objects.filter(action=action, entity="claim").count() == number


def test_claims_are_dismissed_with_a_reason_and_restored(desk: Desk) -> None:
    actor = cast.acting(desk.reviewer)
    dismiss_claims(
        actor=actor,
        project=desk.project,
        claims=desk.suggested,
        dismissal=Dismissal.NOT_CHECKABLE,
        reason="Nobody measured it.",
    )
    assert states(desk.suggested) == {State.DISMISSED}
    assert Action.objects.order_by("-id")[0].reason == "Nobody measured it."
    restore_claims(actor=actor, project=desk.project, claims=desk.suggested)
    assert states(desk.suggested) == {State.OPEN}


def test_one_that_refuses_stops_all_and_is_named(desk: Desk) -> None:
    before = (Action.objects.count(), Change.objects.count())
    with pytest.raises(BulkRefused) as refused:
        accept_claims(
            actor=cast.acting(desk.reviewer), project=desk.project, claims=[*desk.suggested, desk.open]
        )
    assert [refusal.claim for refusal in refused.value.refusals] == [desk.open]
    assert "Only a suggested claim is accepted" in refused.value.refusals[0].message
    assert desk.open.statement in refused.value.messages[0]
    assert states(desk.suggested) == {State.SUGGESTED}
    assert (Action.objects.count(), Change.objects.count()) == before


def test_all_of_it_is_taken_back_as_one(desk: Desk) -> None:
    actor = cast.acting(desk.reviewer)
    dismiss_claims(
        actor=actor, project=desk.project, claims=desk.suggested, dismissal=Dismissal.NOT_CHECKABLE
    )
    revert_action(actor=actor, action=Action.objects.order_by("-id")[0])
    assert states(desk.suggested) == {State.SUGGESTED}


def test_a_claim_chosen_twice_is_changed_once(desk: Desk) -> None:
    claim = desk.suggested[0]
    assert accept_claims(actor=cast.acting(desk.reviewer), project=desk.project, claims=[claim, claim]) == 1


def test_nothing_chosen_is_said(desk: Desk) -> None:
    with pytest.raises(ValidationError, match="Select the claims first"):
        accept_claims(actor=cast.acting(desk.reviewer), project=desk.project, claims=[])


@pytest.mark.parametrize("dismissal", ["", "because"])
def test_a_dismissal_says_why(desk: Desk, dismissal: str) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        dismiss_claims(
            actor=cast.acting(desk.reviewer), project=desk.project, claims=desk.suggested, dismissal=dismissal
        )
    assert states(desk.suggested) == {State.SUGGESTED}


def test_claims_of_another_project_are_refused(desk: Desk) -> None:
    other = cast.make_project("other")
    actor = cast.acting(cast.make_member(other, "other_reviewer", Role.OWNER))
    with pytest.raises(ValidationError, match="another project"):
        accept_claims(actor=actor, project=other, claims=desk.suggested)
    with pytest.raises(PermissionDenied):
        accept_claims(actor=actor, project=desk.project, claims=desk.suggested)


def test_a_viewer_changes_nothing(desk: Desk) -> None:
    viewer = cast.acting(cast.make_member(desk.project, "viewer", Role.VIEWER))
    with pytest.raises(PermissionDenied):
        accept_claims(actor=viewer, project=desk.project, claims=desk.suggested)
    accept_claims(actor=cast.acting(desk.reviewer), project=desk.project, claims=desk.suggested)
